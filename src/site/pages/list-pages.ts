import type { SitePath, VaultPath } from "../../model/index.js";
import { pageSize } from "../limits.js";
import type { Folder, PageEntry } from "../shared/folders.js";
import { addressOf, type SiteIndex, titleOf } from "../shared/site-index.js";
import type { TagNode } from "../shared/tag-tree.js";
import type { EntryView, LinkView, ListView } from "../view.js";
import { viewGraph } from "./local-graph.js";
import { viewBase, viewTrail } from "./page-base.js";
import { viewTags } from "./tags-view.js";

/** One page of a folder's list; nested folders stand on the first. */
export function viewFolder(index: SiteIndex, folder: Folder, number: number): ListView {
	const addresses = index.addresses.folders.get(folder.path) ?? [];
	const page = addresses[number] as SitePath;
	return {
		...viewBase(index, {
			path: page,
			title: folder.name,
			folder: folder.path,
			breadcrumbs:
				folder.parent === undefined ? viewTrail(index, "", page) : viewTrail(index, folder.parent.path, page),
		}),
		kind: "folder",
		sections: number > 0 ? [] : folder.folders.flatMap((child) => sectionOf(index, child, page)),
		entries: pick(folder.pages, number).flatMap((entry) => viewEntry(index, entry, page)),
		total: folder.count,
		pages: viewPages(index, addresses, page, number),
	};
}

/** One page of a tag's list; nested tags, the note that it names and its neighbourhood stand on the first. */
export function viewTag(index: SiteIndex, tag: TagNode, number: number): ListView {
	const addresses = index.addresses.tags.get(tag.key) ?? [];
	const page = addresses[number] as SitePath;
	const id = index.graph.tags.get(tag.key);
	const concept = id === undefined ? undefined : conceptNote(index, id, page);
	const graph = number > 0 || id === undefined ? undefined : viewGraph(index, id, page);
	return {
		...viewBase(index, { path: page, title: tag.title, breadcrumbs: tagTrail(index, tag, page) }),
		kind: "tag",
		sections: number > 0 ? [] : tag.children.flatMap((child) => tagSection(index, child, page, child.name)),
		entries: pick(tag.pages, number).flatMap((entry) => viewEntry(index, entry, page)),
		total: tag.pages.length,
		pages: viewPages(index, addresses, page, number),
		...(concept !== undefined && { concept }),
		...(graph !== undefined && { graph }),
	};
}

/** One page of the list of all tags. */
export function viewTagIndex(index: SiteIndex, number: number): ListView {
	const page = index.addresses.tagIndex[number] as SitePath;
	const home = index.hrefs.to(page, "index.html");
	return {
		...viewBase(index, { path: page, title: "#", breadcrumbs: [{ title: index.options.title, href: home }] }),
		kind: "tags",
		sections: pick([...index.tags.values()], number).flatMap((tag) =>
			tagSection(index, tag, page, tag.title),
		),
		entries: [],
		total: 0,
		pages: viewPages(index, index.addresses.tagIndex, page, number),
	};
}

/** A note or canvas as one entry of a list; nothing if it has no page. */
export function viewEntry(
	index: SiteIndex,
	{ kind, path }: Pick<PageEntry, "kind" | "path">,
	page: SitePath,
): EntryView[] {
	const address = addressOf(index, path);
	if (address === undefined) return [];
	const note = index.published.byPath.get(path)?.note;
	return [
		{
			kind,
			title: titleOf(index, path),
			href: index.hrefs.to(page, address),
			lang: note?.lang ?? index.ui,
			excerpt: index.texts.excerptOf(path),
			tags: note === undefined ? [] : viewTags(index, note, page, tagsOfEntry),
		},
	];
}

/** A folder as a section of a list. */
export function sectionOf(
	index: SiteIndex,
	folder: Folder,
	page: SitePath,
): (LinkView & { readonly count: number })[] {
	const address = index.addresses.folders.get(folder.path)?.[0];
	if (address === undefined) return [];
	return [{ title: folder.name, href: index.hrefs.to(page, address), count: folder.count }];
}

export function tagSection(
	index: SiteIndex,
	tag: TagNode,
	page: SitePath,
	title: string,
): (LinkView & { readonly count: number })[] {
	const address = index.addresses.tags.get(tag.key)?.[0];
	return address === undefined ? [] : [{ title, href: index.hrefs.to(page, address), count: tag.count }];
}

/** More would turn a list of notes into a list of tags. */
const tagsOfEntry = 6;

function pick<T>(items: readonly T[], number: number): readonly T[] {
	return items.slice(number * pageSize, (number + 1) * pageSize);
}

/** First, last and those around this one: a list of a thousand pages must not stand on each of them. */
export function viewPages(
	index: SiteIndex,
	addresses: readonly SitePath[],
	page: SitePath,
	number: number,
): ListView["pages"] {
	if (addresses.length < 2) return [];
	const last = addresses.length - 1;
	return addresses.flatMap((address, i) => {
		if (i !== 0 && i !== last && Math.abs(i - number) > pagesAround) return [];
		return { title: String(i + 1), href: index.hrefs.to(page, address), current: i === number };
	});
}

const pagesAround = 4;

function conceptNote(index: SiteIndex, id: VaultPath, page: SitePath): LinkView | undefined {
	const address = index.addresses.notes.get(id);
	return address === undefined
		? undefined
		: { title: titleOf(index, id), href: index.hrefs.to(page, address) };
}

/** Home, all tags, and the tags above this one. */
function tagTrail(index: SiteIndex, tag: TagNode, page: SitePath): LinkView[] {
	const trail: LinkView[] = [];
	for (let at = tag.parent; at !== undefined; at = at.parent) {
		const address = index.addresses.tags.get(at.key)?.[0];
		if (address !== undefined) trail.push({ title: at.name, href: index.hrefs.to(page, address) });
	}
	const tags = index.addresses.tagIndex[0];
	if (tags !== undefined) trail.push({ title: "#", href: index.hrefs.to(page, tags) });
	trail.push({ title: index.options.title, href: index.hrefs.to(page, "index.html") });
	return trail.reverse();
}
