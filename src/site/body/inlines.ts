import type { Element, ElementContent } from "hast";
import type {
	FootnoteReference,
	Html,
	Image,
	ImageReference,
	InlineCode,
	Link,
	LinkReference,
	Nodes,
	Parents,
	Text,
} from "mdast";
import type { State } from "mdast-util-to-hast";
import type { Position } from "unist";
import type { Highlight, InlineFootnote, Slot, TagNode, WikiLink } from "../../model/index.js";
import { escapeHtml } from "../escape.js";
import { readAddress } from "./address.js";
import { externalLink } from "./external.js";
import { footnoteMark } from "./footnotes.js";
import { cutAtAddresses } from "./linkify.js";
import { blockElement, type Handler, type Rendering } from "./rendering.js";
import { foldIdentifier } from "./survey.js";
import { dataOf, linkText } from "./text.js";

export const text: Handler<Text> = (rendering, _, node) => {
	const value = rendering.survey.texts.get(node) ?? node.value;
	if (rendering.linkDepth > 0 || !value.includes("://")) return { type: "text", value };
	return cutAtAddresses(value).map((piece, index) => {
		const content = { type: "text", value: piece } as const;
		return index % 2 === 0 ? content : linkTo(rendering, { url: piece, position: node.position }, [content]);
	});
};

/** Raw HTML: read with all the rest later on, or shown as text. */
export const html: Handler<Html> = ({ html: way }, _, node) => {
	if (way === "text") return { type: "text", value: node.value };
	const value = way === "trust" ? node.value : way.tame(node.value);
	return { type: "raw", value, ...(node.position ? { position: node.position } : {}) };
};

/** What was rendered before: mathematics, code, diagrams. A block id needs an element around it. */
export const leaf: Handler<Nodes> = (rendering, _, node) => {
	const found = rendering.leaves.get(node);
	if (found === undefined) return undefined;
	const element = rendering.marks.element(node.type === "inlineMath" ? "span" : "div", found);
	return dataOf(node)?.block === undefined ? element : blockElement(rendering, "div", node, [element]);
};

/** A question in a sentence keeps its place; all other code is as in any Markdown. */
export const inlineCode: Handler<InlineCode> = ({ marks }, _, node) => {
	const query = node.data?.query;
	const text = { type: "text", value: node.value } as const;
	if (query === undefined) return { type: "element", tagName: "code", properties: {}, children: [text] };
	const html = `<code>${escapeHtml(node.value)}</code>`;
	return marks.element("code", { parts: [{ slot: "query", query, html }], text: "" });
};

export const highlight: Handler<Highlight> = (_, state, node) => ({
	type: "element",
	tagName: "mark",
	properties: {},
	children: state.all(node),
});

export const tag: Handler<TagNode> = ({ marks, linkDepth }, _, node) => {
	const content = { type: "text", value: `#${node.value}` } as const;
	return linkDepth > 0
		? content
		: marks.element("span", { slot: { slot: "tag", tag: node.data.tag } }, [content]);
};

export const wikiLink: Handler<WikiLink> = ({ marks, parsed, linkDepth }, _, node) => {
	const content = { type: "text", value: linkText(parsed.note.links[node.data.link]) } as const;
	return linkDepth > 0
		? content
		: marks.element("a", { slot: { slot: "link", link: node.data.link } }, [content]);
};

export const link: Handler<Link> = (rendering, state, node) => {
	const children = insideLink(rendering, state, node);
	const index = node.data?.link;
	if (index === undefined || rendering.linkDepth > 0) return linkTo(rendering, node, children);
	return rendering.marks.element("a", { slot: { slot: "link", link: index } }, children);
};

export const linkReference: Handler<LinkReference> = (rendering, state, node) => {
	const definition = rendering.survey.definitions.get(foldIdentifier(node.identifier));
	if (definition !== undefined) return linkTo(rendering, definition, insideLink(rendering, state, node));
	return [{ type: "text", value: "[" }, ...state.all(node), { type: "text", value: closing(node) }];
};

export const image: Handler<Image> = (rendering, _, node) => imageFrom(rendering, node, node.alt);

export const imageReference: Handler<ImageReference> = (rendering, _, node) => {
	const definition = rendering.survey.definitions.get(foldIdentifier(node.identifier));
	if (definition !== undefined) return imageFrom(rendering, definition, node.alt);
	return { type: "text", value: `![${node.alt ?? ""}${closing(node)}` };
};

export const footnoteReference: Handler<FootnoteReference> = (rendering, _, node) => {
	const reference = rendering.footnotes.refer(node.identifier);
	if (reference !== undefined) return footnoteMark(rendering.marks, reference, rendering.linkDepth > 0);
	return { type: "text", value: `[^${node.label ?? node.identifier}]` };
};

export const inlineFootnote: Handler<InlineFootnote> = (rendering, _, node) =>
	footnoteMark(rendering.marks, rendering.footnotes.referInline(node), rendering.linkDepth > 0);

interface Destination {
	readonly url: string;
	readonly title?: string | null | undefined;
	readonly position?: Position | undefined;
}

function insideLink(rendering: Rendering, state: State, node: Parents): ElementContent[] {
	rendering.linkDepth += 1;
	const children = state.all(node);
	rendering.linkDepth -= 1;
	return children;
}

/** A link that is none of the graph's. What leads nowhere keeps its content. */
function linkTo(rendering: Rendering, to: Destination, children: ElementContent[]): Element {
	const { marks, linkDepth } = rendering;
	const properties = to.title ? { title: to.title } : {};
	const address = readAddress(to.url);
	if (linkDepth === 0 && address.kind === "external") {
		const attributes = [
			["class", "external"],
			["rel", "noopener"],
		] as const;
		return marks.element("a", { attributes }, children, { ...properties, href: address.href });
	}
	const target = linkDepth > 0 ? undefined : slotFor(rendering, to);
	if (target === undefined) return marks.element("span", {}, children, properties);
	return marks.element("a", { attributes: [["href", target]] }, children, properties);
}

function slotFor({ placeOf }: Rendering, { url, position }: Destination): Slot | undefined {
	const address = readAddress(url);
	if (address.kind === "file" && address.url !== "") {
		return { slot: "resource", url: address.url, line: position?.start.line ?? 1 };
	}
	const id = address.kind === "place" ? placeOf(address.id) : undefined;
	return id === undefined ? undefined : { slot: "ref", id };
}

/** An image that is no embed of the graph: on another host, or with an address that cannot be one. */
function imageFrom(
	{ marks, linkDepth }: Rendering,
	{ url, title, position }: Destination,
	alt: string | null | undefined,
): Element {
	const { name, ...size } = readSize(alt ?? "");
	const address = readAddress(url);
	if (address.kind === "external") {
		const page = /^https?:\/\/(?:www\.)?(?:youtube\.com|youtu\.be|twitter\.com|x\.com)\//.test(address.href);
		const className = page ? "external-embed" : "external-image";
		return externalLink(marks, address.href, name || (title ?? ""), className, linkDepth > 0);
	}
	if (address.kind !== "file" || address.url === "") {
		return marks.element("span", { attributes: [["class", "no-image"]] }, [{ type: "text", value: name }]);
	}
	const src = { slot: "resource", url: address.url, line: position?.start.line ?? 1 } as const;
	const properties = { alt: name, ...size, ...(title ? { title } : {}) };
	return marks.element("img", { attributes: [["src", src]], text: name }, [], properties);
}

/** Obsidian's `![alt|300x200](…)` and `![300](…)`. */
function readSize(alt: string): { name: string; width?: string; height?: string } {
	const match = /^(?:(.*)\|)?\s*(\d{1,4})(?:x(\d{1,4}))?\s*$/s.exec(alt);
	if (match === null) return { name: alt };
	const [, name = "", width = "", height] = match;
	return { name, width, ...(height === undefined ? {} : { height }) };
}

/** The end of a reference whose definition is not there, as it was written. */
function closing(node: LinkReference | ImageReference): string {
	if (node.referenceType === "collapsed") return "][]";
	return node.referenceType === "full" ? `][${node.label ?? node.identifier}]` : "]";
}
