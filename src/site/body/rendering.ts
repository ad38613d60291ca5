import type { Element, ElementContent } from "hast";
import type { Nodes, Parents } from "mdast";
import type { State } from "mdast-util-to-hast";
import type { ParsedNote } from "../../model/index.js";
import type { Footnotes } from "./footnotes.js";
import type { Leaf } from "./leaf.js";
import type { Mark, Marks } from "./marks.js";
import type { Survey } from "./survey.js";
import type { HtmlTamer } from "./tame-html.js";
import { dataOf, plainText, startsRightToLeft } from "./text.js";

/** What the handlers of syntax nodes share while one note is rendered. */
export interface Rendering {
	readonly parsed: ParsedNote;
	readonly survey: Survey;
	readonly leaves: ReadonlyMap<Nodes, Leaf>;
	readonly footnotes: Footnotes;
	readonly marks: Marks;
	/** What becomes of raw HTML: made fit to be read, read as it is, or shown as text. */
	readonly html: HtmlTamer | "trust" | "text";
	/** From the fragment of an address to the id of a heading or block, when there is one. */
	readonly placeOf: (fragment: string) => string | undefined;
	/** How many links lie around the node at hand: a link holds no links. */
	linkDepth: number;
}

/** One node; `undefined` shows nothing. */
export type Handler<N> = (
	rendering: Rendering,
	state: State,
	node: N,
	parent: Parents | undefined,
) => ElementContent | ElementContent[] | undefined;

/** An element with the node's block id and its writing direction. */
export function blockElement(
	{ marks, survey, parsed }: Rendering,
	tagName: string,
	node: Nodes,
	children: ElementContent[],
	mark: Mark = {},
): Element {
	const attributes = [...(mark.attributes ?? [])];
	const block = dataOf(node)?.block;
	if (block !== undefined && mark.heading === undefined) {
		attributes.unshift(["id", { slot: "id", id: `b-${block}` }]);
	}
	if (survey.rightToLeft && startsRightToLeft(plainText(node, parsed.note.links, 200))) {
		attributes.push(["dir", "rtl"]);
	}
	const bare = block === undefined && attributes.length === 0 && Object.keys(mark).length === 0;
	if (bare) return { type: "element", tagName, properties: {}, children };
	return marks.element(tagName, { ...mark, attributes, ...(block === undefined ? {} : { block }) }, children);
}
