import type { Blockquote, Paragraph, PhrasingContent, RootContent } from "mdast";
import type { CalloutNode, CalloutTitle } from "../model/index.js";
import { type At, splitAtLineEnd, splitText } from "./text.js";

/** `[!type|meta]+ title` on a quote's first line; the rest of its first paragraph is the callout's text. */
export function shapeCallout(quote: Blockquote, source: string, at: At): void {
	const first = quote.children[0];
	const head = first?.type === "paragraph" ? first.children[0] : undefined;
	if (first?.type !== "paragraph" || head?.type !== "text") return;
	// An escaped bracket gives the same text.
	if (source[head.position!.start.offset!] !== "[") return;
	const marker = /^\[!([^\][\r\n|]+)(?:\|[^\][\r\n]*)?\]([+-]?)[ \t]*/.exec(head.value.slice(0, 500));
	const kind = marker?.[1]?.trim().toLowerCase();
	if (!marker || !kind) return;
	const [, rest] = splitText(head, marker[0].length, source, at);
	const inline = rest.value === "" ? first.children.slice(1) : [rest, ...first.children.slice(1)];
	const [title, body] = splitAtLineEnd(inline, source, at);
	const titleNode: CalloutTitle = {
		type: "calloutTitle",
		children: title,
		position: { start: rest.position!.start, end: title.at(-1)?.position?.end ?? rest.position!.start },
	};
	const blocks: RootContent[] = [titleNode];
	if (body.length > 0) blocks.push(paragraphOf(body, first));
	blocks.push(...quote.children.slice(1));
	const callout = quote as unknown as CalloutNode;
	callout.type = "callout";
	callout.kind = kind;
	if (marker[2]) callout.fold = marker[2] === "+" ? "open" : "closed";
	callout.children = blocks;
}

function paragraphOf(children: PhrasingContent[], whole: Paragraph): Paragraph {
	const start = children[0]?.position?.start ?? whole.position!.start;
	return { type: "paragraph", children, position: { start, end: whole.position!.end } };
}
