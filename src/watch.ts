import { type FSWatcher, watch as watchFolder } from "node:fs";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { type CompileOptions, type CompileResult, createCompiler } from "./compile.js";

/** Milliseconds without a change before a build starts: a `git checkout` of 5,000 files is one build. */
const quiet = 40;
/** A stream of changes cannot put a build off for longer than this. */
const patience = 1000;

export interface Watcher {
	close(): Promise<void>;
}

/**
 * Compiles, and compiles again whenever something in the vault changes. Builds never overlap; changes during a
 * build lead to one more build after it.
 *
 * @param onBuild the result of each build, or what it threw: the next change tries again
 */
export async function watch(
	options: CompileOptions,
	onBuild: (result: CompileResult | undefined, error: unknown) => void,
): Promise<Watcher> {
	const compiler = createCompiler(options);
	const root = resolve(options.vault);
	const out = resolve(options.out);
	let running: Promise<void> | undefined;
	let dirty = false;
	let timer: NodeJS.Timeout | undefined;
	let since = 0;
	let closed = false;

	const build = async (): Promise<void> => {
		dirty = false;
		try {
			onBuild(await compiler.build(), undefined);
		} catch (error) {
			onBuild(undefined, error);
		}
	};
	const start = () => {
		since = 0;
		if (closed) return;
		if (running !== undefined) {
			dirty = true;
			return;
		}
		running = build().finally(() => {
			running = undefined;
			if (dirty) start();
		});
	};
	const changed = (name: string | null) => {
		if (closed || (name !== null && isOurs(root, out, name))) return;
		const now = performance.now();
		if (since === 0) since = now;
		clearTimeout(timer);
		timer = setTimeout(start, Math.max(0, Math.min(quiet, since + patience - now)));
	};

	// What a thread has learned meanwhile is as if the vault had changed.
	compiler.onLearned(start);
	const watcher: FSWatcher = watchFolder(root, { recursive: true }, (_event, name) => changed(name));
	// A folder that goes away while it is being watched is noticed by the next build, not by a crash.
	watcher.on("error", () => changed(null));
	start();
	await running;

	return {
		close: async () => {
			closed = true;
			clearTimeout(timer);
			watcher.close();
			await running;
			await compiler.close();
		},
	};
}

/** Git's and Obsidian's own bookkeeping, and the output if it lies there. */
function isOurs(root: string, out: string, name: string): boolean {
	const path = resolve(root, name);
	if (path === out || path.startsWith(out + sep)) return true;
	if (path.startsWith(`${dirname(out)}${sep}.${basename(out)}.notapse-`)) return true;
	const [first = ""] = relative(root, path).split(sep);
	return first === ".git" || first === ".trash" || path.endsWith(`${sep}workspace.json`);
}
