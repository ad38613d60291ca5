import type { Element, Nodes, Root } from "hast";
import { raw } from "hast-util-raw";
import type { Body, BodyParts, Diagnostic, Note, Slot } from "../../src/model/index.js";
import { parseNote } from "../../src/notes/index.js";
import { renderBody } from "../../src/site/index.js";

export interface Shown {
	/** The body with its slots filled in a plain way, blocks joined by newlines. */
	readonly html: string;
	readonly body: Body;
	readonly note: Note;
	readonly diagnostics: readonly Diagnostic[];
	/** Their rules. */
	readonly rules: readonly string[];
}

const reading = { comments: "index", tagPunctuation: "part-of-tag", markdownLinks: true } as const;

/** Renders a note from its Markdown. */
export async function show(
	markdown: string,
	options: { trust?: boolean; strict?: boolean; mathPreamble?: string } = {},
): Promise<Shown> {
	const parsed = parseNote({ path: "a.md", source: markdown, hash: "" }, reading);
	const { body, diagnostics } = await renderBody(parsed, {
		trust: options.trust ?? false,
		strictLineBreaks: options.strict ?? false,
		...(options.mathPreamble !== undefined && { mathPreamble: options.mathPreamble }),
	});
	const html = [...body.blocks.map(({ parts }) => fill(parts)), fill(body.footnotes)].join("\n").trim();
	return { html, body, note: parsed.note, diagnostics, rules: diagnostics.map(({ rule }) => rule) };
}

/** Slots in a notation that reads well: a link is `<a href="→0">`, an embed `<embed-0>`, ids stay as they are. */
export function fill(parts: BodyParts): string {
	return parts.map((part) => (typeof part === "string" ? part : fillSlot(part))).join("");
}

function fillSlot(slot: Slot): string {
	switch (slot.slot) {
		case "link":
			return `<a href="→${slot.link}">${slot.html}</a>`;
		case "tag":
			return `<a href="#${slot.tag}">${slot.html}</a>`;
		case "embed":
			return `<embed-${slot.link}${slot.block ? " block" : ""}>`;
		case "id":
			return slot.id;
		case "ref":
			return `#${slot.id}`;
		case "resource":
			return `vault:${slot.url.replaceAll('"', "&quot;")}`;
		case "cell":
			return `<cell-${slot.cell}>${slot.html}</cell-${slot.cell}>`;
		case "query":
			return `<query-${slot.query}>${slot.html}</query-${slot.query}>`;
		case "here":
			return `[${slot.html}]`;
	}
}

/** Every element of a piece of HTML, as a browser would read it. */
export function elementsOf(html: string): Element[] {
	const root = raw({ type: "root", children: [{ type: "raw", value: html } as never] }) as Root;
	const elements: Element[] = [];
	const waiting: Nodes[] = [root];
	for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
		if (node.type === "element") elements.push(node);
		if ("children" in node) waiting.push(...node.children);
	}
	return elements;
}
