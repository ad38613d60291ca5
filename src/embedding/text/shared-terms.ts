import type { Csr } from "../../kernels/index.js";
import { characterKinds, unspaced } from "./characters.js";
import { namesOf, type ReadNote } from "./note-counts.js";
import { foldText, scanTerms, termSpace } from "./scan-terms.js";

/** Terms that are named as what two texts share. */
const mostTerms = 5;
/** A term that tells less than this part of the most telling one is not named. */
const leastShare = 0.15;
/** Characters of a run; a longer one is a sentence that was copied. */
const longestRun = 12;

/**
 * Names what two notes have in common, as one of them spells it: words, and pairs of characters joined to the longest run
 * that both have (循环 · 环神 · 神经 → 循环神经).
 */
export class SharedTerms {
	readonly #texts = new Map<number, string>();
	readonly #weights = new Float64Array(termSpace);
	#owner = -1;
	#scan: TokenScan = { terms: [], starts: [], ends: [], spelt: "" };

	/** `terms` and `notes` are those of the items, row by row. */
	constructor(
		readonly terms: Csr,
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
				const weight = weights[i]! * weights[j]!;
				if (weight > 0) shared.push([columns[i]!, weight]);
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

/** Words, and runs of pairs that follow each other, by the sum of their weights; each once, at its first place. */
function phrasesOf(
	{ terms, starts, ends, spelt }: TokenScan,
	weights: Float64Array,
	least: number,
): Phrase[] {
	const found = new Map<string, Phrase>();
	for (let i = 0; i < terms.length; ) {
		let weight = weights[terms[i]!]!;
		let last = i;
		if (weight >= least) {
			while (
				last + 1 < terms.length &&
				starts[last + 1]! < ends[last]! &&
				weights[terms[last + 1]!]! >= least
			) {
				weight += weights[terms[++last]!]!;
			}
			const text = trimRun(spelt.slice(starts[i], ends[last]));
			const key = text.toLowerCase();
			if (text.length > 1 && text.length <= longestRun * 3 && !found.has(key))
				found.set(key, { text, weight });
		}
		i = last + 1;
	}
	return [...found.values()].sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1));
}

/** A run without the particles at its ends, which belong to the sentence; too long a run is none. */
function trimRun(run: string): string {
	if (characterKinds()[run.charCodeAt(0)]! < unspaced) return run;
	const trimmed = run.replace(particles, "");
	return trimmed.length > longestRun ? "" : trimmed;
}

const particle =
	"[的了着过是在和与及或也就都而把被将从对为以于之其这那此该个我你他她它们有不会能可要让使并且但若如当时后中里上下到等]";
const particles = new RegExp(`^${particle}+|${particle}+$`, "g");

/** Whether one of two says nothing that the other does not say. */
function overlap(a: string, b: string): boolean {
	return a.includes(b) || b.includes(a);
}
