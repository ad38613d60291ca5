import { baseName, folderOf, foldName, type VaultPath } from "../../model/index.js";
import { compareText } from "../shared/order.js";

/** Finds the file of the vault that a `src` or `href` of raw HTML names. Never looks at the disk. */
export interface Resources {
	find(url: string, from: VaultPath): VaultPath | undefined;
}

/**
 * As a browser would find it beside the note, then from the vault's root, then by its name alone (the shortest
 * path wins), because people copy a file's name from Obsidian. Names compare folded.
 */
export function indexResources(paths: Iterable<VaultPath>): Resources {
	const byPath = new Map<string, VaultPath>();
	const byName = new Map<string, VaultPath>();
	const sorted = [...paths].sort((a, b) => a.length - b.length || compareText(a, b));
	for (const path of sorted) {
		setOnce(byPath, foldName(path), path);
		setOnce(byName, foldName(baseName(path)), path);
	}
	return {
		find: (url, from) => {
			const written = pathOf(url);
			if (written === undefined) return undefined;
			const beside = written.startsWith("/") ? undefined : join(folderOf(from), written);
			const fromRoot = join("", written);
			return (
				(beside !== undefined ? byPath.get(foldName(beside)) : undefined) ??
				(fromRoot !== undefined ? byPath.get(foldName(fromRoot)) : undefined) ??
				(written.includes("/") ? undefined : byName.get(foldName(written)))
			);
		},
	};
}

function setOnce(map: Map<string, VaultPath>, key: string, path: VaultPath): void {
	if (!map.has(key)) map.set(key, path);
}

/** The path in a URL that has no scheme and no host; undefined if there is none. */
function pathOf(url: string): string | undefined {
	const trimmed = url.trim();
	if (/^[a-z][a-z0-9+.-]*:/i.test(trimmed) || /^[/\\]{2}/.test(trimmed)) return undefined;
	const path = trimmed.replace(/[?#].*$/s, "");
	if (path === "" || path.includes("\\") || path.includes("\0")) return undefined;
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/** Resolves `.` and `..`; undefined when it would leave the vault. */
function join(folder: VaultPath, path: string): VaultPath | undefined {
	const parts = folder === "" ? [] : folder.split("/");
	for (const part of path.split("/")) {
		if (part === "..") {
			if (parts.pop() === undefined) return undefined;
		} else if (part !== "" && part !== ".") parts.push(part);
	}
	return parts.join("/");
}
