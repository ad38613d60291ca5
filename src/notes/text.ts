import type { Nodes, Parents, PhrasingContent, Text } from "mdast";
import type { Point } from "unist";

/** The point in the source at an offset. */
export type At = (offset: number) => Point;

/**
 * Where each character of a text node's value stands in the source. They differ when the text holds escapes,
 * character references, or line ends with something before or after them that belongs to a container.
 */
export function sourceOffset(node: Text, index: number, source: string): number {
	const start = node.position!.start.offset!;
	const end = node.position!.end.offset!;
	if (node.value.length === end - start) return start + index;
	return walkText(node.value, source, start, end, index);
}

/** Cuts a text node in two; `index` counts in its value. */
export function splitText(node: Text, index: number, source: string, at: At): [Text, Text] {
	const middle = at(sourceOffset(node, index, source));
	const { start, end } = node.position!;
	return [
		{ type: "text", value: node.value.slice(0, index), position: { start, end: middle } },
		{ type: "text", value: node.value.slice(index), position: { start: middle, end } },
	];
}

/** Inline content up to and after the first line end; the line end itself is dropped. */
export function splitAtLineEnd(
	children: readonly PhrasingContent[],
	source: string,
	at: At,
): [PhrasingContent[], PhrasingContent[]] {
	for (let index = 0; index < children.length; index++) {
		const child = children[index]!;
		if (child.type === "break") return [children.slice(0, index), children.slice(index + 1)];
		if (child.type !== "text") continue;
		const newline = /\r\n|\r|\n/.exec(child.value);
		if (!newline) continue;
		const [before, rest] = splitText(child, newline.index, source, at);
		const [, after] = splitText(child, newline.index + newline[0].length, source, at);
		return [
			[...children.slice(0, index), ...(before.value === "" ? [] : [before])],
			[...(after.value === "" || rest.value === "" ? [] : [after]), ...children.slice(index + 1)],
		];
	}
	return [[...children], []];
}

/** A line of inline content, and the line end after it: a hard break, or a newline as text. */
export interface InlineLine {
	readonly content: PhrasingContent[];
	readonly end?: PhrasingContent;
}

/** All lines of a paragraph, in one pass. */
export function splitLines(children: readonly PhrasingContent[], source: string, at: At): InlineLine[] {
	const lines: InlineLine[] = [];
	let content: PhrasingContent[] = [];
	for (const child of children) {
		if (child.type === "break") {
			lines.push({ content, end: child });
			content = [];
			continue;
		}
		let rest = child;
		while (rest.type === "text") {
			const newline = /\r\n|\r|\n/.exec(rest.value);
			if (!newline) break;
			const [before, tail] = splitText(rest, newline.index, source, at);
			const [end, after] = splitText(tail, newline[0].length, source, at);
			if (before.value !== "") content.push(before);
			lines.push({ content, end });
			content = [];
			rest = after;
		}
		if (rest.type !== "text" || rest.value !== "") content.push(rest);
	}
	lines.push({ content });
	return lines;
}

/** Plain text of a node; links with the text that is shown for them. */
export function plainText(node: Nodes, linkText: (index: number) => string): string {
	switch (node.type) {
		case "wikiLink":
		case "embed":
			return linkText(node.data.link);
		case "tag":
			return `#${node.value}`;
		case "text":
		case "inlineCode":
		case "inlineMath":
			return node.value;
		case "break":
			return " ";
		case "comment":
		case "html":
		case "inlineFootnote":
		case "footnoteReference":
			return "";
		case "image":
			return node.alt ?? "";
		default:
			return "children" in node ? childText(node, linkText) : "";
	}
}

function childText(node: Parents, linkText: (index: number) => string): string {
	let text = "";
	for (const child of node.children) text += plainText(child, linkText);
	return text;
}

function walkText(value: string, source: string, start: number, end: number, index: number): number {
	let offset = start;
	let position = 0;
	while (position < index && offset < end) {
		const character = value[position]!;
		if (character === "\n" || character === "\r") {
			while (offset < end && source[offset] !== character) offset++;
			offset++;
			position++;
			if (character === "\r" && value[position] === "\n") {
				offset++;
				position++;
			}
			offset = afterPrefix(value, position, source, offset, end);
		} else if (
			source[offset] === "\\" &&
			isEscapable(source.charCodeAt(offset + 1)) &&
			source[offset + 1] === character
		) {
			offset += 2;
			position++;
		} else if (source[offset] === "&" && (character !== "&" || isReference(source, offset, end))) {
			const close = source.indexOf(";", offset);
			position += decodedLength(value, position, source[close + 1]);
			offset = close + 1;
		} else {
			offset++;
			position++;
		}
	}
	return Math.min(offset, end);
}

/** Past what containers put before a line; marks of quotes that are text themselves stand in the value, too. */
function afterPrefix(value: string, position: number, source: string, offset: number, end: number): number {
	let after = offset;
	while (after < end && isPrefix(source[after]!)) after++;
	let own = position;
	while (own < value.length && isPrefix(value[own]!)) own++;
	if (own > position && (own === value.length || value[own] === "\n" || value[own] === "\r")) {
		while (after > offset && source[after - 1] !== ">") after--;
	}
	return Math.max(offset, after - (own - position));
}

/** What containers put before a line: indentation and the marks of quotes. */
function isPrefix(character: string): boolean {
	return character === " " || character === "\t" || character === ">";
}

function isEscapable(code: number): boolean {
	return (
		(code >= 33 && code <= 47) ||
		(code >= 58 && code <= 64) ||
		(code >= 91 && code <= 96) ||
		(code >= 123 && code <= 126)
	);
}

function isReference(source: string, offset: number, end: number): boolean {
	return /^&(?:#x?[0-9a-f]{1,7}|[a-z][a-z0-9]{1,31});/i.test(
		source.slice(offset, Math.min(end, offset + 40)),
	);
}

/** A reference gives one character, a pair of surrogates, or (few of the named ones) a pair with a modifier. */
function decodedLength(value: string, position: number, following: string | undefined): number {
	const code = value.charCodeAt(position);
	const next = value[position + 1];
	if (code >= 0xd800 && code <= 0xdbff) return 2;
	return next !== undefined && next !== following && "\u0338\u20e5\u20d2\u0333\ufe00\u200aj".includes(next)
		? 2
		: 1;
}
