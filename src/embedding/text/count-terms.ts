import { foldText, scanTerms, termSpace } from "./scan-terms.js";

/** How often each term occurs in one item's texts: terms ascending, `counts` beside them. */
export interface TermCounts {
	readonly terms: Uint32Array;
	readonly counts: Float32Array;
}

/** A text and how much each occurrence in it counts for. */
export interface WeightedText {
	readonly text: string;
	readonly weight: number;
}

/** Counts in one table for all items, which is as if empty in between. */
export class TermCounter {
	readonly #counts = new Float32Array(termSpace);
	#seen = new Uint32Array(1024);
	#size = 0;
	#weight = 1;
	readonly #visit = (term: number): void => {
		const count = this.#counts[term]!;
		if (count === 0) {
			if (this.#size === this.#seen.length) this.#grow();
			this.#seen[this.#size++] = term;
		}
		this.#counts[term] = count + this.#weight;
	};

	count(texts: readonly WeightedText[]): TermCounts {
		for (const { text, weight } of texts) {
			this.#weight = weight;
			scanTerms(foldText(text), this.#visit);
		}
		const terms = this.#seen.slice(0, this.#size).sort();
		const counts = new Float32Array(this.#size);
		for (let i = 0; i < terms.length; i++) {
			counts[i] = this.#counts[terms[i]!]!;
			this.#counts[terms[i]!] = 0;
		}
		this.#size = 0;
		return { terms, counts };
	}

	#grow(): void {
		const seen = new Uint32Array(2 * this.#seen.length);
		seen.set(this.#seen);
		this.#seen = seen;
	}
}
