import { execFileSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

export interface Python {
	readonly file: string;
	readonly version: string;
}

/** The interpreter that `PYTHON` names, or the first `python3` of the PATH; asked for its version. */
export function findPython(env: NodeJS.ProcessEnv = process.env): Python | undefined {
	const named = env.PYTHON;
	const candidates =
		named !== undefined && named !== ""
			? [named]
			: (env.PATH ?? "")
					.split(delimiter)
					.filter(isAbsolute)
					.map((folder) => join(folder, program));
	for (const file of candidates) {
		const found = isAbsolute(file) && existsSync(file) ? asked(file) : undefined;
		if (found !== undefined) return found;
	}
	return undefined;
}

const program = process.platform === "win32" ? "python.exe" : "python3";

/** Shims of version managers start another program: it says which one it is. */
function asked(file: string): Python | undefined {
	const question = "import platform,sys; print(sys.executable); print(platform.python_version())";
	try {
		const said = execFileSync(file, ["-I", "-c", question], { encoding: "utf8", timeout: 10_000 });
		const [executable = "", version = ""] = said.trim().split(/\r?\n/);
		return /^3\.\d+/.test(version) ? { file: realpathSync(executable), version } : undefined;
	} catch {
		return undefined;
	}
}
