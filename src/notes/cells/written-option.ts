import type { Span } from "../../model/index.js";

/** An option of a cell as it is written; what it means is another question. */
export interface WrittenOption {
	readonly name: string;
	/** Without the quotes around it. Absent for a bare word. */
	readonly value?: string;
	/** Of the name; of what stands in JSON, where names have no places, the value's. In the file. */
	readonly at: Span;
	/** Of the value; of a bare word, the name's. */
	readonly span: Span;
}

/** Something that cannot be read as an option. */
export interface BrokenOption {
	readonly problem: string;
	readonly span: Span;
}

/** A text in quotes at `offset`: `"…"` with `\"` and `\\`, or `'…'`. `end` is behind the closing quote, if there is one. */
export function readQuoted(text: string, offset: number): { value: string; end: number; closed: boolean } {
	const quote = text[offset]!;
	let value = "";
	let at = offset + 1;
	for (; at < text.length && text[at] !== quote; at++) {
		const escapes = text[at] === "\\" && (text[at + 1] === quote || text[at + 1] === "\\");
		if (escapes) at += 1;
		value += text[at];
	}
	return { value, end: Math.min(at + 1, text.length), closed: at < text.length };
}

/** Behind the bracket that closes the one at `offset`, quotes respected; -1 if none does. */
export function closingBracket(text: string, offset: number): number {
	let depth = 0;
	for (let at = offset; at < text.length; at++) {
		const character = text[at]!;
		if (character === '"' || character === "'") at = readQuoted(text, at).end - 1;
		else if (character === "{" || character === "[") depth += 1;
		else if (character === "}" || character === "]") depth -= 1;
		if (depth === 0) return at + 1;
	}
	return -1;
}

export function isQuote(character: string | undefined): boolean {
	return character === '"' || character === "'";
}
