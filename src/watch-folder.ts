import { type FSWatcher, watch as watchTree } from "node:fs";
import { relative, resolve, sep } from "node:path";

/** Milliseconds without a change before the work starts: a `git checkout` of 5,000 files is one change. */
const quiet = 40;
/** A stream of changes cannot put the work off for longer than this. */
const patience = 1000;

export interface FolderWatcher {
	/** As if something had changed. */
	start(): void;
	/** Waits for work that is under way. */
	close(): Promise<void>;
}

/**
 * Does something now, and again whenever a file in a folder changes. Work never overlaps; changes during it lead to one
 * more turn after it.
 *
 * @param isOurs whether a path (absolute) is of no interest
 * @param work must not throw
 * @returns when the first turn is over
 */
export async function watchFolder(
	root: string,
	isOurs: (path: string) => boolean,
	work: () => Promise<void>,
): Promise<FolderWatcher> {
	let running: Promise<void> | undefined;
	let dirty = false;
	let timer: NodeJS.Timeout | undefined;
	let since = 0;
	let closed = false;

	const start = () => {
		since = 0;
		if (closed) return;
		if (running !== undefined) {
			dirty = true;
			return;
		}
		dirty = false;
		running = work().finally(() => {
			running = undefined;
			if (dirty) start();
		});
	};
	const changed = (name: string | null) => {
		if (closed || (name !== null && isIgnored(root, resolve(root, name), isOurs))) return;
		const now = performance.now();
		if (since === 0) since = now;
		clearTimeout(timer);
		timer = setTimeout(start, Math.max(0, Math.min(quiet, since + patience - now)));
	};

	const watcher: FSWatcher = watchTree(root, { recursive: true }, (_event, name) => changed(name));
	// A folder that goes away while it is being watched is noticed by the next turn, not by a crash.
	watcher.on("error", () => changed(null));
	start();
	await running;

	return {
		start,
		close: async () => {
			closed = true;
			clearTimeout(timer);
			watcher.close();
			await running;
		},
	};
}

/** Git's and Obsidian's own bookkeeping, and what else is of no interest. */
function isIgnored(root: string, path: string, isOurs: (path: string) => boolean): boolean {
	const [first = ""] = relative(root, path).split(sep);
	return first === ".git" || first === ".trash" || path.endsWith(`${sep}workspace.json`) || isOurs(path);
}
