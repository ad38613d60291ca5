/** The whole program for tests: in this process, and as people run it. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CompileOptions, type CompileResult, compile } from "../../src/compile.js";
import { loadConfig } from "../../src/config.js";
import type { Site } from "../../src/model/index.js";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
if (!existsSync(cli)) throw new Error("There is no dist/: run `npm run build` first.");

/** A new empty folder. */
export function temporary(): { root: string; at: (...steps: string[]) => string; remove: () => void } {
	const root = realpathSync(mkdtempSync(join(tmpdir(), "notapse-e2e-")));
	return {
		root,
		at: (...steps) => join(root, ...steps),
		remove: () => rmSync(root, { recursive: true, force: true }),
	};
}

/** What `compile` takes for a vault with its own configuration and these flags, without a cache unless one is named. */
export async function compileOptions(
	vault: string,
	out: string,
	{ flags = {}, ...more }: Partial<CompileOptions> & { flags?: Readonly<Record<string, unknown>> } = {},
): Promise<CompileOptions> {
	const { config } = await loadConfig({ cwd: dirname(out), vault, flags });
	return { vault, out, config, cache: false, ...more };
}

export async function compileTo(
	out: string,
	vault: string,
	options: Parameters<typeof compileOptions>[2] = {},
): Promise<CompileResult> {
	return compile(await compileOptions(vault, out, options));
}

export interface Ended {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface Running {
	readonly child: ChildProcess;
	readonly ended: Promise<Ended>;
}

/** `node dist/cli.js …args`, in a world of its own. */
export function start(args: readonly string[], cwd: string): Running {
	const child = spawn(process.execPath, [cli, ...args], {
		cwd,
		env: { PATH: process.env.PATH, HOME: cwd, TMPDIR: process.env.TMPDIR },
		stdio: ["ignore", "pipe", "pipe"],
	});
	let stdout = "";
	let stderr = "";
	child.stdout.setEncoding("utf8").on("data", (piece: string) => {
		stdout += piece;
	});
	child.stderr.setEncoding("utf8").on("data", (piece: string) => {
		stderr += piece;
	});
	const ended = new Promise<Ended>((resolve, reject) => {
		child.on("error", reject);
		child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
	});
	return { child, ended };
}

export function notapse(args: readonly string[], cwd: string): Promise<Ended> {
	return start(args, cwd).ended;
}

/** Paths of the files below a folder, sorted; folders only count through them. */
export function filesIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((path) => statSync(join(folder, path)).isFile())
		.sort();
}

/** path → SHA-256 of its bytes: two equal ones are two equal folders. */
export function fingerprints(folder: string): Readonly<Record<string, string>> {
	const hash = (path: string) =>
		createHash("sha256")
			.update(readFileSync(join(folder, path)))
			.digest("hex");
	return Object.fromEntries(filesIn(folder).map((path) => [path, hash(path)]));
}

/** An output folder as the value that it was, for checks that read one. */
export function siteIn(folder: string, { report }: Pick<CompileResult, "report">): Site {
	const files = filesIn(folder).map((path) => ({ path, content: () => readFileSync(join(folder, path)) }));
	return { files, report, digestOf: () => "" };
}
