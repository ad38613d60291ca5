import stringWidth from "string-width";

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

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

/** What a reader sees as one character, each with its width. Only for short texts: Segmenter is slow. */
export function graphemes(text: string): { text: string; index: number; width: number }[] {
	return Array.from(segmenter.segment(text), ({ segment, index }) => ({
		text: segment,
		index,
		width: cells(segment),
	}));
}

/**
 * A stranger's text as one harmless line: what would move the cursor, colour the terminal, turn the direction
 * of reading or hide is shown by its name instead.
 */
export function harmless(text: string): string {
	return text.replace(unsafe, (character) => nameOf(character));
}

/** A value as JSON that is harmless on a terminal too, and means the same: what JSON leaves as it is, is escaped. */
export function harmlessJson(value: unknown): string {
	return JSON.stringify(value).replace(unsafe, (character) =>
		Array.from({ length: character.length }, (_, i) => escapeUnit(character.charCodeAt(i))).join(""),
	);
}

function escapeUnit(unit: number): string {
	return `\\u${unit.toString(16).padStart(4, "0")}`;
}

/**
 * C0 and C1 controls (ESC among them), line and paragraph separators, marks and overrides of direction,
 * invisible blanks, Unicode's tag characters, halves of surrogate pairs.
 */
const unsafe =
	/[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]|[\ud800-\udfff]/gu;

function nameOf(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	if (code < 0x20) return String.fromCodePoint(0x2400 + code);
	if (code === 0x7f) return "␡";
	return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}

function isAscii(text: string): boolean {
	return /^[\x20-\x7e]*$/.test(text);
}
