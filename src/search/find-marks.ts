/** Where in a text something was found, and how that is shown. */
import { ScriptRegex } from "../query/index.js";
import { type PartKind, partsOfText } from "./text-parts.js";

/** What is looked for. Texts are folded but for `matchCase`. */
export interface Mark {
	readonly find: readonly string[];
	/** `/…/` as JavaScript writes them. */
	readonly match: readonly string[];
	readonly matchCase: boolean;
	/** Only in parts of this kind whose text is one of these. */
	readonly within?: { readonly kind: PartKind; readonly parts: ReadonlySet<string> };
}

export interface Excerpts {
	/** How often something was found. */
	readonly matches: number;
	readonly lines: readonly {
		/** From 1. */
		readonly line: number;
		/** Every second one, from the second on, is what was found. */
		readonly pieces: readonly string[];
	}[];
}

/** Places that are counted in one file. */
const mostMatches = 10_000;
/** Lines that are shown of one file. */
const mostLines = 20;
/** Characters that are shown of a line, and of them before the first place. */
const widest = 240;
const lead = 60;

export function findMarks(text: string, marks: readonly Mark[], spend: (steps: number) => void): Excerpts {
	const found: (readonly [number, number])[] = [];
	for (const mark of marks) findMark(text, mark, found, spend);
	found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
	const places = withoutOverlaps(found);
	return { matches: places.length, lines: excerptsOf(text, places) };
}

function findMark(
	text: string,
	mark: Mark,
	found: (readonly [number, number])[],
	spend: (steps: number) => void,
): void {
	const folded = mark.matchCase ? text : foldedAlike(text);
	const finders: { finder: Finder; text: string }[] = [
		...mark.find.map((sought) => ({ finder: textFinder(sought), text: folded })),
		...mark.match.map((pattern) => ({ finder: finderOf(pattern, mark.matchCase), text })),
	];
	for (const { start, end } of rangesOf(text, mark)) {
		const whole = start === 0 && end === text.length;
		for (const { finder, text: searched } of finders) {
			const part = whole ? searched : searched.slice(start, end);
			for (const [from, to] of finder(part, spend)) {
				if (to === from) continue;
				if (found.length >= mostMatches) return;
				found.push([start + from, start + to]);
			}
		}
	}
}

function rangesOf(
	text: string,
	{ within }: Mark,
): readonly { readonly start: number; readonly end: number }[] {
	if (within === undefined) return [{ start: 0, end: text.length }];
	return partsOfText(text, within.kind).filter(({ start, end }) => within.parts.has(text.slice(start, end)));
}

/** All places, one behind the other. */
type Finder = (
	text: string,
	spend: (steps: number) => void,
) => Iterable<readonly [start: number, end: number]>;

function textFinder(sought: string): Finder {
	return function* (text, spend) {
		for (let from = 0; ; from += sought.length) {
			const start = text.indexOf(sought, from);
			spend(1 + ((start < 0 ? text.length : start) - from) / 64);
			if (start < 0 || sought === "") return;
			yield [start, start + sought.length];
			from = start;
		}
	};
}

/** Patterns of one question, over the files that it looks through. */
const finders = new Map<string, Finder>();

function finderOf(pattern: string, matchCase: boolean): Finder {
	const key = `${matchCase}${pattern}`;
	const known = finders.get(key);
	if (known !== undefined) return known;
	if (finders.size >= 20) finders.clear();
	const [, written, flags] = /^\/(.*)\/(s?)$/s.exec(pattern) ?? ["", pattern, ""];
	const regex = new ScriptRegex(written!, `m${flags}${matchCase ? "" : "i"}`);
	const finder: Finder = function* (text, spend) {
		for (const { start, end } of regex.all(text, spend)) yield [start, end];
	};
	finders.set(key, finder);
	return finder;
}

/** In lower case, and every character where it was: İ, which becomes two, stays as it is. */
function foldedAlike(text: string): string {
	const folded = text.toLowerCase();
	if (folded.length === text.length) return folded;
	let alike = "";
	for (const char of text) {
		const lower = char.toLowerCase();
		alike += lower.length === char.length ? lower : char;
	}
	return alike;
}

/** What is found within what was found is no second place; what begins within it is shown with it. */
function withoutOverlaps(found: readonly (readonly [number, number])[]): [number, number][] {
	const places: [number, number][] = [];
	for (const [start, end] of found) {
		const last = places.at(-1);
		if (last === undefined || start >= last[1]) places.push([start, end]);
		else last[1] = Math.max(last[1], end);
	}
	return places;
}

/** A line for each that has a place; of a place across lines, its first line. */
function excerptsOf(text: string, places: readonly (readonly [number, number])[]): Excerpts["lines"] {
	const excerpts: { line: number; pieces: string[] }[] = [];
	let line = 1;
	let lineStart = 0;
	for (let i = 0; i < places.length && excerpts.length < mostLines; ) {
		const first = places[i]![0];
		for (let next = text.indexOf("\n", lineStart); next >= 0 && next < first; ) {
			line++;
			lineStart = next + 1;
			next = text.indexOf("\n", lineStart);
		}
		const found = text.indexOf("\n", Math.max(first, lineStart));
		const lineEnd = found < 0 ? text.length : found;
		const here: (readonly [number, number])[] = [];
		for (; i < places.length && places[i]![0] <= lineEnd; i++)
			here.push([places[i]![0], Math.min(places[i]![1], lineEnd)]);
		excerpts.push({ line, pieces: piecesOf(text, lineStart, lineEnd, here) });
	}
	return excerpts;
}

/** The line, or what is around the first place in it, cut where it is long. */
function piecesOf(
	text: string,
	lineStart: number,
	lineEnd: number,
	places: readonly (readonly [number, number])[],
): string[] {
	const indent = /^[ \t]*/.exec(text.slice(lineStart, Math.min(lineEnd, lineStart + widest)))![0].length;
	const first = places[0]![0];
	const begin = Math.min(lineStart + indent, first);
	const fits = lineEnd - begin <= widest;
	const from = fits ? begin : wholeCharacter(text, Math.max(begin, first - lead));
	const to = fits ? lineEnd : wholeCharacter(text, Math.min(lineEnd, from + widest));
	const pieces: string[] = [];
	let at = from;
	for (const [start, end] of places) {
		if (start >= to || end <= start) break;
		pieces.push(text.slice(at, start), text.slice(start, Math.min(end, to)));
		at = Math.min(end, to);
	}
	pieces.push(text.slice(at, to).trimEnd());
	if (from > begin) pieces[0] = `…${pieces[0]}`;
	if (to < lineEnd) pieces[pieces.length - 1] += "…";
	return pieces;
}

/** Not between the halves of a character. */
function wholeCharacter(text: string, at: number): number {
	const code = text.charCodeAt(at);
	return code >= 0xdc00 && code < 0xe000 ? at - 1 : at;
}
