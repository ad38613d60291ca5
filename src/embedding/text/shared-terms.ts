import type { Csr } from "../../kernels/index.js";
import { characterKinds, unspaced } from "./characters.js";
import { namesOf, type ReadNote } from "./note-counts.js";
import { foldText, scanTerms, termSpace } from "./scan-terms.js";

/** Terms that are named as what two texts share. */
const mostTerms = 5;
/** A term that tells less than this part of the most telling one is not named. */
const leastShare = 0.15;
/** Nor is one that more than about a fifth of all notes have: ln 4.5. */
const leastIdf = 1.5;
/** Characters of a phrase; a longer one is a sentence that was copied, or no word. */
const longestPhrase = 24;

/**
 * Names what two notes have in common, as one of them spells it: words, and pairs of characters joined to the longest run
 * that both have (循环 · 环神 · 神经 → 循环神经).
 */
export class SharedTerms {
	readonly #texts = new Map<number, string>();
	readonly #joins = new Map<number, Joins>();
	readonly #weights = new Float64Array(termSpace);
	#owner = -1;
	#scan: TokenScan = { terms: [], starts: [], ends: [], spelt: "" };

	/** `terms` and `notes` are those of the items, row by row; `idf` says how much each term tells. */
	constructor(
		readonly terms: Csr,
		readonly idf: Float32Array,
		readonly notes: readonly ReadNote[],
	) {}

	/** Most telling first, as note `a` spells them. Cheapest when asked for one `a` after the other. */
	between(a: number, b: number): string[] {
		const shared = this.#shared(a, b);
		const most = shared.reduce((max, [term, weight]) => (this.#tells(term) ? Math.max(max, weight) : max), 0);
		if (most === 0) return [];
		const scan = this.#scanOf(a);
		for (const [term, weight] of shared) this.#weights[term] = weight;
		const weigh = (first: number, last: number) => this.#weigh(scan, first, last, leastShare * most);
		const runs = runsOf(scan, this.#weights, this.#joinsOf(b));
		const chosen = choosePhrases(scan, runs, weigh, this.#textOf(b));
		for (const [term] of shared) this.#weights[term] = 0;
		return chosen;
	}

	/** Terms in both rows, with the product of their weights. */
	#shared(a: number, b: number): [number, number][] {
		const { offsets, columns, weights } = this.terms;
		const shared: [number, number][] = [];
		let j = offsets[b]!;
		for (let i = offsets[a]!; i < offsets[a + 1]!; i++) {
			while (j < offsets[b + 1]! && columns[j]! < columns[i]!) j++;
			if (j < offsets[b + 1]! && columns[j] === columns[i]) {
				const weight = weights[i]! * weights[j]!;
				if (weight > 0) shared.push([columns[i]!, weight]);
			}
		}
		return shared;
	}

	#tells(term: number): boolean {
		return this.idf[term]! >= leastIdf;
	}

	/** The sum of the weights of some tokens; 0 when none of them tells anything. */
	#weigh({ terms }: TokenScan, first: number, last: number, least: number): number {
		let [sum, tells] = [0, false];
		for (let i = first; i <= last; i++) {
			const weight = this.#weights[terms[i]!]!;
			sum += weight;
			tells ||= weight >= least && this.#tells(terms[i]!);
		}
		return tells ? sum : 0;
	}

	#textOf(item: number): string {
		let text = this.#texts.get(item);
		if (text === undefined) {
			text = foldText(textOf(this.notes[item]!));
			this.#texts.set(item, text);
		}
		return text;
	}

	#joinsOf(item: number): Joins {
		let joins = this.#joins.get(item);
		if (joins === undefined) {
			joins = new Joins(this.#textOf(item));
			this.#joins.set(item, joins);
		}
		return joins;
	}

	#scanOf(item: number): TokenScan {
		if (this.#owner !== item) {
			this.#owner = item;
			this.#scan = scanTokens(this.#textOf(item), textOf(this.notes[item]!).normalize("NFKC"));
		}
		return this.#scan;
	}
}

/** Names first, so that a term is spelt as in the title when it is there. */
function textOf(note: ReadNote): string {
	return `${namesOf(note).join("\n")}\n${note.prose.text}`;
}

/** Which pairs of characters follow which in a text, in so few bits that it may be wrong about one in twenty. */
class Joins {
	readonly #bits = new Uint8Array(joinBits >> 3);

	constructor(folded: string) {
		let [previous, end] = [0, 0];
		scanTerms(folded, (term, start, after) => {
			if (start < end) {
				const bit = joinBit(previous, term);
				this.#bits[bit >> 3]! |= 1 << (bit & 7);
			}
			[previous, end] = [term, after];
		});
	}

	has(first: number, second: number): boolean {
		const bit = joinBit(first, second);
		return (this.#bits[bit >> 3]! & (1 << (bit & 7))) !== 0;
	}
}

const joinBits = 1 << 15;

function joinBit(first: number, second: number): number {
	const hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
	return (hash ^ (hash >>> 15)) & (joinBits - 1);
}

/** A text as its terms in order, with where each stands. */
interface TokenScan {
	readonly terms: number[];
	readonly starts: number[];
	readonly ends: number[];
	/** The text, of the same length as the folded one. */
	readonly spelt: string;
}

function scanTokens(folded: string, spelt: string): TokenScan {
	const scan: TokenScan = {
		...{ terms: [], starts: [], ends: [] },
		// A few characters are longer in lower case: then words are shown in it.
		spelt: spelt.length === folded.length ? spelt : folded,
	};
	scanTerms(folded, (term, start, end) => {
		scan.terms.push(term);
		scan.starts.push(start);
		scan.ends.push(end);
	});
	return scan;
}

/** Tokens from one to another, both included. */
type Run = readonly [first: number, last: number];

/** Words that are shared, and runs of pairs that follow each other in both texts, cut at particles. */
function runsOf(scan: TokenScan, weights: Float64Array, joins: Joins): Run[] {
	const { terms, starts, ends, spelt } = scan;
	const kinds = characterKinds();
	const isShared = (token: number) => token < terms.length && weights[terms[token]!]! > 0;
	const goesOn = (token: number) =>
		isShared(token + 1) &&
		starts[token + 1]! < ends[token]! &&
		!isCut(scan, token + 1) &&
		joins.has(terms[token]!, terms[token + 1]!);
	const runs: Run[] = [];
	for (let first = 0; first < terms.length; first++) {
		if (!isShared(first)) continue;
		let last = first;
		if (kinds[spelt.charCodeAt(starts[first]!)]! >= unspaced) {
			if (isCut(scan, first)) continue;
			while (goesOn(last)) last++;
		}
		runs.push([first, last]);
		first = last;
	}
	return runs;
}

/** The heaviest that the other text has, too. */
function choosePhrases(
	{ starts, ends, spelt }: TokenScan,
	runs: readonly Run[],
	weigh: (first: number, last: number) => number,
	other: string,
): string[] {
	const found = new Map<string, { readonly text: string; readonly weight: number }>();
	for (const [first, last] of runs) {
		const text = spelt.slice(starts[first], ends[last]);
		const key = text.toLowerCase();
		if (text.length < 2 || text.length > longestPhrase || found.has(key)) continue;
		const weight = weigh(first, last);
		if (weight > 0) found.set(key, { text, weight });
	}
	const phrases = [...found.values()].sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1));
	const chosen: string[] = [];
	for (const { text } of phrases) {
		if (chosen.length === mostTerms) break;
		const folded = foldText(text);
		if (chosen.some((known) => overlap(foldText(known), folded))) continue;
		if (other.includes(folded)) chosen.push(text);
	}
	return chosen;
}

/** Whether a pair has a particle, which belongs to the sentence and not to what it is about. */
function isCut({ starts, ends, spelt }: TokenScan, token: number): boolean {
	for (let at = starts[token]!; at < ends[token]!; at++) if (particles.has(spelt[at]!)) return true;
	return false;
}

const particles = new Set(
	"的了着过是在和与及或也就都而把被将从以于之这那该我你他她它们吗呢吧はがをにでともへ",
);

/** Whether one of two says nothing that the other does not say. */
function overlap(a: string, b: string): boolean {
	return a.includes(b) || b.includes(a);
}
