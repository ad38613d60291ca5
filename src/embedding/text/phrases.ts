import { leading, particles, trailing } from "./filler.js";
import { basis, hashUnit, hasLetter, type KnownNames } from "./known-names.js";
import { character, Units, word } from "./units.js";

/** The subjects that one text names, each once, where it first does. */
export interface Phrases {
	readonly hashes: Int32Array;
	readonly starts: Uint32Array;
	readonly ends: Uint32Array;
	readonly counts: Uint32Array;
	/** See `nameOf`, … */
	readonly kinds: Uint8Array;
}

/** A name that the vault knows. */
export const aName = 2;
/** Several words, or characters between particles and signs. */
export const aPhrase = 1;
const aWord = 0;

/** Characters that a phrase without a name may have. */
const mostCharacters = 8;
/** Words that it may have. */
const mostWords = 5;
/** Different phrases that are kept of one text. */
const mostPhrases = 4096;

/**
 * Reads the subjects of one text after the other. Names are found wherever they stand. What is between them, particles
 * and signs is taken for a subject when enough is left of it.
 */
export class PhraseReader {
	readonly #units = new Units();
	readonly #table = new Int32Array(4 * mostPhrases);
	readonly #hashes = new Int32Array(mostPhrases);
	readonly #starts = new Uint32Array(mostPhrases);
	readonly #ends = new Uint32Array(mostPhrases);
	readonly #counts = new Uint32Array(mostPhrases);
	readonly #kinds = new Uint8Array(mostPhrases);
	#size = 0;
	#text = "";
	#within = true;

	constructor(readonly names: KnownNames) {}

	/** `within`: what was found in several texts is also looked for within other phrases. */
	read(folded: string, within = true): Phrases {
		const units = this.#units;
		this.#within = within;
		units.read(folded);
		this.#text = folded;
		for (let at = 0; at < units.size; ) {
			const kind = units.kinds[at]!;
			if (kind === character) at = this.#characters(at);
			else if (kind === word) at = this.#words(at);
			else at++;
		}
		return this.#take();
	}

	/** A name, or characters up to the next name, particle or gap. */
	#characters(at: number): number {
		const { kinds, apart, starts } = this.#units;
		const named = this.names.name(this.#units, at);
		if (named > 0) {
			this.#add(at, at + named, aName);
			return at + named;
		}
		let end = at;
		while (
			kinds[end] === character &&
			!this.#divides(starts[end]!) &&
			(end === at || (apart[end] === 0 && this.names.name(this.#units, end) === 0))
		)
			end++;
		this.#trimmed(at, end);
		return Math.max(at + 1, end);
	}

	/** What is left of some characters when those at the edges go that tell nothing, and what is known within. */
	#trimmed(from: number, to: number): void {
		const { starts } = this.#units;
		const code = (place: number) => this.#text.charCodeAt(starts[place]!);
		let [first, last] = [from, to];
		while (first < last && leading[code(first)] === 1) first++;
		while (last > first && trailing[code(last - 1)] === 1) last--;
		const length = last - first;
		if (length >= 2 && length <= mostCharacters && !this.#negates(first + 1, last))
			this.#add(first, last, aPhrase);
		for (let at = from; this.#within && at < to; ) {
			const found = this.names.found(this.#units, at);
			if (found > 0 && at + found <= to && found !== length) this.#add(at, at + found, aPhrase);
			at += Math.max(1, found);
		}
	}

	#negates(from: number, to: number): boolean {
		for (let at = from; at < to; at++) if (this.#text[this.#units.starts[at]!] === "不") return true;
		return false;
	}

	#divides(at: number): boolean {
		return particles[this.#text.charCodeAt(at)] === 1;
	}

	/** Words that follow each other: each, and each with the next, over words that tell nothing alone. */
	#words(at: number): number {
		const named = this.names.name(this.#units, at);
		if (named > 1) {
			this.#add(at, at + named, aName);
			return at + named;
		}
		let end = at;
		while (this.#tells(end) && (end === at || this.names.name(this.#units, end) < 2)) end++;
		for (let first = at; first < end; first++) {
			const weak = this.#isWeak(first);
			if (!weak) this.#add(first, first + 1, this.names.name(this.#units, first) === 1 ? aName : aWord);
			else if (first > at && this.#isWeak(first - 1)) continue;
			let last = first + 1;
			while (last < end - 1 && this.#isWeak(last)) last++;
			if (last < end && last - first < mostWords) this.#add(first, last + 1, aPhrase);
		}
		return Math.max(at + 1, end);
	}

	#tells(at: number): boolean {
		const { kinds, keys, starts, ends } = this.#units;
		if (kinds[at] !== word || this.names.isFiller(hashUnit(basis, keys[at]!))) return false;
		const [start, end] = [starts[at]!, ends[at]!];
		return (end - start > 2 && hasLetter(this.#text, start, end)) || this.names.name(this.#units, at) === 1;
	}

	#isWeak(at: number): boolean {
		return this.names.isWeak(hashUnit(basis, this.#units.keys[at]!));
	}

	#add(first: number, last: number, kind: number): void {
		const { keys, starts, ends } = this.#units;
		let hash = basis;
		for (let i = first; i < last; i++) hash = hashUnit(hash, keys[i]!);
		let slot = hash & (this.#table.length - 1);
		for (; this.#table[slot] !== 0; slot = (slot + 1) & (this.#table.length - 1)) {
			const known = this.#table[slot]! - 1;
			if (this.#hashes[known] !== hash) continue;
			this.#counts[known]!++;
			return;
		}
		if (this.#size === mostPhrases || this.names.isFiller(hash)) return;
		const place = this.#size++;
		this.#table[slot] = place + 1;
		this.#hashes[place] = hash;
		this.#starts[place] = starts[first]!;
		this.#ends[place] = ends[last - 1]!;
		this.#counts[place] = 1;
		this.#kinds[place] = kind;
	}

	#take(): Phrases {
		const size = this.#size;
		this.#size = 0;
		this.#table.fill(0);
		return {
			hashes: this.#hashes.slice(0, size),
			starts: this.#starts.slice(0, size),
			ends: this.#ends.slice(0, size),
			counts: this.#counts.slice(0, size),
			kinds: this.#kinds.slice(0, size),
		};
	}
}
