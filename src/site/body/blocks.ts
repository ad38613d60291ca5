import type { Element, ElementContent } from "hast";
import type { Heading, Paragraph, PhrasingContent } from "mdast";
import type { CalloutNode, Embed, FieldNode } from "../../model/index.js";
import { blockElement, type Handler, type Rendering } from "./rendering.js";

/** Embeds that have a paragraph for themselves are blocks; a paragraph of comments alone is nothing. */
export const paragraph: Handler<Paragraph> = (rendering, state, node) => {
	const shown = node.children.filter((child) => !isInvisible(child));
	const block = node.data?.block;
	if (shown.length === 0 && node.children.length > 0 && block === undefined) return undefined;
	const embeds = shown.filter((child) => child.type === "embed");
	if (embeds.length === 0 || embeds.length < shown.length) {
		return blockElement(rendering, "p", node, state.all(node));
	}
	const elements = embeds.map((embed) => embedElement(rendering, embed, true));
	return block === undefined ? elements : blockElement(rendering, "div", node, elements);
};

export const embed: Handler<Embed> = (rendering, _, node) => embedElement(rendering, node, false);

function embedElement({ marks, parsed }: Rendering, { data }: Embed, block: boolean): Element {
	const text = parsed.note.links[data.link]?.alias ?? "";
	return marks.element(block ? "div" : "span", { slot: { slot: "embed", link: data.link, block }, text });
}

function isInvisible(node: PhrasingContent): boolean {
	return (
		node.type === "comment" || node.type === "break" || (node.type === "text" && node.value.trim() === "")
	);
}

/** With a quiet link to itself: for the mouse, for the table of contents has it for the keyboard. */
export const heading: Handler<Heading> = (rendering, state, node) => {
	const { marks, parsed } = rendering;
	const tagName = `h${node.depth}`;
	const children = state.all(node);
	const index = node.data?.heading;
	const slug = index === undefined ? undefined : parsed.note.headings[index]?.slug;
	if (index === undefined || slug === undefined) return blockElement(rendering, tagName, node, children);
	const id = `h-${slug}`;
	children.push(
		marks.element("a", {
			attributes: [
				["class", "anchor"],
				["href", { slot: "ref", id }],
				["aria-hidden", "true"],
				["tabindex", "-1"],
			],
		}),
	);
	const block = node.data?.block;
	if (block !== undefined) children.unshift(emptyPlace(rendering, `b-${block}`));
	return blockElement(rendering, tagName, node, children, {
		heading: index,
		attributes: [["id", { slot: "id", id }]],
	});
};

function emptyPlace({ marks }: Rendering, id: string): Element {
	return marks.element("span", { attributes: [["id", { slot: "id", id }]] });
}

export const callout: Handler<CalloutNode> = (rendering, state, node) => {
	const [first, ...others] = node.children;
	const titled = first?.type === "calloutTitle";
	const title = titled ? state.all(first) : [];
	const rest = { type: "blockquote" as const, children: titled ? others : node.children };
	const content = state.all(rest as Parameters<typeof state.all>[0]);
	const foldable = node.fold !== undefined;
	const children: ElementContent[] = [
		titleElement(rendering, foldable, title.length > 0 ? title : [defaultTitle(rendering, node.kind)]),
	];
	if (content.length > 0) {
		children.push(rendering.marks.element("div", { attributes: [["class", "callout-body"]] }, content));
	}
	return blockElement(rendering, foldable ? "details" : "div", node, children, {
		attributes: [
			["class", "callout"],
			["data-callout", node.kind],
			...(node.fold === "open" ? [["open", ""] as const] : []),
		],
	});
};

function titleElement({ marks }: Rendering, foldable: boolean, title: ElementContent[]): Element {
	const name = marks.element("span", { attributes: [["class", "callout-name"]] }, title);
	return marks.element(foldable ? "summary" : "div", { attributes: [["class", "callout-title"]] }, [name]);
}

/** The kind's own name, which the page may say in the reader's language. */
function defaultTitle({ marks }: Rendering, kind: string): Element {
	const attributes = [
		["class", "callout-kind"],
		["data-t", `callout.${kind}`],
	] as const;
	const value = kind.charAt(0).toUpperCase() + kind.slice(1);
	return marks.element("span", { attributes }, [{ type: "text", value }]);
}

export const field: Handler<FieldNode> = ({ marks }, state, node) => {
	const key = { type: "text", value: node.key } as const;
	return marks.element(
		"span",
		{ attributes: [["class", node.form === "line" ? "field field-line" : "field"]] },
		[
			marks.element("span", { attributes: [["class", "field-key"]] }, [key]),
			{ type: "text", value: " " },
			marks.element("span", { attributes: [["class", "field-value"]] }, state.all(node)),
		],
	);
};
