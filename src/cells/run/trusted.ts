import { dirname } from "node:path";
import type { EngineCommand } from "./engine-process.js";
import type { Python } from "./find-python.js";

/**
 * Node as the user has it, in the vault's folder: for cells that the user trusts. Its environment is the user's, too.
 */
export function nodeCommand(options: {
	readonly memory: number;
	/** Of the clocks; the user's if not said. */
	readonly zone?: string;
	readonly script: string;
	readonly root: string;
}): EngineCommand {
	const flags = ["--experimental-vm-modules", "--experimental-import-meta-resolve", "--no-warnings"];
	return {
		file: process.execPath,
		args: [...flags, `--max-old-space-size=${options.memory}`, options.script],
		env: { ...environment(), ...(options.zone !== undefined && { TZ: options.zone }) },
		cwd: options.root,
	};
}

/** Python as the user has it; or, not trusted, in a box that shows it its own library and nothing else. */
export function pythonCommand(options: {
	readonly python: Python;
	readonly script: string;
	readonly root: string;
	readonly home: string;
	readonly memory: number;
	readonly isTrusted: boolean;
	readonly bwrap?: string;
}): EngineCommand {
	const { python, script, isTrusted, bwrap, home, root, memory } = options;
	if (isTrusted || bwrap === undefined) {
		const env = { ...environment(), PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1", MPLBACKEND: "Agg" };
		return { file: python.file, args: ["-u", script], env, cwd: root };
	}
	const own = dirname(dirname(python.file));
	const visible = ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/etc/ld.so.cache", own];
	const set = {
		HOME: "/tmp",
		TZ: "UTC",
		LANG: "C.UTF-8",
		PYTHONHASHSEED: "0",
		MPLBACKEND: "Agg",
		MPLCONFIGDIR: "/tmp",
	};
	const box = [
		...["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"],
		...visible.flatMap((path) => ["--ro-bind-try", path, path]),
		...["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"],
		...["--ro-bind", script, script, "--chdir", "/tmp"],
		...Object.entries(set).flatMap(([name, value]) => ["--setenv", name, value]),
	];
	const limits = `ulimit -d ${(memory + 512) * 1024} 2>/dev/null; ulimit -c 0 2>/dev/null; exec "$@"`;
	return {
		file: "/bin/sh",
		args: ["-c", limits, "sh", bwrap, ...box, "--", python.file, "-I", "-u", script],
		env: {},
		cwd: home,
	};
}

function environment(): Record<string, string> {
	const entries = Object.entries(process.env).filter(
		(entry): entry is [string, string] => entry[1] !== undefined,
	);
	return Object.fromEntries(entries);
}
