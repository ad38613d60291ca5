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
		if (shared.length === 0) return [];
		const scan = this.#scanOf(a);
		const other = this.#textOf(b);
		for (const [term, weight] of shared) this.#weights[term] = weight;
		const phrases = phrasesOf(
			scan,
			this.#weights,
			leastShare * Math.max(...shared.map(([, weight]) => weight)),
		);
		for (const [term] of shared) this.#weights[term] = 0;
		const chosen: string[] = [];
		for (const { text } of phrases) {
			if (chosen.length === mostTerms) break;
			const folded = foldText(text);
			if (chosen.some((known) => overlap(foldText(known), folded))) continue;
			if (other.includes(folded)) chosen.push(text);
		}
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
				if (this.idf[columns[i]!]! >= leastIdf) shared.push([columns[i]!, weights[i]! * weights[j]!]);
			}
		}
		return shared;
	}

	#textOf(item: number): string {
		let text = this.#texts.get(item);
		if (text === undefined) {
			text = foldText(textOf(this.notes[item]!));
			this.#texts.set(item, text);
		}
		return text;
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

interface Phrase {
	readonly text: string;
	readonly weight: number;
}

/**
 * Words, and runs of pairs that follow each other, cut at particles, by the sum of their weights; each once, as it is
 * spelt at its first place.
 */
function phrasesOf(scan: TokenScan, weights: Float64Array, least: number): Phrase[] {
	const { terms, starts, ends, spelt } = scan;
	const kinds = characterKinds();
	const found = new Map<string, Phrase>();
	const add = (first: number, last: number) => {
		let [weight, most] = [0, 0];
		for (let i = first; i <= last; i++) {
			weight += weights[terms[i]!]!;
			most = Math.max(most, weights[terms[i]!]!);
		}
		const text = spelt.slice(starts[first], ends[last]);
		const key = text.toLowerCase();
		if (most >= least && text.length > 1 && text.length <= longestPhrase && !found.has(key))
			found.set(key, { text, weight });
	};
	for (let first = 0; first < terms.length; first++) {
		if (weights[terms[first]!] === 0) continue;
		if (kinds[spelt.charCodeAt(starts[first]!)]! < unspaced) {
			add(first, first);
			continue;
		}
		if (isCut(scan, first)) continue;
		let last = first;
		while (starts[last + 1]! < ends[last]! && weights[terms[last + 1]!]! > 0 && !isCut(scan, last + 1))
			last++;
		add(first, last);
		first = last;
	}
	return [...found.values()].sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1));
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
