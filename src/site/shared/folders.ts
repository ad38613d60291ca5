import { baseName, folderOf, type VaultPath } from "../../model/index.js";
import { sortByName } from "./order.js";
import type { Published } from "./published.js";

/** A folder of the vault that holds published pages, here or further down. */
export interface Folder {
	/** Without a slash at the end; empty for the root. */
	readonly path: VaultPath;
	readonly name: string;
	readonly parent?: Folder;
	/** By name. */
	readonly folders: readonly Folder[];
	/** Notes, canvases and bases directly in it, by title. */
	readonly pages: readonly PageEntry[];
	/** Notes here and further down. */
	readonly count: number;
}

export interface PageEntry {
	readonly kind: "note" | "canvas" | "base";
	readonly path: VaultPath;
	readonly title: string;
}

/** Every folder by its path; the root is always there. Parents come before what they hold. */
export function buildFolders(
	{ notes, canvases, bases }: Pick<Published, "notes" | "canvases" | "bases">,
	rootName: string,
): ReadonlyMap<VaultPath, Folder> {
	const drafts = new Map<VaultPath, DraftFolder>([["", draft("", rootName)]]);
	for (const { note } of notes) place(drafts, { kind: "note", path: note.path, title: note.title });
	for (const { canvas } of canvases.values())
		place(drafts, { kind: "canvas", path: canvas.path, title: canvas.name });
	for (const [path, title] of bases) place(drafts, { kind: "base", path, title });
	for (const folder of drafts.values()) {
		folder.folders = sortByName(folder.folders, ({ name }) => name);
		folder.pages = sortByName(folder.pages, ({ title }) => title);
	}
	return drafts;
}

interface DraftFolder extends Folder {
	folders: DraftFolder[];
	pages: PageEntry[];
	count: number;
}

function draft(path: VaultPath, name: string, parent?: DraftFolder): DraftFolder {
	return { path, name, ...(parent && { parent }), folders: [], pages: [], count: 0 };
}

function place(drafts: Map<VaultPath, DraftFolder>, entry: PageEntry): void {
	const home = openFolder(drafts, folderOf(entry.path));
	home.pages.push(entry);
	if (entry.kind !== "note") return;
	for (let folder: Folder | undefined = home; folder; folder = folder.parent) (folder as DraftFolder).count++;
}

/** The folder and all above it. Goes up first and then down, because a path can be thousands of folders deep. */
function openFolder(drafts: Map<VaultPath, DraftFolder>, path: VaultPath): DraftFolder {
	const missing: VaultPath[] = [];
	let at = path;
	while (!drafts.has(at)) {
		missing.push(at);
		at = folderOf(at);
	}
	let folder = drafts.get(at) as DraftFolder;
	for (const next of missing.reverse()) {
		const child = draft(next, baseName(next), folder);
		folder.folders.push(child);
		drafts.set(next, child);
		folder = child;
	}
	return folder;
}
