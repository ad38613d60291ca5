import type { Paragraph, PhrasingContent, Text } from "mdast";
import type { FieldNode } from "../model/index.js";
import { type At, plainText, sourceOffset, splitLines, splitText } from "./text.js";

/** Characters looked at for the closing bracket of a field. */
const maxValue = 1_000;
/** Bracketed fields in one line. */
const maxFields = 200;

/**
 * Finds inline fields by Dataview's rules: `key:: value` alone on its line, or `[key:: value]` and
 * `(key:: value)` within it; a line with bracketed fields is no field as a whole.
 */
export function shapeFields(paragraph: Paragraph, source: string, at: At): void {
	const written = source.slice(paragraph.position!.start.offset, paragraph.position!.end.offset);
	if (!written.includes("::")) return;
	paragraph.children = splitLines(paragraph.children, source, at).flatMap(({ content, end }) => {
		const line = shapeLine(content, source, at);
		return end ? [...line, end] : line;
	});
}

function shapeLine(line: PhrasingContent[], source: string, at: At): PhrasingContent[] {
	if (!line.some((node) => node.type === "text" && node.value.includes("::"))) return line;
	return bracketFields(line, source, at) ?? lineField(line, source, at) ?? line;
}

/** `key:: value`, the key perhaps in bold or italics. */
function lineField(line: PhrasingContent[], source: string, at: At): PhrasingContent[] | undefined {
	const wrapped = line[0]?.type === "strong" || line[0]?.type === "emphasis" ? line[0] : undefined;
	const head = line[wrapped ? 1 : 0];
	if (head?.type !== "text") return undefined;
	const divider = head.value.indexOf("::");
	if (divider < 0) return undefined;
	const key = `${wrapped ? plainText(wrapped, () => "[") : ""}${head.value.slice(0, divider)}`.trim();
	// Dataview does without the blank, and so makes fields of lines that name a `std::vector`.
	if (!isKey(key) || !/^(?:[ \t]|$)/.test(head.value.slice(divider + 2))) return undefined;
	const start = skipBlanks(head.value, divider + 2);
	const [, value] = splitText(head, start, source, at);
	const tail = line.slice(wrapped ? 2 : 1);
	const children = value.value === "" ? tail : [value, ...tail];
	const position = { start: line[0]!.position!.start, end: line.at(-1)!.position!.end };
	return [{ type: "field", key, form: "line", children, position }];
}

/** Letters, digits, `_ - /` and blanks, in any script, and emoji; it starts with none of the punctuation. */
function isKey(key: string): boolean {
	return key.length <= 200 && keyPattern.test(key);
}

const keyPattern =
	/^[\p{L}\p{N}_\p{Extended_Pictographic}](?:[\p{L}\p{M}\p{N}_\p{Extended_Pictographic}\s/-]|\u200d)*$/u;

/** All `[key:: value]` and `(key:: value)` of a line, or undefined if there are none. */
function bracketFields(line: PhrasingContent[], source: string, at: At): PhrasingContent[] | undefined {
	const result: PhrasingContent[] = [];
	let rest = line;
	for (let count = 0; count < maxFields; count++) {
		const field = nextBracketField(rest, source, at);
		if (!field) return count === 0 ? undefined : [...result, ...rest];
		result.push(...field.before, field.node);
		rest = field.after;
	}
	return [...result, ...rest];
}

interface FoundField {
	readonly before: PhrasingContent[];
	readonly node: FieldNode;
	readonly after: PhrasingContent[];
}

function nextBracketField(line: PhrasingContent[], source: string, at: At): FoundField | undefined {
	for (let index = 0; index < line.length; index++) {
		const node = line[index]!;
		if (node.type !== "text") continue;
		let divider = node.value.indexOf("::");
		while (divider >= 0) {
			const open = openingBefore(node.value, divider);
			const close = open < 0 ? undefined : closingAfter(line, index, divider + 2, node.value[open]!);
			if (close) return cutField(line, index, open, divider, close, source, at);
			divider = node.value.indexOf("::", divider + 2);
		}
	}
	return undefined;
}

/** The bracket before the key, when nothing but a key stands between it and the `::`. */
function openingBefore(value: string, divider: number): number {
	for (let index = divider - 1; index >= 0 && divider - index <= 201; index--) {
		const character = value[index]!;
		if (character === "[" || character === "(")
			return isBracketKey(value.slice(index + 1, divider)) ? index : -1;
		if ("]){}".includes(character) || (character === ":" && value[index + 1] === ":")) return -1;
	}
	return -1;
}

function isBracketKey(key: string): boolean {
	return key.trim() !== "";
}

/** The bracket that closes the field; brackets in the value are counted. */
function closingAfter(
	line: readonly PhrasingContent[],
	index: number,
	from: number,
	open: string,
): { index: number; offset: number } | undefined {
	const close = open === "[" ? "]" : ")";
	let depth = 0;
	let looked = 0;
	for (let node = index; node < line.length; node++) {
		const child = line[node]!;
		if (child.type !== "text") continue;
		for (let offset = node === index ? from : 0; offset < child.value.length; offset++) {
			if (++looked > maxValue) return undefined;
			if (child.value[offset] === open) depth++;
			else if (child.value[offset] === close && depth-- === 0) return { index: node, offset };
		}
	}
	return undefined;
}

function cutField(
	line: readonly PhrasingContent[],
	index: number,
	open: number,
	divider: number,
	close: { index: number; offset: number },
	source: string,
	at: At,
): FoundField {
	const first = line[index] as Text;
	const last = line[close.index] as Text;
	const start = at(sourceOffset(first, open, source));
	const end = at(sourceOffset(last, close.offset, source) + 1);
	const valueStart = skipBlanks(first.value, divider + 2);
	const children: PhrasingContent[] = [];
	if (close.index === index) {
		if (valueStart < close.offset) children.push(slice(first, valueStart, close.offset, source, at));
	} else {
		children.push(slice(first, valueStart, first.value.length, source, at));
		children.push(...line.slice(index + 1, close.index));
		children.push(slice(last, 0, close.offset, source, at));
	}
	const after = slice(last, close.offset + 1, last.value.length, source, at);
	const before = slice(first, 0, open, source, at);
	return {
		before: [...line.slice(0, index), ...(before.value === "" ? [] : [before])],
		node: {
			type: "field",
			key: first.value.slice(open + 1, divider).trim(),
			form: first.value[open] === "[" ? "bracket" : "parenthesis",
			children: children.filter((child) => child.type !== "text" || child.value !== ""),
			position: { start, end },
		},
		after: [...(after.value === "" ? [] : [after]), ...line.slice(close.index + 1)],
	};
}

function slice(node: Text, from: number, to: number, source: string, at: At): Text {
	const start = at(sourceOffset(node, from, source));
	const end = at(sourceOffset(node, to, source));
	return { type: "text", value: node.value.slice(from, to), position: { start, end } };
}

function skipBlanks(value: string, index: number): number {
	let end = index;
	while (value[end] === " " || value[end] === "\t") end++;
	return end;
}
