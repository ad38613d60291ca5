import { basename, dirname, join } from "node:path";

/**
 * The output folder and what stands beside it while it is being written. All in one parent folder, and so on
 * one file system: only there can a folder be put in place by renaming it.
 */
export interface Places {
	readonly out: string;
	readonly parent: string;
	/** The site that is being made. */
	readonly fresh: string;
	/** The site that was there before, from the swap until its files are deleted. */
	readonly old: string;
	readonly lock: string;
	/** Where the lock of a dead process goes. */
	readonly staleLock: string;
}

/** @param out absolute */
export function placesOf(out: string): Places {
	const parent = dirname(out);
	const beside = (what: string) => join(parent, `.${basename(out)}.notapse-${what}`);
	return {
		out,
		parent,
		fresh: beside("new"),
		old: beside("old"),
		lock: beside("lock"),
		staleLock: beside("lock-stale"),
	};
}
