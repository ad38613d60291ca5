/**
 * A PostgreSQL of our own in a temporary folder, on a socket and on no port of the network; undefined, and said loudly,
 * where there is none to start. PostgreSQL refuses to run as root: then it runs as the user `postgres`.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface PostgresServer {
	/** With this in place of the database's name, and then `?…`. */
	url(database: string): string;
	create(database: string): void;
	/** Runs SQL as the superuser, and gives what psql prints, without its decoration. */
	psql(database: string, sql: string): string;
	/** As when the power fails, and once more. Absent where the server is not ours. */
	readonly power?: { crash(): void; start(): void };
	stop(): void;
}

export function startPostgres(): PostgresServer | undefined {
	const given = process.env.NOTAPSE_POSTGRES;
	return given === undefined ? startOwn() : useGiven(given);
}

/** A server that runs already, whose databases may be made and dropped: `postgres://user@host:port`. */
function useGiven(server: string): PostgresServer {
	const url = (database: string) => `${server}/${encodeURIComponent(database)}`;
	const psql = (database: string, sql: string) =>
		execFileSync("psql", ["-X", "-d", url(database), "-v", "ON_ERROR_STOP=1", "-At", "-c", sql], {
			encoding: "utf8",
		}).trim();
	return {
		...{ url, psql },
		create: (database) => {
			psql("postgres", `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
			psql("postgres", `CREATE DATABASE "${database}"`);
		},
		stop: () => {},
	};
}

function startOwn(): PostgresServer | undefined {
	const bin = findPrograms();
	if (bin === undefined) return skip("there is no initdb");
	const identity = userFor();
	if (identity === undefined) return skip("PostgreSQL does not run as root, and there is no user postgres");
	const folder = mkdtempSync(join(tmpdir(), "notapse-pg-"));
	if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid!);
	chmodSync(folder, 0o755);
	const data = join(folder, "data");
	const run = (program: string, ...args: string[]) =>
		execFileSync(join(bin, program), args, {
			...identity,
			stdio: ["ignore", "pipe", "pipe"],
			cwd: folder,
			encoding: "utf8",
		});
	try {
		run("initdb", "-D", data, "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust");
	} catch (error) {
		rmSync(folder, { recursive: true, force: true });
		return skip(`initdb failed: ${String((error as { stderr?: string }).stderr ?? error)}`);
	}
	const settings = [
		"fsync=off",
		"full_page_writes=off",
		"listen_addresses=",
		"shared_buffers=64MB",
		"max_connections=30",
		"jit=off",
	];
	const start = () => {
		const options = ["-k", folder, ...settings.flatMap((setting) => ["-c", setting])]
			.map((word) => `'${word}'`)
			.join(" ");
		const { status, stderr } = spawnSync(
			join(bin, "pg_ctl"),
			["-D", data, "-w", "-s", "-l", join(folder, "log"), "-o", options, "start"],
			{
				...identity,
				stdio: "ignore",
				cwd: folder,
			},
		);
		if (status !== 0) throw new Error(`pg_ctl: ${String(stderr)}`);
	};
	start();
	const stop = (mode: string) =>
		spawnSync(join(bin, "pg_ctl"), ["-D", data, "-m", mode, "-w", "-s", "stop"], {
			...identity,
			stdio: "ignore",
			cwd: folder,
		});
	const psql = (database: string, sql: string) =>
		run(
			"psql",
			"-X",
			"-h",
			folder,
			"-U",
			"postgres",
			"-d",
			database,
			"-v",
			"ON_ERROR_STOP=1",
			"-At",
			"-c",
			sql,
		).trim();
	return {
		url: (database) =>
			`postgres://postgres@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(folder)}`,
		create: (database) => void psql("postgres", `CREATE DATABASE "${database}"`),
		psql,
		power: { crash: () => void stop("immediate"), start },
		stop: () => {
			stop("immediate");
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function skip(why: string): undefined {
	console.warn(`SKIPPED: tests against PostgreSQL do not run, because ${why}.`);
	return undefined;
}

/** The newest that is installed. */
function findPrograms(): string | undefined {
	const root = "/usr/lib/postgresql";
	const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
	const folders = [process.env.POSTGRES_BIN, ...versions.map((version) => join(root, version, "bin"))];
	for (const folder of folders) if (folder !== undefined && existsSync(join(folder, "initdb"))) return folder;
	return undefined;
}

/** As whom it runs: as ourselves, unless that is root. */
function userFor(): { uid?: number; gid?: number } | undefined {
	if (process.getuid?.() !== 0) return {};
	const id = (flag: string) => {
		const { status, stdout } = spawnSync("id", [flag, "postgres"], { encoding: "utf8" });
		return status === 0 ? Number(stdout) : undefined;
	};
	const [uid, gid] = [id("-u"), id("-g")];
	return uid === undefined || gid === undefined ? undefined : { uid, gid };
}
