import { type Anchor, foldName, type Heading, type Note } from "../model/index.js";
import { createNearest } from "./nearest.js";

/** The places in one note that a link can name. Made when the first link asks, then each answer is one look. */
export interface Anchors {
	/** `path` is one heading or several joined by `#`, each within the section of the one before; or the id of a cell. */
	heading(path: string): Anchor | undefined;
	/** A heading by its anchor on a page, as GitHub and most generators of sites make it: `6-tree-view-pane`. */
	slug(text: string): Anchor | undefined;
	block(id: string): Anchor | undefined;
	/** The heading that was meant, as it should be written in the link. */
	nearestHeading(path: string): string | undefined;
	nearestBlock(id: string): string | undefined;
}

/** With its source, headings are also found as they are written, markup and all, which is how Obsidian knows them. */
export function createAnchors(note: Note, source?: string): Anchors {
	const headings = lazy(() => headingPaths(note.headings, source));
	const blocks = lazy(() => blockIds(note));
	const cells = lazy(() => cellsById(note));
	const slugs = lazy(() => new Map(note.headings.map(({ slug }, index) => [slug, index])));
	const nearHeadings = lazy(() => createNearest(note.headings.map(({ text }) => headingKey(text))));
	const nearBlocks = lazy(() => createNearest(note.blockIds.map(({ id }) => id)));

	return {
		heading: (path) => {
			const found = headings().get(pathKey(path)) ?? headings().get(pathKey(path.replace(/<[^<>]*>/g, "")));
			return found === undefined ? cells().get(path) : { kind: "heading", index: found };
		},
		slug: (text) => {
			const index = slugs().get(slugKey(text));
			return index === undefined ? undefined : { kind: "heading", index };
		},
		block: (id) => {
			const spelt = blocks().get(id) ?? blocks().get(foldName(id));
			return spelt === undefined ? undefined : { kind: "block", id: spelt };
		},
		nearestHeading: (path) => {
			const last = path.split("#").at(-1) ?? "";
			const index = headings().get(pathKey(last)) ?? nearHeadings().nearest(headingKey(last));
			const heading = index === undefined ? undefined : note.headings[index];
			return heading === undefined ? undefined : linkableHeading(heading.text);
		},
		nearestBlock: (id) => {
			const index = nearBlocks().nearest(id);
			return index === undefined ? undefined : note.blockIds[index]?.id;
		},
	};
}

/** Of several with one id, the first. */
function cellsById({ cells }: Note): ReadonlyMap<string, Anchor> {
	const byId = new Map<string, Anchor>();
	cells.forEach(({ id }, index) => {
		if (id !== undefined && !byId.has(id)) byId.set(id, { kind: "cell", index, id });
	});
	return byId;
}

/**
 * Every path that names a heading: itself after any selection of the headings it stands under (five at most,
 * so 32 paths at most). The first heading in the note wins.
 */
function headingPaths(headings: readonly Heading[], source?: string): ReadonlyMap<string, number> {
	const paths = new Map<string, number>();
	const asWritten: [string, number][] = [];
	let above: { depth: number; paths: readonly string[] }[] = [];
	headings.forEach((heading, index) => {
		above = above.filter(({ depth }) => depth < heading.depth);
		const prefixes = ["", ...above.flatMap((outer) => outer.paths)];
		const own = prefixes.map((prefix) => prefix + pathKey(heading.text));
		for (const path of own) if (!paths.has(path)) paths.set(path, index);
		if (source !== undefined) {
			const key = pathKey(writtenText(source.slice(heading.span.start, heading.span.end)));
			asWritten.push(...prefixes.map((prefix): [string, number] => [prefix + key, index]));
		}
		above.push({ depth: heading.depth, paths: own.map((path) => `${path}#`) });
	});
	for (const [path, index] of asWritten) if (!paths.has(path)) paths.set(path, index);
	return paths;
}

function pathKey(path: string): string {
	return path
		.split("#")
		.filter((part) => part.trim() !== "")
		.map(headingKey)
		.join("#");
}

/** Obsidian compares headings without ASCII punctuation that means something in links, and with single blanks. */
function headingKey(text: string): string {
	const bare = text.replace(/[!"#$%&()*+,.:;<=>?@^`{|}~/[\]\\\s]+/g, " ").trim();
	return foldName(bare === "" ? text.trim() : bare);
}

/** Programs differ in what they make of a heading's ends, and of several blanks. */
function slugKey(path: string): string {
	return foldName(path).replace(/-+/g, "-").replace(/^-|-$/g, "");
}

/** Without what would end the link or its heading part; it is found all the same. */
function linkableHeading(text: string): string {
	return text
		.replace(/[#^|[\]\\]|%%/g, " ")
		.replace(/\s+/g, " ")
		.trim();
}

/** The line of an ATX heading; the first lines of one that is underlined. */
function writtenText(source: string): string {
	return source.replace(/\n[ \t>]*(?:=+|-+)[ \t]*$/, "");
}

function blockIds(note: Note): ReadonlyMap<string, string> {
	const ids = new Map<string, string>();
	for (const { id } of note.blockIds) if (!ids.has(id)) ids.set(id, id);
	for (const { id } of note.blockIds) if (!ids.has(foldName(id))) ids.set(foldName(id), id);
	return ids;
}

function lazy<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}
