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
	/** Weights of the terms of the owner, and their products with those of the other. */
	readonly #ownWeights = new Float32Array(termSpace);
	readonly #products = new Float32Array(termSpace);
	#owner = -1;
	#scan: TokenScan = { terms: [], starts: [], ends: [], isPair: [], spelt: "" };

	/** `terms` and `notes` are those of the items, row by row; `idf` says how much each term tells. */
	constructor(
		readonly terms: Csr,
		readonly idf: Float32Array,
		readonly notes: readonly ReadNote[],
	) {}

	/** Most telling first, as note `a` spells them. Cheapest when asked for one `a` after the other. */
	between(a: number, b: number): string[] {
		this.#own(a);
		const { offsets, columns, weights } = this.terms;
		let most = 0;
		for (let k = offsets[b]!; k < offsets[b + 1]!; k++) {
			const term = columns[k]!;
			const weight = this.#ownWeights[term]! * weights[k]!;
			this.#products[term] = weight;
			if (weight > most && this.idf[term]! >= leastIdf) most = weight;
		}
		const chosen = most > 0 ? this.#choose(b, leastShare * most) : [];
		for (let k = offsets[b]!; k < offsets[b + 1]!; k++) this.#products[columns[k]!] = 0;
		return chosen;
	}

	/** The heaviest that the other text has, too. */
	#choose(b: number, least: number): string[] {
		const { starts, ends, spelt } = this.#scan;
		const other = this.#textOf(b);
		const chosen: { readonly text: string; readonly folded: string }[] = [];
		for (const { first, last } of this.#heaviest(this.#joinsOf(b), least)) {
			const text = spelt.slice(starts[first], ends[last]);
			const folded = foldText(text);
			if (chosen.some((known) => overlap(known.folded, folded))) continue;
			if (other.includes(folded)) chosen.push({ text, folded });
			if (chosen.length === mostTerms) break;
		}
		return chosen.map(({ text }) => text);
	}

	/** Words that are shared, and runs of pairs that follow each other in both texts; heaviest first. */
	#heaviest(joins: Joins, least: number): Phrase[] {
		const { terms, starts, ends, isPair } = this.#scan;
		const best: Phrase[] = [];
		const seen = new Set<number>();
		for (let first = 0; first < terms.length; first++) {
			if (this.#products[terms[first]!]! <= 0) continue;
			let last = first;
			if (isPair[first] === 1) {
				while (starts[last + 1]! < ends[last]! && this.#goesOn(last, joins)) last++;
			}
			const length = ends[last]! - starts[first]!;
			const weight = length < 2 || length > longestPhrase ? 0 : this.#weigh(first, last, least);
			// Those that begin and end alike are the same.
			const key = terms[first]! * termSpace + terms[last]!;
			if (weight > (best[mostTried - 1]?.weight ?? 0) && !seen.has(key)) {
				seen.add(key);
				insert(best, { first, last, weight });
			}
			first = last;
		}
		return best;
	}

	#goesOn(token: number, joins: Joins): boolean {
		const { terms, isPair } = this.#scan;
		const [term, next] = [terms[token]!, terms[token + 1]!];
		return isPair[token + 1] === 1 && this.#products[next]! > 0 && joins.has(term, next);
	}

	/** The sum of the weights of some tokens; 0 when none of them tells anything. */
	#weigh(first: number, last: number, least: number): number {
		let [sum, tells] = [0, false];
		for (let i = first; i <= last; i++) {
			const term = this.#scan.terms[i]!;
			const weight = this.#products[term]!;
			sum += weight;
			tells ||= weight >= least && this.idf[term]! >= leastIdf;
		}
		return tells ? sum : 0;
	}

	#own(item: number): void {
		if (this.#owner === item) return;
		const { offsets, columns, weights } = this.terms;
		const each = (of: number, write: (term: number, k: number) => void) => {
			for (let k = offsets[of]!; k < offsets[of + 1]!; k++) write(columns[k]!, k);
		};
		if (this.#owner >= 0) each(this.#owner, (term) => (this.#ownWeights[term] = 0));
		each(item, (term, k) => (this.#ownWeights[term] = weights[k]!));
		this.#owner = item;
		const spelt = textOf(this.notes[item]!).normalize("NFKC");
		this.#scan = scanTokens(this.#textOf(item), spelt, (term) => this.idf[term]! >= leastIdf);
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

/** A text as its terms in order, with where each stands; without words that tell nothing. */
interface TokenScan {
	readonly terms: number[];
	readonly starts: number[];
	readonly ends: number[];
	/** 1 for a pair of characters that may be part of a longer run: one without a particle. */
	readonly isPair: number[];
	/** The text, of the same length as the folded one. */
	readonly spelt: string;
}

function scanTokens(folded: string, spelt: string, tells: (term: number) => boolean): TokenScan {
	const kinds = characterKinds();
	const scan: TokenScan = {
		...{ terms: [], starts: [], ends: [], isPair: [] },
		// A few characters are longer in lower case: then words are shown in it.
		spelt: spelt.length === folded.length ? spelt : folded,
	};
	scanTerms(folded, (term, start, end) => {
		const pair = kinds[folded.charCodeAt(start)]! >= unspaced;
		if (pair ? hasParticle(folded, start, end) : !tells(term)) return;
		scan.terms.push(term);
		scan.starts.push(start);
		scan.ends.push(end);
		scan.isPair.push(pair ? 1 : 0);
	});
	return scan;
}

/** Tokens from one to another, both included. */
interface Phrase {
	readonly first: number;
	readonly last: number;
	readonly weight: number;
}

/** Keeps the heaviest, in order. */
function insert(best: Phrase[], phrase: Phrase): void {
	let place = Math.min(best.length, mostTried - 1);
	for (; place > 0 && best[place - 1]!.weight < phrase.weight; place--) best[place] = best[place - 1]!;
	best[place] = phrase;
}

/** Phrases that are looked for in the other text, for one pair. */
const mostTried = 16;

/** Whether there is one of the words that belong to the sentence and not to what it is about. */
function hasParticle(text: string, start: number, end: number): boolean {
	for (let at = start; at < end; at++) if (particles.has(text[at]!)) return true;
	return false;
}

const particles = new Set(
	"的了着过是在和与及或也就都而把被将从以于之这那该我你他她它们吗呢吧はがをにでともへ",
);

/** Whether one of two says nothing that the other does not say. */
function overlap(a: string, b: string): boolean {
	return a.includes(b) || b.includes(a);
}
