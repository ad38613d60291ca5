/**
 * Three servers of a Citus on this machine, started by the script that readers of the documentation use; undefined, and
 * said loudly, where Citus is not installed. Each database that is asked for has the extension, and its workers.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PostgresServer } from "./postgres-server.js";

/** Of this process alone. */
const port = 30_000 + (process.pid % 8_000) * 3;
const ports = [port, port + 1, port + 2];

export function startCitus(): PostgresServer | undefined {
	const parent = mkdtempSync(join(tmpdir(), "notapse-citus-"));
	const folder = join(parent, "servers");
	const run = (command: string) =>
		spawnSync("bash", ["scripts/citus.sh", command, folder], {
			encoding: "utf8",
			// Each database has a process of its own on each server, to clean up.
			env: {
				...process.env,
				PORT: String(port),
				SETTINGS: "-c fsync=off -c full_page_writes=off -c max_worker_processes=60 -c citus.shard_count=4",
			},
		});
	execFileSync("chmod", ["755", parent]);
	const { status, stderr } = run("start");
	if (status !== 0) {
		rmSync(parent, { recursive: true, force: true });
		console.warn(`SKIPPED: tests against Citus do not run: ${stderr.trim()}`);
		return undefined;
	}
	return {
		url: (database) => urlOf(port, database),
		create: (database) => {
			for (const at of ports) {
				psql(at, "postgres", `CREATE DATABASE "${database}"`);
				psql(at, database, "CREATE EXTENSION citus");
			}
			psql(port, database, `SELECT citus_set_coordinator_host('127.0.0.1', ${port})`);
			for (const at of ports.slice(1)) psql(port, database, `SELECT citus_add_node('127.0.0.1', ${at})`);
		},
		psql: (database, sql) => psql(port, database, sql),
		stop: () => {
			run("stop");
			rmSync(parent, { recursive: true, force: true });
		},
	};
}

function urlOf(at: number, database: string): string {
	return `postgres://postgres@127.0.0.1:${at}/${encodeURIComponent(database)}`;
}

function psql(at: number, database: string, sql: string): string {
	return execFileSync(
		"psql",
		["-X", "-q", "-d", urlOf(at, database), "-v", "ON_ERROR_STOP=1", "-At", "-c", sql],
		{
			encoding: "utf8",
			stdio: ["ignore", "pipe", "pipe"],
		},
	).trim();
}
