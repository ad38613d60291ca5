/** The last part of a path: `notes/GRU.md` → `GRU.md`. */
export function baseName(path: string): string {
	return path.slice(path.lastIndexOf("/") + 1);
}

/** The folder in which a file lies, without a slash at its end; empty at the top. */
export function folderOf(path: string): string {
	return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The file's name as people say it: without folders and `.md`. */
export function noteName(path: string): string {
	return baseName(path).replace(/\.md$/, "");
}

/** The last part of a path without its extension. */
export function stemOf(path: string): string {
	const file = baseName(path);
	const dot = file.lastIndexOf(".");
	return dot < 0 ? file : file.slice(0, dot);
}

/** Without the dot; empty where there is none. */
export function extensionOf(path: string): string {
	const file = baseName(path);
	const dot = file.lastIndexOf(".");
	return dot < 0 ? "" : file.slice(dot + 1);
}
