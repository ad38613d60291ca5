import type { Needle } from "./parse-query.js";
import { fold } from "./tokens.js";

/** A half-open range of UTF-16 offsets, and which needle stands there. */
export interface Match {
	readonly start: number;
	readonly end: number;
	readonly needle: number;
}

const mostMatches = 200;

/** Where needles stand in a text, in order; of two that overlap the first and longer one is kept. */
export function matchesIn(text: string, needles: readonly Needle[]): readonly Match[] {
	const folded = fold(text);
	const found: Match[] = [];
	needles.forEach(({ text: needle, word }, index) => {
		let at = folded.indexOf(needle);
		for (let count = 0; at >= 0 && count < mostMatches; count += 1) {
			if (!word || beginsWord(folded, at, text))
				found.push({ start: at, end: at + needle.length, needle: index });
			at = folded.indexOf(needle, at + needle.length);
		}
	});
	found.sort((a, b) => a.start - b.start || b.end - a.end);
	const apart = found.filter((match, index) => index === 0 || match.start >= (found[index - 1] as Match).end);
	return folded.length === text.length ? apart : unfold(text, apart);
}

/** After anything but a letter or digit, after a script without spaces, and at a hump (`BiLSTM`). */
function beginsWord(folded: string, at: number, text: string): boolean {
	const before = folded[at - 1] ?? " ";
	if (!/[\p{L}\p{N}]/u.test(before) || /[^\0-\u024F]/.test(before)) return true;
	return folded.length === text.length && /^[A-Z]/.test(text.slice(at));
}

/** Offsets in the folded text to offsets in the text itself: folding may lengthen (ﬁ) and shorten. */
function unfold(text: string, matches: readonly Match[]): readonly Match[] {
	const origins: number[] = [];
	for (const cluster of text.matchAll(/[\s\S][\p{M}\uFF9E\uFF9F]*/gu)) {
		for (let length = fold(cluster[0]).length; length > 0; length -= 1) origins.push(cluster.index);
	}
	origins.push(text.length);
	const origin = (offset: number): number => origins[Math.min(offset, origins.length - 1)] as number;
	return matches.map(({ start, end, needle }) => {
		const from = origin(start);
		let to = end;
		while (to < origins.length - 1 && origin(to) === origin(to - 1)) to += 1;
		return { start: from, end: origin(to), needle };
	});
}

/** Text for display: pieces, some of them marked. */
export type Pieces = readonly { readonly text: string; readonly marked: boolean }[];

/** @param cells how much to show, a Han character being two cells */
export function excerpt(text: string, needles: readonly Needle[], cells: number): Pieces {
	const matches = matchesIn(text, needles);
	const start = excerptStart(text, matches, cells);
	const end = advance(text, start, cells);
	const pieces: { text: string; marked: boolean }[] = [];
	const add = (from: number, to: number, marked: boolean) => {
		if (from < to) pieces.push({ text: text.slice(from, to), marked });
	};
	let at = start;
	for (const match of matches) {
		if (match.start < at || match.end > end) continue;
		add(at, match.start, false);
		add(match.start, match.end, true);
		at = match.end;
	}
	add(at, end, false);
	if (start > 0) pieces.unshift({ text: "…", marked: false });
	if (end < text.length) pieces.push({ text: "…", marked: false });
	return pieces;
}

/** A little before the match after which most different needles stand within reach. */
function excerptStart(text: string, matches: readonly Match[], cells: number): number {
	let best = matches[0]?.start ?? 0;
	let most = 0;
	for (const [index, first] of matches.slice(0, 50).entries()) {
		const near = matches.slice(index, index + 20).filter((match) => match.start < first.start + cells / 2);
		const kinds = new Set(near.map((match) => match.needle)).size;
		if (kinds > most) {
			most = kinds;
			best = first.start;
		}
	}
	const lead = Math.floor(cells / 5);
	if (best <= lead) return 0;
	const start = best - lead;
	const gap = text.slice(start, best).search(/[\s，。、；：！？,.;:!?]/);
	const after = gap >= 0 ? start + gap + 1 : start;
	return isLowSurrogate(text, after) ? after + 1 : after;
}

function advance(text: string, start: number, cells: number): number {
	let used = 0;
	let at = start;
	for (; at < text.length && used < cells; at += 1) used += text.charCodeAt(at) >= 0x1100 ? 2 : 1;
	return isLowSurrogate(text, at) ? at + 1 : at;
}

function isLowSurrogate(text: string, at: number): boolean {
	return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
