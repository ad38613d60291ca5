import { type Dirent, type FSWatcher, lstatSync, readdirSync, watch as watchTree } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

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
	const isIgnored = (path: string) => isBookkeeping(root, path) || isOurs(path);
	const changed = (path: string | undefined) => {
		if (closed || (path !== undefined && isIgnored(path))) return;
		const now = performance.now();
		if (since === 0) since = now;
		clearTimeout(timer);
		timer = setTimeout(start, Math.max(0, Math.min(quiet, since + patience - now)));
	};

	const watcher =
		process.platform === "linux" ? watchFolders(root, isIgnored, changed) : watchAll(root, changed);
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

/** @param path absolute; undefined when it is not known what has changed */
type Changed = (path: string | undefined) => void;

function watchAll(root: string, changed: Changed): { close(): void } {
	const watcher = watchTree(root, { recursive: true }, (_event, name) =>
		changed(name === null ? undefined : resolve(root, name)),
	);
	// A folder that goes away while it is being watched is noticed by the next turn, not by a crash.
	watcher.on("error", () => changed(undefined));
	return watcher;
}

/**
 * On Linux a watch on everything is one on each file, and Node loses a file that is exchanged for another, as many
 * editors save. A watch on each folder hears of all that happens in it.
 */
function watchFolders(
	root: string,
	isIgnored: (path: string) => boolean,
	changed: Changed,
): { close(): void } {
	const watchers = new Map<string, FSWatcher>();
	const forget = (folder: string) => {
		watchers.get(folder)?.close();
		watchers.delete(folder);
	};
	const add = (folder: string): void => {
		if (watchers.has(folder) || (folder !== root && (isIgnored(folder) || !isFolder(folder)))) return;
		try {
			const watcher = watchTree(folder, (event, name) => {
				const path = name === null ? undefined : join(folder, name);
				// Something came or went; if it is a folder, it is watched from now on, or was until now.
				if (event === "rename" && path !== undefined) {
					if (watchers.has(path)) forget(path);
					add(path);
				}
				changed(path);
			});
			watcher.on("error", () => {
				forget(folder);
				changed(undefined);
			});
			watchers.set(folder, watcher);
		} catch (error) {
			// The vault itself must be there, and the system's limit must be told; another may be gone already.
			const { code } = error as NodeJS.ErrnoException;
			if (folder === root || code === "ENOSPC" || code === "EMFILE") throw error;
			return;
		}
		for (const entry of entriesOf(folder)) if (entry.isDirectory()) add(join(folder, entry.name));
	};
	add(root);
	return {
		close: () => {
			for (const watcher of watchers.values()) watcher.close();
		},
	};
}

/** Links to folders are none: they may lead around in a circle. */
function isFolder(path: string): boolean {
	return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function entriesOf(folder: string): Dirent[] {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch {
		return [];
	}
}

/** Git's and Obsidian's own bookkeeping. */
function isBookkeeping(root: string, path: string): boolean {
	const [first = ""] = relative(root, path).split(sep);
	return first === ".git" || first === ".trash" || path.endsWith(`${sep}workspace.json`);
}
