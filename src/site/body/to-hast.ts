import type { Root as HastRoot } from "hast";
import type { Nodes, Parents, RootContent } from "mdast";
import { type Handlers, toHast as mdastToHast, type State } from "mdast-util-to-hast";
import { callout, embed, field, heading, paragraph } from "./blocks.js";
import { emphasis } from "./emphasis.js";
import {
	footnoteReference,
	highlight,
	html,
	image,
	imageReference,
	inlineCode,
	inlineFootnote,
	leaf,
	link,
	linkReference,
	tag,
	text,
	wikiLink,
} from "./inlines.js";
import { list, listItem } from "./lists.js";
import type { Handler, Rendering } from "./rendering.js";
import { table } from "./tables.js";

/** Markdown to HTML, with marks where our own constructs stand and `raw` nodes where raw HTML does. */
export function toHast(nodes: readonly RootContent[], rendering: Rendering): HastRoot {
	const result = mdastToHast(
		{ type: "root", children: [...nodes] },
		{ handlers: bind(rendering), allowDangerousHtml: true },
	);
	return result.type === "root" ? result : { type: "root", children: [] };
}

const nothing: Handler<Nodes> = () => undefined;

/** For all that is ours, and for what the package does otherwise than we do, or in more than linear time. */
const handlers = {
	callout,
	code: leaf,
	comment: nothing,
	embed,
	emphasis,
	field,
	footnoteReference,
	heading,
	highlight,
	html,
	image,
	imageReference,
	inlineCode,
	inlineFootnote,
	inlineMath: leaf,
	link,
	linkReference,
	list,
	listItem,
	math: leaf,
	paragraph,
	table,
	tag,
	text,
	wikiLink,
};

function bind(rendering: Rendering): Handlers {
	return Object.fromEntries(
		Object.entries(handlers).map(([type, handler]) => [
			type,
			(state: State, node: Nodes, parent: Parents | undefined) =>
				rendering.survey.hidden.has(node)
					? undefined
					: // The table pairs each type with a handler of its own node.
						(handler as Handler<Nodes>)(rendering, state, node, parent),
		]),
	);
}
