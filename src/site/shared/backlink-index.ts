import type { VaultPath } from "../../model/index.js";
import { sortByName } from "./order.js";
import type { Published } from "./published.js";

/** Who links to a file of the vault: by title, and for each the indices of its links that lead there. */
export type Backlinks = ReadonlyMap<VaultPath, readonly Backlink[]>;

export interface Backlink {
	readonly from: VaultPath;
	readonly kind: "note" | "canvas";
	/** Indices into `Note.links`, in order; empty for a canvas. */
	readonly links: readonly number[];
}

/** One pass over all links; a note's links to itself are left out. */
export function indexBacklinks(published: Published): Backlinks {
	const backlinks = new Map<VaultPath, { from: VaultPath; kind: Backlink["kind"]; links: number[] }[]>();
	const add = (to: VaultPath, from: VaultPath, kind: Backlink["kind"], link?: number) => {
		if (to === from || !(published.byPath.has(to) || published.canvases.has(to))) return;
		const list = backlinks.get(to) ?? [];
		if (list.length === 0) backlinks.set(to, list);
		const last = list.at(-1)?.from === from ? list.at(-1) : undefined;
		if (last === undefined) list.push({ from, kind, links: link === undefined ? [] : [link] });
		else if (link !== undefined) last.links.push(link);
	};
	for (const { kind, path } of pagesByTitle(published)) {
		const links = kind === "note" ? published.linksOf(path) : linksOfCanvas(published, path);
		for (const [i, { resolution }] of links.entries()) {
			if (resolution.kind !== "missing") add(resolution.path, path, kind, kind === "note" ? i : undefined);
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
