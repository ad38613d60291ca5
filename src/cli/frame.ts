import { cells, graphemes, harmless, padStart } from "./cells.js";
import type { Paint } from "./console.js";

export interface Frame {
	readonly source: string;
	/** The place to underline; only its first line is shown. */
	readonly start: number;
	readonly end: number;
	/** Number of the line in which it starts. */
	readonly line: number;
}

/** Characters of a line that are looked at, to either side: a line may be a megabyte long. */
const reach = 400;
const tabStop = 4;

/**
 * The line with a mark under the place, as rustc draws it; the mark is as wide as the text above it looks.
 *
 *     42 | 见 [[梯度消逝]] 一节。
 *        |    ^^^^^^^^^^^^
 *
 * @param width cells that a line of the frame may take
 */
export function codeFrame(frame: Frame, width: number, paint: Paint): string[] {
	const number = String(frame.line);
	const bar = paint("blue", "|");
	const margin = " ".repeat(number.length);
	const { text, before, marked } = window(layOut(frame), width - number.length - 3);
	const mark = " ".repeat(before) + paint("yellow", "^".repeat(Math.max(1, marked)));
	return [
		`${margin} ${bar}`,
		`${paint("blue", padStart(number, number.length))} ${bar} ${text}`,
		`${margin} ${bar} ${mark}`,
	];
}

/** A piece of a line as it is shown, and whether it belongs to the place. */
interface Piece {
	readonly text: string;
	readonly width: number;
	readonly marked: boolean;
}

/** The line around the place, in pieces of what a reader sees as one character. */
function layOut({ source, start, end }: Frame): Piece[] {
	const from = lineStart(source, start);
	const to = lineEnd(source, start);
	const pieces: Piece[] = from.cut ? [ellipsis] : [];
	// An empty place is the character behind it.
	const stop = Math.max(end, start + 1);
	let column = 0;
	for (const cluster of graphemes(source.slice(from.at, to.at))) {
		const at = from.at + cluster.index;
		const text = cluster.text === "\t" ? " ".repeat(tabStop - (column % tabStop)) : harmless(cluster.text);
		const width = cells(text);
		column += width;
		// A cluster counts as marked when any part of it lies in the place.
		pieces.push({ text, width, marked: at < stop && at + cluster.text.length > start });
	}
	if (to.cut) pieces.push(ellipsis);
	return pieces;
}

const ellipsis: Piece = { text: "…", width: 1, marked: false };

function lineStart(source: string, offset: number): { at: number; cut: boolean } {
	const limit = Math.max(0, offset - reach);
	const before = source.slice(limit, offset);
	const newline = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r"));
	if (newline >= 0) return { at: limit + newline + 1, cut: false };
	return { at: isLowSurrogate(source, limit) ? limit + 1 : limit, cut: limit > 0 };
}

function lineEnd(source: string, offset: number): { at: number; cut: boolean } {
	const limit = Math.min(source.length, offset + reach);
	const newline = source.slice(offset, limit).search(/[\r\n]/);
	if (newline >= 0) return { at: offset + newline, cut: false };
	return { at: isLowSurrogate(source, limit) ? limit - 1 : limit, cut: limit < source.length };
}

function isLowSurrogate(source: string, index: number): boolean {
	return (source.charCodeAt(index) & 0xfc00) === 0xdc00;
}

/** As much of the line as fits, with the place in it. `before` and `marked` are cells. */
function window(pieces: Piece[], width: number): { text: string; before: number; marked: number } {
	const first = pieces.findIndex((piece) => piece.marked);
	// The end of a line has no piece of its own.
	const anchor = first < 0 ? pieces.length : first;
	const from = total(pieces) <= width ? 0 : firstShown(pieces, anchor, width);
	const shown = take(pieces.slice(from), from > 0 ? width - 1 : width);
	if (from > 0) shown.unshift(ellipsis);
	const place = shown.findIndex((piece) => piece.marked);
	const before = total(place < 0 ? shown : shown.slice(0, place));
	const marked = total(shown.filter((piece) => piece.marked));
	return { text: shown.map((piece) => piece.text).join(""), before, marked };
}

/** Leaves a third of the width to what stands before the place. */
function firstShown(pieces: Piece[], anchor: number, width: number): number {
	let room = Math.floor(width / 3);
	let from = anchor;
	while (from > 0 && room >= pieces[from - 1]!.width) {
		from -= 1;
		room -= pieces[from]!.width;
	}
	return from;
}

function take(pieces: Piece[], width: number): Piece[] {
	if (total(pieces) <= width) return [...pieces];
	let room = width - 1;
	const taken: Piece[] = [];
	for (const piece of pieces) {
		if (piece.width > room) break;
		room -= piece.width;
		taken.push(piece);
	}
	return [...taken, ellipsis];
}

function total(pieces: readonly Piece[]): number {
	return pieces.reduce((sum, piece) => sum + piece.width, 0);
}
