import type { SitePath, VaultPath } from "../../model/index.js";
import { explorerItems } from "../limits.js";
import type { Folder } from "../shared/folders.js";
import { addressOf, type SiteIndex } from "../shared/site-index.js";
import type { ExplorerView } from "../view.js";

type Item = ExplorerView["items"][number];

/** The folder around a page: its folders, then its notes, and of a long list the part around the page itself. */
export function viewExplorer(
	index: SiteIndex,
	folder: VaultPath,
	page: SitePath,
	file: VaultPath | undefined,
): ExplorerView {
	const here = index.folders.get(folder) ?? (index.folders.get("") as Folder);
	const total = here.folders.length + here.pages.length;
	const [start, end] = windowAround(positionOf(index, here, file), total);
	const items: Item[] = [];
	for (let i = start; i < end; i++) {
		const item = itemAt(index, here, i, page, file);
		if (item !== undefined) items.push(item);
	}
	const parent = here.parent && folderLink(index, here.parent, page);
	return {
		folder: folderLink(index, here, page),
		...(parent !== undefined && { parent }),
		items,
		...(total > items.length && { total }),
	};
}

function folderLink(index: SiteIndex, folder: Folder, page: SitePath): { title: string; href: string } {
	const address = index.addresses.folders.get(folder.path)?.[0] ?? "index.html";
	return { title: folder.name, href: index.hrefs.to(page, address) };
}

function itemAt(
	index: SiteIndex,
	here: Folder,
	i: number,
	page: SitePath,
	file: VaultPath | undefined,
): Item | undefined {
	const folder = here.folders[i];
	if (folder !== undefined) {
		return { kind: "folder", ...folderLink(index, folder, page), current: false, count: folder.count };
	}
	const entry = here.pages[i - here.folders.length];
	const address = entry && addressOf(index, entry.path);
	if (entry === undefined || address === undefined) return undefined;
	const { kind, title, path } = entry;
	return { kind, title, href: index.hrefs.to(page, address), current: path === file };
}

function positionOf(index: SiteIndex, here: Folder, file: VaultPath | undefined): number {
	if (file === undefined) return 0;
	return here.folders.length + (index.positions.get(file) ?? 0);
}

/** As many items before the position as after it, as far as there are any. */
function windowAround(position: number, total: number): readonly [number, number] {
	const start = Math.max(0, Math.min(position - explorerItems / 2, total - explorerItems));
	return [start, Math.min(total, start + explorerItems)];
}
