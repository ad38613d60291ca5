import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineCommand } from "./engine-process.js";
import type { Deno } from "./find-deno.js";

export interface SandboxOptions {
	readonly deno: Deno;
	/** Absolute path of the script of the main thread, the only file that the engine loads. */
	readonly script: string;
	/** Megabytes for a cell's values. */
	readonly memory: number;
	/** Private folder, in which it starts. */
	readonly home: string;
	/** Of the clocks; UTC if not said. */
	readonly zone?: string;
	/** Absolute path of bubblewrap's program, to put a second wall around the first. */
	readonly bwrap?: string;
}

/**
 * Deno with nothing: no permission, no prompt that could grant one, no environment, no module from anywhere else, no
 * text made into code, no more memory than is allowed. Cells never belong to what it loads from disk, because
 * Deno reads what is named literally there without asking; they arrive over stdin and run in a worker that has
 * fewer permissions still.
 */
export function sandboxCommand(options: SandboxOptions): EngineCommand {
	const { deno, memory, home, zone = "UTC" } = options;
	const args = [
		...[
			"run",
			"--quiet",
			"--no-prompt",
			"--no-remote",
			"--no-npm",
			"--no-config",
			"--no-lock",
			"--no-code-cache",
		],
		"--unstable-worker-options",
		`--v8-flags=--max-old-space-size=${memory},--disallow-code-generation-from-strings`,
		options.script,
	];
	const env = {
		DENO_DIR: denoDir(home),
		HOME: home,
		TMPDIR: home,
		TZ: zone,
		LANG: "en_US.UTF-8",
		NO_COLOR: "1",
		DENO_NO_UPDATE_CHECK: "1",
	};
	// Windows cannot start a program without knowing where it is itself.
	if (process.platform === "win32")
		return {
			file: deno.file,
			args,
			env: { ...env, SystemRoot: process.env.SystemRoot ?? "C:\\Windows" },
			cwd: home,
		};
	const boxed =
		options.bwrap === undefined ? [deno.file, ...args] : [options.bwrap, ...box(options), deno.file, ...args];
	// A shell sets the limits and is gone: `exec`.
	const limits = `ulimit -d ${dataLimit(memory)} 2>/dev/null; ulimit -c 0 2>/dev/null; exec "$@"`;
	return { file: "/bin/sh", args: ["-c", limits, "sh", ...boxed], env, cwd: home };
}

/**
 * Deno notes what it has learnt of modules in databases, which it waits for the disk to have. Where it can make no folder
 * it keeps that in memory, and nobody asks for it again.
 */
function denoDir(home: string): string {
	return process.platform === "win32" ? home : "/dev/null/none";
}

/** Kilobytes of private memory. Below two gigabytes V8 cannot reserve the room for its code. */
function dataLimit(memory: number): number {
	return Math.max(2_048, memory + 1_600) * 1_024;
}

/** Bubblewrap: own processes, users, network; of the disk only what Deno needs to start, not to be written. */
function box({ deno, script, home, zone = "UTC" }: SandboxOptions): readonly string[] {
	const visible = ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache"];
	return [
		...["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"],
		...visible.flatMap((path) => ["--ro-bind-try", path, path]),
		...["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"],
		...[
			"--ro-bind",
			deno.file,
			deno.file,
			"--ro-bind",
			script,
			script,
			"--bind",
			home,
			home,
			"--chdir",
			home,
		],
		...["--setenv", "DENO_DIR", denoDir(home), "--setenv", "HOME", home, "--setenv", "TMPDIR", home],
		...["--setenv", "TZ", zone, "--setenv", "LANG", "en_US.UTF-8", "--setenv", "NO_COLOR", "1"],
		"--",
	];
}

/** A folder of our own, away from the user's. */
export interface Home {
	readonly path: string;
	/** When the last engine has ended. */
	remove(): void;
}

export function makeHome(): Home {
	const path = mkdtempSync(join(tmpdir(), "notapse-run-"));
	return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}
