import { type ConceptGraph, foldName, type Tag } from "../../model/index.js";
import type { PageEntry } from "./folders.js";
import { compareText, sortByName } from "./order.js";
import type { Published } from "./published.js";

/** A tag with what carries it. `课程/RNN` is a child of `课程`. */
export interface TagNode {
	/** Folded, without `#`: the key. */
	readonly key: string;
	/** First spelling of the whole tag. */
	readonly title: string;
	/** First spelling of its last part. */
	readonly name: string;
	readonly parent?: TagNode;
	readonly children: readonly TagNode[];
	/** Notes and canvases that carry exactly this tag, by title. */
	readonly pages: readonly PageEntry[];
	/** Those that carry this tag or one below it. */
	readonly count: number;
}

/**
 * Every tag of the published pages and every tag above one, by folded name. Parents come before children. A tag
 * inside a comment is part of the graph, but comments are not shown, so it brings no page about.
 */
export function buildTags(published: Published, graph: ConceptGraph): ReadonlyMap<string, TagNode> {
	const drafts = new Map<string, DraftTag>();
	for (const { page, tags } of sortByName(taggedPages(published), ({ page }) => page.title)) {
		const carried = new Set<DraftTag>();
		for (const { name, comment } of tags) {
			const tag = comment === true ? undefined : openTag(drafts, name, graph);
			if (tag !== undefined) carried.add(tag);
		}
		for (const tag of carried) tag.pages.push(page);
		for (const tag of withAncestors(carried)) tag.count++;
	}
	const sorted = [...drafts.values()].sort((a, b) => compareText(a.key, b.key));
	for (const tag of sorted) tag.children = sortByName(tag.children, ({ name }) => name);
	return new Map(sorted.map((tag) => [tag.key, tag]));
}

/** The key of a tag as written: folded, without empty parts (`a//b/` is `a/b`). */
export function tagKey(name: string): string {
	return foldName(partsOf(name).join("/"));
}

interface DraftTag extends TagNode {
	parent?: DraftTag;
	children: DraftTag[];
	pages: PageEntry[];
	count: number;
}

/** Levels of nesting that have pages; what lies deeper belongs to the last one. */
const deepest = 16;

function taggedPages(published: Published): { page: PageEntry; tags: readonly Tag[] }[] {
	const notes = published.notes.map(({ note: { path, title, tags } }) => {
		return { page: { kind: "note" as const, path, title }, tags };
	});
	const canvases = [...published.canvases.values()].map(({ canvas: { path, name }, cards }) => {
		return {
			page: { kind: "canvas" as const, path, title: name },
			tags: cards.flatMap(({ note }) => note.tags),
		};
	});
	return [...notes, ...canvases];
}

function withAncestors(tags: ReadonlySet<DraftTag>): Set<DraftTag> {
	const all = new Set(tags);
	for (const tag of all) if (tag.parent !== undefined) all.add(tag.parent);
	return all;
}

function openTag(drafts: Map<string, DraftTag>, name: string, graph: ConceptGraph): DraftTag | undefined {
	let parent: DraftTag | undefined;
	let title = "";
	for (const part of partsOf(name)) {
		title = title === "" ? part : `${title}/${part}`;
		const key = foldName(title);
		let tag: DraftTag | undefined = drafts.get(key);
		if (tag === undefined) {
			const spelt = spellingOf(key, graph) ?? title;
			tag = { key, title: spelt, name: partsOf(spelt).at(-1) ?? spelt, children: [], pages: [], count: 0 };
			if (parent !== undefined) {
				tag.parent = parent;
				parent.children.push(tag);
			}
			drafts.set(key, tag);
		}
		parent = tag;
	}
	return parent;
}

/** The graph knows the first spelling in the vault, if the tag has a concept of its own. */
function spellingOf(key: string, { graph, tags }: ConceptGraph): string | undefined {
	const id = tags.get(key);
	if (id === undefined || !graph.hasNode(id)) return undefined;
	const concept = graph.getNodeAttributes(id);
	return concept.kind === "tag" ? concept.title : undefined;
}

function partsOf(name: string): string[] {
	const parts = name.split("/").filter((part) => part !== "");
	return parts.length <= deepest
		? parts
		: [...parts.slice(0, deepest - 1), parts.slice(deepest - 1).join("-")];
}
