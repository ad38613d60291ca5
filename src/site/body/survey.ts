import type { Code, Definition, FootnoteDefinition, Nodes, Parents, Text } from "mdast";
import type { InlineMath, Link, MathBlock, ParsedNote } from "../../model/index.js";
import { swallowing } from "./tame-html.js";
import { hasRightToLeft, isHan, ownText } from "./text.js";

/** What one walk over the tree tells before anything is rendered. Comments (`%%…%%`) do not count. */
export interface Survey {
	readonly definitions: ReadonlyMap<string, Definition>;
	readonly footnotes: ReadonlyMap<string, FootnoteDefinition>;
	/** Mathematics and code blocks, in document order. */
	readonly leaves: readonly (Code | InlineMath | MathBlock)[];
	readonly hasHtml: boolean;
	/** Stands between an inline `<script>` (or its kind) and its end, and is not shown. */
	readonly hidden: ReadonlySet<Nodes>;
	/** Text with its line breaks decided: U+2028 is one that shows, a newline reads as a blank. */
	readonly texts: ReadonlyMap<Text, string>;
	/** Some text runs from right to left. */
	readonly rightToLeft: boolean;
}

export function surveyNote(parsed: ParsedNote, strictLineBreaks: boolean, trust: boolean): Survey {
	const definitions = new Map<string, Definition>();
	const footnotes = new Map<string, FootnoteDefinition>();
	const leaves: (Code | InlineMath | MathBlock)[] = [];
	const hidden = new Set<Nodes>();
	const breaks = new LineBreaks(parsed.note.links, strictLineBreaks);
	let hasHtml = false;

	const visit = (node: Nodes): void => {
		if (node.type === "comment") return;
		if (node.type === "html") hasHtml = true;
		else if (node.type === "definition") keepFirst(definitions, node);
		else if (node.type === "footnoteDefinition" && !isHidden(node)) keepFirst(footnotes, node);
		else if (node.type === "code" || node.type === "math" || node.type === "inlineMath") leaves.push(node);
		breaks.meet(node);
		if (!("children" in node)) return;
		if (!trust) hideSwallowed(node, hidden);
		for (const child of node.children) visit(child);
	};
	visit(parsed.tree);
	const rightToLeft = hasRightToLeft(parsed.source);
	return { definitions, footnotes, leaves, hasHtml, hidden, texts: breaks.texts, rightToLeft };
}

/** The first of several definitions counts, as in CommonMark. */
function keepFirst<N extends { identifier: string }>(map: Map<string, N>, node: N): void {
	const key = foldIdentifier(node.identifier);
	if (!map.has(key)) map.set(key, node);
}

/** A footnote that a comment swallowed: nothing of it is left to be shown. */
function isHidden({ children }: FootnoteDefinition): boolean {
	return children.every(
		(child) => child.type === "comment" || (child.type === "paragraph" && child.children.every(isNothing)),
	);
}

function isNothing(node: Nodes): boolean {
	return node.type === "comment" || (node.type === "text" && node.value.trim() === "");
}

export function foldIdentifier(identifier: string): string {
	return identifier.toUpperCase();
}

/** Inline HTML comes tag by tag: what lies between `<script>` and a later `</script>` is hidden with them. */
function hideSwallowed(parent: Parents, hidden: Set<Nodes>): void {
	const closers = new Map<string, number>();
	for (const [index, child] of parent.children.entries()) {
		const name = child.type === "html" ? /^<\/([a-z]+)/i.exec(child.value)?.[1]?.toLowerCase() : undefined;
		if (name !== undefined && swallowing.has(name)) closers.set(name, index);
	}
	if (closers.size === 0) return;
	let until = "";
	for (const [index, child] of parent.children.entries()) {
		const tag = child.type === "html" ? /^<(\/?)([a-z]+)[^>]*>$/i.exec(child.value) : null;
		const name = tag?.[2]?.toLowerCase() ?? "";
		if (until !== "") {
			hidden.add(child);
			if (tag?.[1] === "/" && name === until) until = "";
		} else if (tag?.[1] === "" && (closers.get(name) ?? -1) > index) {
			hidden.add(child);
			until = name;
		}
	}
}

/**
 * Decides what a newline inside a paragraph becomes. With strict line breaks it is a blank, except between two
 * Chinese or Japanese characters, where it is nothing; the characters may stand in different nodes.
 */
class LineBreaks {
	readonly texts = new Map<Text, string>();
	private last = "";
	/** The text before, when it ends with a newline that may still have to go. */
	private open: Text | undefined;

	constructor(
		private readonly links: readonly Link[],
		private readonly strict: boolean,
	) {}

	meet(node: Nodes): void {
		if (node.type === "paragraph" || node.type === "heading") this.last = "";
		if (node.type === "text") this.text(node);
		else if (!("children" in node) && node.type !== "html") this.follow(ownText(node, this.links));
	}

	private text(node: Text): void {
		if (!this.strict) {
			if (node.value.includes("\n")) this.texts.set(node, trimmedLines(node.value).join("\u2028"));
			return;
		}
		if (node.value.includes("\n")) this.texts.set(node, this.joined(trimmedLines(node.value)));
		this.follow(node.value);
		this.open = node.value.endsWith("\n") ? node : undefined;
		this.last = node.value.trimEnd().slice(-1) || this.last;
	}

	private joined(lines: readonly string[]): string {
		let text = lines[0] ?? "";
		for (const line of lines.slice(1)) {
			const before = text === "" ? this.last : text.slice(-1);
			text += isHan(before) && isHan(line[0]) ? line : `\n${line}`;
		}
		return text;
	}

	private follow(text: string): void {
		if (this.open !== undefined && isHan(this.last) && isHan(text[0])) {
			this.texts.set(this.open, (this.texts.get(this.open) ?? this.open.value).replace(/\n$/, ""));
		}
		this.open = undefined;
		this.last = text.slice(-1);
	}
}

/** Lines without the blanks and tabs around line ends; a full-width blank is an indent and stays. */
function trimmedLines(text: string): string[] {
	const lines = text.split("\n");
	return lines.map((line, index) => {
		let start = 0;
		let end = line.length;
		if (index > 0) while (line[start] === " " || line[start] === "\t") start += 1;
		if (index < lines.length - 1)
			while (end > start && (line[end - 1] === " " || line[end - 1] === "\t")) end -= 1;
		return line.slice(start, end);
	});
}
