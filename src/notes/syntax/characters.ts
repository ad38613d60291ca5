import type { Code } from "micromark-util-types";

/** Code units that the constructs of this room look for. micromark's own codes below zero are tabs and line ends. */
export const codes = {
	lineFeedMost: -3,
	hash: 35,
	dollar: 36,
	percent: 37,
	asterisk: 42,
	slash: 47,
	equals: 61,
	exclamation: 33,
	bracketOpen: 91,
	backslash: 92,
	bracketClose: 93,
	caret: 94,
	underscore: 95,
	bar: 124,
	tilde: 126,
} as const;

export function isLineEnding(code: Code): boolean {
	return code !== null && code <= codes.lineFeedMost;
}

/** Start or end of the text, a line end, a tab or Unicode white space. */
export function isBlank(code: Code): boolean {
	return code === null || code <= 32 || (code > 126 && isUnicodeSpace(code));
}

/**
 * What may stand in a tag: everything but white space, ASCII punctuation other than `_ - /`, U+2000–206F
 * (curly quotes, dashes, `…`, zero width characters) and U+2E00–2E7F. Full-width punctuation may. U+FFFD stands
 * for what could not be decoded, and for NUL.
 */
export function isTagCharacter(code: Code): code is number {
	if (code === null || code < 0) return false;
	if (code < 128) return asciiTag[code] === 1;
	return !(
		(code >= 0x2000 && code <= 0x206f) ||
		(code >= 0x2e00 && code <= 0x2e7f) ||
		code === 0xfeff ||
		code === 0xfffd ||
		isUnicodeSpace(code)
	);
}

/** CJK and full-width punctuation: what a reader takes for the end of a tag, and Obsidian does not. */
export function isFullWidthPunctuation(code: number): boolean {
	return (
		(code >= 0x3001 && code <= 0x3003) ||
		(code >= 0x3008 && code <= 0x3011) ||
		(code >= 0x3014 && code <= 0x301f) ||
		(code >= 0xff01 && code <= 0xff0f && code !== 0xff0d && code !== 0xff0f) ||
		(code >= 0xff1a && code <= 0xff20) ||
		(code >= 0xff3b && code <= 0xff40 && code !== 0xff3f) ||
		(code >= 0xff5b && code <= 0xff65)
	);
}

export function isDigit(code: Code): boolean {
	return code !== null && code >= 48 && code <= 57;
}

function isUnicodeSpace(code: number): boolean {
	return (
		code === 0xa0 ||
		code === 0x1680 ||
		(code >= 0x2000 && code <= 0x200a) ||
		code === 0x2028 ||
		code === 0x2029 ||
		code === 0x202f ||
		code === 0x205f ||
		code === 0x3000
	);
}

const asciiTag = Uint8Array.from({ length: 128 }, (_, code) => {
	const character = String.fromCharCode(code);
	return /\s|[!-,.:-@[-^`{-~]/.test(character) ? 0 : 1;
});
