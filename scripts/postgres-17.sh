#!/usr/bin/env bash
# Runs the tests against PostgreSQL 17 with pgvector, as Debian 13 has them, whatever is installed here.
# As root, with debootstrap (apt-get install debootstrap):
#
#     sudo scripts/postgres-17.sh [folder]
#
# The folder (/var/tmp/notapse-trixie) takes about a gigabyte, and is used again the next time.
set -euo pipefail
cd "$(dirname "$0")/.."
root="${1:-/var/tmp/notapse-trixie}"
port=54317
if [ ! -e "$root/usr/lib/postgresql/17/bin/postgres" ]; then
	debootstrap --variant=minbase --include=postgresql-17,postgresql-17-pgvector trixie "$root"
fi
as_postgres() { chroot "$root" su postgres -c "$1"; }
bin=/usr/lib/postgresql/17/bin
rm -rf "$root/var/lib/postgresql/notapse"
as_postgres "$bin/initdb -D /var/lib/postgresql/notapse -U postgres -E UTF8 --locale=C.UTF-8 -A trust --no-sync" >/dev/null
as_postgres "$bin/pg_ctl -D /var/lib/postgresql/notapse -w -s -l /var/lib/postgresql/notapse.log \
	-o '-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c fsync=off -c jit=off' start"
trap 'as_postgres "$bin/pg_ctl -D /var/lib/postgresql/notapse -m immediate -s stop"' EXIT
# Every database that the tests make has the extension.
as_postgres "$bin/psql -h 127.0.0.1 -p $port -U postgres -d template1 -c 'CREATE EXTENSION vector'" >/dev/null
NOTAPSE_POSTGRES="postgres://postgres@127.0.0.1:$port" npx vitest run test/backends/postgres.test.ts
