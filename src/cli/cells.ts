import stringWidth from "fast-string-width";

export { harmless, harmlessJson } from "../harmless.js";

/**
 * Text on a terminal is measured in cells: a Latin letter takes one, a Han character two, a combining accent
 * none. Everything that is aligned or underlined goes through here.
 */
export function cells(text: string): number {
	return isAscii(text) ? text.length : stringWidth(text);
}

export function padEnd(text: string, width: number): string {
	return text + " ".repeat(Math.max(0, width - cells(text)));
}

export function padStart(text: string, width: number): string {
	return " ".repeat(Math.max(0, width - cells(text))) + text;
}

let segmenter: Intl.Segmenter | undefined;

/** What a reader sees as one character, each with its width. Only for short texts: Segmenter is slow. */
export function graphemes(text: string): { text: string; index: number; width: number }[] {
	// The first one of a process costs 15 ms.
	segmenter ??= new Intl.Segmenter("und", { granularity: "grapheme" });
	return Array.from(segmenter.segment(text), ({ segment, index }) => ({
		text: segment,
		index,
		width: cells(segment),
	}));
}

function isAscii(text: string): boolean {
	return /^[\x20-\x7e]*$/.test(text);
}
