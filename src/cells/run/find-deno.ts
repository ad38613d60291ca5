import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join } from "node:path";
import { SafetyError } from "../../model/index.js";

export interface Deno {
	readonly file: string;
	readonly version: string;
}

/**
 * Deno's program: where `DENO` says, else the one that came with notapse as an optional dependency. Nothing is
 * downloaded and no `PATH` is searched: whoever can put something there would run outside of the sandbox.
 */
export function findDeno(env: NodeJS.ProcessEnv = process.env): Deno | undefined {
	const named = env.DENO;
	if (named !== undefined && named !== "") {
		if (!isAbsolute(named) || !existsSync(named)) return undefined;
		return withVersion(realpathSync(named));
	}
	const file = installed();
	return file === undefined ? undefined : withVersion(file);
}

/** Name and version of what runs cells in the sandbox, as records say them. */
export function engineName(deno: Deno | undefined): string {
	return `deno ${deno?.version ?? "none"}`;
}

/** What a run says that cannot have its sandbox. */
export function noDeno(env: NodeJS.ProcessEnv = process.env): SafetyError {
	const named = env.DENO;
	const message =
		named === undefined || named === ""
			? "Cells run in a sandbox made with Deno, and Deno is not installed."
			: `Cells run in a sandbox made with Deno, and DENO=${named} is not it.`;
	return new SafetyError(message, {
		hint: "npm install deno, or set DENO to the absolute path of its program; or, if you trust this vault, notapse trust and notapse run --trust",
	});
}

const program = process.platform === "win32" ? "deno.exe" : "deno";

const load = createRequire(import.meta.url);

function installed(): string | undefined {
	for (const name of ["deno", `@deno/${process.platform}-${process.arch}`, ...linuxPackages()]) {
		try {
			const file = join(dirname(load.resolve(`${name}/package.json`)), program);
			if (existsSync(file)) return file;
		} catch {
			// Not this one.
		}
	}
	return undefined;
}

function linuxPackages(): readonly string[] {
	return process.platform === "linux" ? [`@deno/linux-${process.arch}-glibc`] : [];
}

/** Read from the package beside it; only a program from elsewhere has to be asked. */
function withVersion(file: string): Deno | undefined {
	try {
		const { name, version } = JSON.parse(readFileSync(join(dirname(file), "package.json"), "utf8"));
		if (/^(@deno\/.*|deno)$/.test(name) && typeof version === "string") return { file, version };
	} catch {
		// Not from a package.
	}
	try {
		// Only now: it takes a tenth of a start of ours, and mostly nothing is to be asked.
		const { execFileSync } = load("node:child_process") as typeof import("node:child_process");
		const said = execFileSync(file, ["--version"], { env: {}, encoding: "utf8", timeout: 10_000 });
		const version = /^deno (\d+\.\d+\.\d+\S*)/.exec(said)?.[1];
		return version === undefined ? undefined : { file, version };
	} catch {
		return undefined;
	}
}
