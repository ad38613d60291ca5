import { characterKinds, digit, letter, unspaced, unspacedHigh } from "./characters.js";

/** Terms are numbered by a hash of 18 bits: a vault's words and pairs seldom meet in so many places. */
const termBits = 18;
export const termSpace = 1 << termBits;

/** Longer words (encoded data, mostly) are known by their beginning. */
const longestWord = 32;

/** Is told each term: its number, and where it stands in the folded text. */
export type TermVisitor = (term: number, start: number, end: number) => void;

/** The form in which the scanner reads text. */
export function foldText(text: string): string {
	return text.normalize("NFKC").toLowerCase().replaceAll("ς", "σ");
}

/**
 * Finds the terms of a folded text, in one pass: words of two letters or more (with their digits; numbers alone say
 * little), and overlapping pairs of characters where a script has no spaces: 神经网络 → 神经 经网 网络. An address
 * (`https://…`) is skipped.
 */
export function scanTerms(folded: string, visit: TermVisitor): void {
	const kinds = characterKinds();
	const length = folded.length;
	for (let at = 0; at < length; ) {
		const kind = kinds[folded.charCodeAt(at)]!;
		if (kind === letter || kind === digit) at = scanWord(folded, at, kinds, visit);
		else if (kind >= unspaced) at = scanUnspaced(folded, at, kinds, visit);
		else at++;
	}
}

/** The number of one term, as `scanTerms` would give it. */
export function termOf(folded: string): number {
	let hash = offsetBasis;
	for (let at = 0; at < folded.length && at < longestWord; at++) {
		hash = Math.imul(hash ^ folded.charCodeAt(at), prime);
	}
	return foldHash(hash);
}

/** FNV-1a (Fowler, Noll & Vo), taken over UTF-16 units instead of bytes. */
const offsetBasis = 0x811c9dc5 | 0;
const prime = 0x01000193;

/** Xor-folding, as its authors advise for fewer than 32 bits. */
function foldHash(hash: number): number {
	return ((hash >>> termBits) ^ hash) & (termSpace - 1);
}

function scanWord(text: string, start: number, kinds: Uint8Array, visit: TermVisitor): number {
	const length = text.length;
	let hash = offsetBasis;
	let letters = 0;
	let at = start;
	for (; at < length; at++) {
		const code = text.charCodeAt(at);
		const kind = kinds[code]!;
		if (kind !== letter && kind !== digit) break;
		if (kind === letter) letters++;
		if (at - start < longestWord) hash = Math.imul(hash ^ code, prime);
	}
	const next = text.charCodeAt(at);
	if (next === colon && text.startsWith("://", at)) return endOfAddress(text, at);
	if (next === plus || next === sharp) {
		const end = endOfSigns(text, at, kinds);
		if (letters > 0 && end > at) {
			visit(termOf(text.slice(start, end)), start, end);
			return end;
		}
	}
	if (letters > 0 && at - start > 1) visit(foldHash(hash), start, at);
	return at;
}

const colon = 0x3a;
const plus = 0x2b;
const sharp = 0x23;

/** `c++`, `c#` and `f#` are words. */
function endOfSigns(text: string, start: number, kinds: Uint8Array): number {
	let end = start;
	while (end < start + 2 && (text.charCodeAt(end) === plus || text.charCodeAt(end) === sharp)) end++;
	const next = kinds[text.charCodeAt(end)] ?? 0;
	return next === letter || next === digit ? start : end;
}

function endOfAddress(text: string, start: number): number {
	let at = start;
	while (at < text.length && text.charCodeAt(at) > 0x20 && text.charCodeAt(at) < 0x2e80) at++;
	return at;
}

function scanUnspaced(text: string, start: number, kinds: Uint8Array, visit: TermVisitor): number {
	const length = text.length;
	let previous = start;
	let at = afterCharacter(text, start, kinds);
	if (at >= length || kinds[text.charCodeAt(at)]! < unspaced) {
		visit(hashSpan(text, start, at), start, at);
		return at;
	}
	while (at < length && kinds[text.charCodeAt(at)]! >= unspaced) {
		const end = afterCharacter(text, at, kinds);
		visit(hashSpan(text, previous, end), previous, end);
		previous = at;
		at = end;
	}
	return at;
}

function afterCharacter(text: string, at: number, kinds: Uint8Array): number {
	return kinds[text.charCodeAt(at)] === unspacedHigh && at + 1 < text.length ? at + 2 : at + 1;
}

function hashSpan(text: string, start: number, end: number): number {
	let hash = offsetBasis;
	for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), prime);
	return foldHash(hash);
}
