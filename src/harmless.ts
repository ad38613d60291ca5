/** Text from notes, made harmless for a terminal and for whoever reads line by line. */

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
