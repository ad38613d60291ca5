import type { CompiledNote, VaultPath } from "../../model/index.js";
import { foldName } from "../../model/index.js";
import { homeFolders, homeHubs, homeTags } from "../limits.js";
import type { SiteIndex } from "../shared/site-index.js";
import type { HomeView } from "../view.js";
import { sectionOf, tagSection, viewEntry } from "./list-pages.js";
import { viewGraph } from "./local-graph.js";
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
	const around = note === undefined ? hubs[0] && viewGraph(index, hubs[0].path, page) : note.graph;
	return {
		...(note ?? viewBase(index, { path: page, title: options.title, description, folder: "" })),
		kind: "home",
		title: options.title,
		description: options.description ?? note?.description ?? "",
		...(note !== undefined && { note }),
		counts,
		folders: largest(folders.get("")?.folders ?? [], homeFolders).flatMap((at) => sectionOf(index, at, page)),
		hubs: hubs.map(({ path: _, ...hub }) => hub),
		...(around !== undefined && { graph: around }),
		tags: largest(
			[...tags.values()].filter(({ notes }) => notes.length > 0),
			homeTags,
		).flatMap((tag) => tagSection(index, tag, page, tag.title)),
	};
}

/** The note that becomes `index.html`, as configured, else as vaults usually call it. */
export function findHome(
	notes: readonly CompiledNote[],
	wanted: string | undefined,
	vaultName: string,
): VaultPath | undefined {
	if (wanted !== undefined) return findByName(notes, wanted);
	const permalink = notes.find(({ note }) =>
		note.properties.some(({ key, value }) => foldName(key) === "permalink" && value === "/"),
	);
	if (permalink !== undefined) return permalink.note.path;
	const atRoot = new Map(notes.map(({ note }) => [foldName(note.path), note.path]));
	for (const name of ["index", "home", "首页", "主页", "readme", vaultName]) {
		const path = atRoot.get(`${foldName(name)}.md`);
		if (path !== undefined) return path;
	}
	return undefined;
}

function findByName(notes: readonly CompiledNote[], wanted: string): VaultPath | undefined {
	const folded = foldName(wanted.replace(/\.md$/i, ""));
	const byPath = notes.find(({ note }) => foldName(note.path.replace(/\.md$/i, "")) === folded);
	return (byPath ?? notes.find(({ note }) => foldName(note.name) === folded))?.note.path;
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
