/** A part of a text; `cut…` says that the sentence goes on beyond it. */
export interface Excerpt {
	readonly start: number;
	readonly end: number;
	readonly cutStart: boolean;
	readonly cutEnd: boolean;
}

/** Terminal cells that a sentence may take; a Han character takes two. */
const maxCells = 160;

/**
 * The sentence around `text.slice(from, to)`: it ends at `。！？；`, at `.!?` before a blank, and at a line break.
 * Looks no further than `maxCells` to either side, so that many links in one paragraph cost linear time.
 */
export function sentenceAround(text: string, from: number, to: number): Excerpt {
	const before = sentenceStart(text, from);
	const after = sentenceEnd(text, to);
	const room = Math.max(40, maxCells - cells(text.slice(from, Math.min(to, from + maxCells))));
	const left = cells(text.slice(before, from));
	const right = cells(text.slice(to, after));
	const leftRoom = Math.max(Math.floor(room / 2), room - right);
	const rightRoom = Math.max(Math.ceil(room / 2), room - left);
	const start = left <= leftRoom ? before : wordStart(text, back(text, from, leftRoom), from);
	const end = right <= rightRoom ? after : wordEnd(text, forth(text, to, rightRoom), to);
	return {
		start: skipBlanks(text, start, from),
		end: trimBlanks(text, end, to),
		cutStart: start > before || from - before >= maxCells,
		cutEnd: end < after || after - to >= maxCells,
	};
}

function sentenceStart(text: string, from: number): number {
	const stop = Math.max(0, from - maxCells);
	let at = from;
	while (at > stop && !startsSentence(text, at)) at -= 1;
	return at > 0 && isLowSurrogate(text, at) ? at + 1 : at;
}

function startsSentence(text: string, at: number): boolean {
	let last = at - 1;
	// Closing quotes and blanks still belong to the sentence before.
	while (last > 0 && at - last < 4 && closers.includes(text[last] as string)) last -= 1;
	if (closers.includes(text[at] ?? "x") && endsSentence(text, last)) return false;
	return endsSentence(text, last);
}

function sentenceEnd(text: string, to: number): number {
	const stop = Math.min(text.length, to + maxCells);
	for (let at = to; at < stop; at += 1) {
		if (text[at] === "\n") return at;
		if (!endsSentence(text, at)) continue;
		let end = at + 1;
		while (end < stop && closers.includes(text[end] as string)) end += 1;
		return end;
	}
	return isLowSurrogate(text, stop) ? stop - 1 : stop;
}

const closers = "”’」』）)]\"'";

function endsSentence(text: string, at: number): boolean {
	const char = text[at];
	if (char === undefined) return false;
	if ("。！？；\n".includes(char)) return true;
	if (!".!?".includes(char)) return false;
	// “e.g. this” goes on: after a full stop a new sentence has a capital, or no letter case at all.
	const rest = text.slice(at + 1, at + 4);
	return char === "." ? /^["'”’)\]]?\s+(?!\p{Ll})/u.test(`${rest} `) : /^["'”’)\]]?(?:\s|$)/.test(rest);
}

function wordStart(text: string, at: number, from: number): number {
	const blank = text.indexOf(" ", at);
	return blank >= 0 && blank - at < 12 && blank < from ? blank + 1 : at;
}

function wordEnd(text: string, at: number, to: number): number {
	const blank = text.lastIndexOf(" ", at);
	return blank > to && at - blank < 12 ? blank : at;
}

/** The offset that is `room` cells before `from`. */
function back(text: string, from: number, room: number): number {
	let at = from;
	let used = 0;
	while (at > 0) {
		const previous = isLowSurrogate(text, at - 1) ? at - 2 : at - 1;
		used += cellsOf(text.codePointAt(Math.max(0, previous)) ?? 0);
		if (used > room) break;
		at = Math.max(0, previous);
	}
	return at;
}

function forth(text: string, to: number, room: number): number {
	let at = to;
	let used = 0;
	while (at < text.length) {
		const code = text.codePointAt(at) ?? 0;
		used += cellsOf(code);
		if (used > room) break;
		at += code > 0xffff ? 2 : 1;
	}
	return at;
}

function cells(text: string): number {
	let sum = 0;
	for (const char of text) sum += cellsOf(char.codePointAt(0) ?? 0);
	return sum;
}

/** Two for East Asian wide characters and emoji, one for the rest. */
function cellsOf(code: number): number {
	const wide = (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf);
	if (wide || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff)) return 2;
	return (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) || code >= 0x1f300 ? 2 : 1;
}

function isLowSurrogate(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return code >= 0xdc00 && code <= 0xdfff;
}

function skipBlanks(text: string, start: number, from: number): number {
	let at = start;
	while (at < from && /\s/.test(text[at] as string)) at += 1;
	return at;
}

function trimBlanks(text: string, end: number, to: number): number {
	let at = end;
	while (at > to && /\s/.test(text[at - 1] as string)) at -= 1;
	return at;
}
