import { foldName, type SitePath } from "../../model/index.js";

/**
 * Makes sure that a site's paths name different files inside the output on every file system. The stages before
 * promise that, whatever notes are called; if they break their promise, nothing is written.
 */
export function checkSitePaths(paths: readonly SitePath[]): void {
	const files = new Map<string, SitePath>();
	const folders = new Map<string, SitePath>();
	for (const path of paths) {
		if (!isSafePath(path)) throw new Error(`unsafe path in the site: ${JSON.stringify(path)}`);
		const folded = foldName(path);
		const twin = files.get(folded) ?? folders.get(folded);
		if (twin !== undefined) throw new Error(`two files of the site would meet: ${twin} and ${path}`);
		files.set(folded, path);
		for (let end = folded.lastIndexOf("/"); end !== -1; end = folded.lastIndexOf("/", end - 1)) {
			const folder = folded.slice(0, end);
			if (folders.has(folder)) break;
			if (files.has(folder))
				throw new Error(`a file of the site is also a folder: ${files.get(folder)} and ${path}`);
			folders.set(folder, path);
		}
	}
}

/** Relative, forward slashes, every step a name. */
export function isSafePath(path: string): boolean {
	if (path.includes("\0") || path.includes("\\") || /^[A-Za-z]:/.test(path)) return false;
	return path.split("/").every((step) => step !== "" && step !== "." && step !== "..");
}
