import type { ConceptGraph, VaultPath } from "../../model/index.js";
import { sortByName } from "./order.js";
import type { Published } from "./published.js";

/** Who links to a file of the vault: by title, and for each the indices of its links that lead there. */
export type Backlinks = ReadonlyMap<VaultPath, readonly Backlink[]>;

export interface Backlink {
	readonly from: VaultPath;
	readonly kind: "note" | "canvas";
	/** Indices into `Note.links`, in order; empty for a canvas. */
	readonly links: readonly number[];
	/** Whether its cells import from there. */
	readonly imports?: true;
}

type WrittenBacklink = { from: VaultPath; kind: Backlink["kind"]; links: number[]; imports?: true };

/** One pass over all links; a note's links to itself are left out. */
export function indexBacklinks(published: Published, cells: ConceptGraph["cells"]): Backlinks {
	const backlinks = new Map<VaultPath, WrittenBacklink[]>();
	const add = (to: VaultPath, from: VaultPath, kind: Backlink["kind"], link?: number | "import") => {
		const { byPath, canvases, bases } = published;
		if (to === from || !(byPath.has(to) || canvases.has(to) || bases.has(to))) return;
		const list = backlinks.get(to) ?? [];
		if (list.length === 0) backlinks.set(to, list);
		const last = list.at(-1)?.from === from ? list.at(-1) : undefined;
		const entry = last ?? { from, kind, links: [] };
		if (last === undefined) list.push(entry);
		if (link === "import") entry.imports = true;
		else if (link !== undefined) entry.links.push(link);
	};
	for (const { kind, path } of pagesByTitle(published)) {
		const links = kind === "note" ? published.linksOf(path) : linksOfCanvas(published, path);
		for (const [i, { resolution }] of links.entries()) {
			if (resolution.kind !== "missing") add(resolution.path, path, kind, kind === "note" ? i : undefined);
		}
		for (const { resolution } of (cells.get(path) ?? []).flatMap(({ imports }) => imports)) {
			if (resolution.kind === "found") add(resolution.path, path, kind, "import");
		}
	}
	return backlinks;
}

function pagesByTitle(published: Published): readonly { kind: Backlink["kind"]; path: VaultPath }[] {
	const notes = published.notes.map(({ note }) => ({
		kind: "note" as const,
		path: note.path,
		title: note.title,
	}));
	const canvases = [...published.canvases.values()].map(({ canvas }) => {
		return { kind: "canvas" as const, path: canvas.path, title: canvas.name };
	});
	return sortByName([...notes, ...canvases], ({ title }) => title);
}

function linksOfCanvas({ canvasLinks }: Published, path: VaultPath) {
	const { files = [], cards = [] } = canvasLinks.get(path) ?? {};
	return [...files, ...cards.flat()];
}
