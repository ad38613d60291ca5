import type { Span } from "../../model/index.js";

/**
 * The source of a note as readers may have it: as written, without its comments, which the page never shows. A
 * comment that fills its lines takes them along.
 */
export function markdownCopy(source: string, comments: readonly Span[]): string {
	let copy = "";
	let at = 0;
	for (const { start, end } of comments) {
		if (start < at) continue;
		const left = skipBlanks(source, start - 1, -1);
		const right = skipBlanks(source, end, 1);
		const fillsLines = isLineEnd(source[left]) && isLineEnd(source[right]);
		copy += source.slice(at, fillsLines ? Math.max(at, left + 1) : start);
		at = fillsLines ? afterNewline(source, right) : end;
	}
	return copy + source.slice(at);
}

/** The first place from here that is no blank of the same line. */
function skipBlanks(source: string, from: number, step: 1 | -1): number {
	let at = from;
	while (source[at] === " " || source[at] === "\t") at += step;
	return at;
}

/** Either end of the text counts as one. */
function isLineEnd(character: string | undefined): boolean {
	return character === undefined || character === "\n" || character === "\r";
}

function afterNewline(source: string, end: number): number {
	if (source[end] === "\r" && source[end + 1] === "\n") return end + 2;
	return Math.min(end + 1, source.length);
}
