#!/usr/bin/env bash
# Three Citus servers on this machine, a coordinator and two workers, to try what is said of many servers, and for tests.
#
#     scripts/citus.sh start [folder]     prints the address of the coordinator's database
#     scripts/citus.sh stop [folder]      stops them, and removes the folder
#
# Needs PostgreSQL and Citus (packages postgresql-NN and postgresql-NN-citus-MM.M). The folder (/var/tmp/notapse-citus) is
# made. They listen on 127.0.0.1 only, at PORT (54330) and the two after it; who is on this machine is let in. As root they
# run as the user postgres. SETTINGS are added to those of all three ("-c fsync=off").
set -euo pipefail
command="${1:-}"
folder="${2:-/var/tmp/notapse-citus}"
port="${PORT:-54330}"
nodes=(coordinator worker-1 worker-2)

find_programs() {
	local config bin
	for config in ${PG_CONFIG:-} /usr/lib/postgresql/*/bin/pg_config /usr/pgsql-*/bin/pg_config pg_config; do
		command -v "$config" >/dev/null || continue
		[ -e "$("$config" --pkglibdir)/citus.so" ] || continue
		bin="$("$config" --bindir)"
		[ -x "$bin/initdb" ] && echo "$bin" && return
	done
	# Where only the server is installed, there is no pg_config of its own.
	for bin in /usr/lib/postgresql/*/bin; do
		[ -e "${bin%/bin}/lib/citus.so" ] && [ -x "$bin/initdb" ] && echo "$bin" && return
	done
	echo "Citus is not installed here: there is no citus.so beside a PostgreSQL server." >&2
	return 3
}

# PostgreSQL does not run as root.
as_server() {
	if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

run_sql() {
	local at="$1" database="$2"
	shift 2
	as_server "$bin/psql" -X -q -h 127.0.0.1 -p "$at" -U postgres -d "$database" -v ON_ERROR_STOP=1 -At "$@" >/dev/null
}

start() {
	local i data
	if [ -e "$folder" ]; then
		echo "$folder is there already: scripts/citus.sh stop $folder" >&2
		return 1
	fi
	# Nothing stays where it does not come to its end.
	trap stop EXIT
	mkdir -p "$folder"
	if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
	for i in 0 1 2; do
		data="$folder/${nodes[i]}"
		as_server "$bin/initdb" -D "$data" -U postgres -E UTF8 --locale=C.UTF-8 -A trust --no-sync >/dev/null
		as_server "$bin/pg_ctl" -D "$data" -w -s -l "$folder/${nodes[i]}.log" \
			-o "-c shared_preload_libraries=citus -c listen_addresses=127.0.0.1 -c port=$((port + i)) -c unix_socket_directories= -c jit=off ${SETTINGS:-}" start
	done
	for i in 0 1 2; do
		run_sql $((port + i)) postgres -c "CREATE DATABASE notes"
		run_sql $((port + i)) notes -c "CREATE EXTENSION citus"
	done
	run_sql "$port" notes -c "SELECT citus_set_coordinator_host('127.0.0.1', $port)" \
		-c "SELECT citus_add_node('127.0.0.1', $((port + 1)))" -c "SELECT citus_add_node('127.0.0.1', $((port + 2)))"
	trap - EXIT
	echo "postgres://postgres@127.0.0.1:$port/notes"
}

stop() {
	local node
	for node in "${nodes[@]}"; do
		if [ -e "$folder/$node/postmaster.pid" ]; then as_server "$bin/pg_ctl" -D "$folder/$node" -m immediate -w -s stop; fi
	done
	# Only what start has made.
	for node in "${nodes[@]}"; do
		if [ -e "$folder/$node/PG_VERSION" ]; then rm -rf "${folder:?}/$node"; fi
		rm -f "$folder/$node.log"
	done
	if [ -d "$folder" ]; then rmdir "$folder"; fi
}

case "$command" in
start | stop)
	bin="$(find_programs)"
	"$command"
	;;
*)
	echo "usage: scripts/citus.sh start|stop [folder]" >&2
	exit 2
	;;
esac
