import type { VaultPath } from "../../model/index.js";
import { homeFolders, homeHubs, homeTags } from "../limits.js";
import type { SiteIndex } from "../shared/site-index.js";
import type { HomeView } from "../view.js";
import { sectionOf, tagSection, viewEntry } from "./list-pages.js";
import { viewGraph } from "./local-graph.js";
import { smallMap } from "./map-page.js";
import { viewNote } from "./note-page.js";
import { viewBase } from "./page-base.js";

/** `index.html`: bounded, however large the vault is. */
export function viewHome(index: SiteIndex): HomeView {
	const { home, options, published, tags, folders, graph } = index;
	const note = home === undefined ? undefined : viewNote(index, home);
	const page = "index.html";
	const counts = {
		notes: published.notes.length,
		links: published.notes.reduce((sum, { note }) => sum + note.links.length, 0),
		tags: tags.size,
	};
	const description = options.description ?? "";
	const hubs = viewHubs(index, graph);
	const map = smallMap(index, page);
	const base = note ?? viewBase(index, { path: page, title: options.title, description, folder: "" });
	const around = note === undefined ? hubs[0] && viewGraph(index, hubs[0].path, page) : note.graph;
	return {
		...base,
		...(map !== undefined && { map, features: new Set([...base.features, "map" as const]) }),
		kind: "home",
		title: options.title,
		description: options.description ?? note?.description ?? "",
		...(note !== undefined && { note }),
		counts,
		folders: largest(folders.get("")?.folders ?? [], homeFolders).flatMap((at) => sectionOf(index, at, page)),
		hubs: hubs.map(({ path: _, ...hub }) => hub),
		...(around !== undefined && { graph: around }),
		tags: largest(
			[...tags.values()].filter(({ pages }) => pages.length > 0),
			homeTags,
		).flatMap((tag) => tagSection(index, tag, page, tag.title)),
	};
}

/** The notes in which most links meet; the home note itself is here already. */
function viewHubs(
	index: SiteIndex,
	{ graph }: SiteIndex["graph"],
): (HomeView["hubs"][number] & { readonly path: VaultPath })[] {
	const degrees = index.published.notes.map(({ note: { path } }) => {
		return { kind: "note" as const, path, degree: graph.hasNode(path) ? graph.degree(path) : 0 };
	});
	return degrees
		.filter(({ path, degree }) => degree > 1 && path !== index.home)
		.sort((a, b) => b.degree - a.degree)
		.slice(0, homeHubs)
		.flatMap((hub) =>
			viewEntry(index, hub, "index.html").map((entry) => ({ ...entry, degree: hub.degree, path: hub.path })),
		);
}

/** The largest, in the order in which they came. */
function largest<T extends { readonly count: number }>(items: readonly T[], limit: number): readonly T[] {
	const chosen = new Set([...items].sort((a, b) => b.count - a.count).slice(0, limit));
	return items.filter((item) => chosen.has(item));
}
