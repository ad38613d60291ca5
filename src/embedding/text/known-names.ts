import { characterKinds, letter } from "./characters.js";
import { fillers, weakWords } from "./filler.js";
import { namesOf, type ReadNote } from "./note-counts.js";
import { foldText } from "./scan-terms.js";
import { character, gap, Units, word } from "./units.js";

/** More units are a sentence. */
const mostUnits = 12;

/** What a vault calls its subjects: titles, aliases, tags and short headings; and the words that are none. */
export class KnownNames {
	/** Hash of a phrase or of its beginning → what it is, see below. A beginning of nothing does no harm. */
	readonly #table = new Map<number, number>();
	/** By the first bits of a hash: 0 where the table has none. Most of what is looked up is not there. */
	readonly #there = new Uint8Array(1 << 18);
	/** Hash of a name → how often something is called so. */
	readonly #names = new Map<number, number>();
	readonly #units = new Units();

	constructor(notes: readonly ReadNote[]) {
		for (const filler of fillers) this.#mark(filler, isFiller);
		for (const weak of weakWords) this.#mark(weak, isWeak);
		for (const note of notes) for (const name of subjectsOf(note)) this.add(name);
	}

	/** Returns whether it has not been known. */
	add(name: string): boolean {
		const hash = this.#mark(name, isName);
		if (hash === undefined) return false;
		const before = this.#names.get(hash) ?? 0;
		this.#names.set(hash, before + 1);
		return before === 0;
	}

	/** What has been added is called so no more. Returns whether nothing else is. */
	remove(name: string): boolean {
		const hash = this.#hash(name);
		if (hash === undefined) return false;
		const left = this.#names.get(hash)! - 1;
		this.#names.set(hash, left);
		if (left === 0) this.#table.set(hash, this.#table.get(hash)! & ~isName);
		return left === 0;
	}

	/** What is no name, but a subject. */
	addFound(text: string): void {
		this.#mark(text, isFound);
	}

	removeFound(text: string): void {
		const hash = this.#hash(text);
		if (hash !== undefined) this.#table.set(hash, this.#table.get(hash)! & ~isFound);
	}

	/** Units of the longest name that begins at a place; 0 if there is none. */
	name(units: Units, at: number): number {
		return this.#longest(units, at, isName);
	}

	/** The same for what was found. */
	found(units: Units, at: number): number {
		return this.#longest(units, at, isFound);
	}

	#longest({ keys, kinds }: Units, at: number, wanted: number): number {
		let [hash, length] = [basis, 0];
		for (let i = at; kinds[i] !== gap; i++) {
			hash = hashUnit(hash, keys[i]!);
			const known = this.#known(hash);
			if (known === undefined) break;
			if ((known & wanted) !== 0 && (known & (isFiller | isWeak)) === 0) length = i + 1 - at;
		}
		return length;
	}

	isFiller(hash: number): boolean {
		return ((this.#known(hash) ?? 0) & isFiller) !== 0;
	}

	isWeak(hash: number): boolean {
		return ((this.#known(hash) ?? 0) & isWeak) !== 0;
	}

	#known(hash: number): number | undefined {
		return this.#there[hash >>> 14] === 0 ? undefined : this.#table.get(hash);
	}

	/** The hash of what can be a subject; its beginnings are known then. */
	#mark(text: string, as: number): number | undefined {
		const hash = this.#hash(text, (beginning) => {
			if (!this.#table.has(beginning)) this.#table.set(beginning, 0);
			this.#there[beginning >>> 14] = 1;
		});
		if (hash !== undefined) this.#table.set(hash, this.#table.get(hash)! | as);
		return hash;
	}

	#hash(text: string, passing?: (hash: number) => void): number | undefined {
		const units = this.#units;
		const folded = foldText(text);
		units.read(folded);
		const length = units.size - 1;
		if (length < 1 || length > mostUnits || !tells(units, folded)) return undefined;
		let hash = basis;
		for (let i = 0; i < length; i++) {
			hash = hashUnit(hash, units.keys[i]!);
			passing?.(hash);
		}
		return hash;
	}
}

const isName = 1;
const isFiller = 2;
const isWeak = 4;
/** Between particles and signs in several notes. */
const isFound = 8;

export const basis = 0x811c9dc5 | 0;

/** The hash of a phrase, by its units, one after the other; blanks do not matter. */
export function hashUnit(hash: number, key: number): number {
	const mixed = Math.imul(hash ^ key, 0x85ebca6b);
	return mixed ^ (mixed >>> 15);
}

/** One phrase, without signs in it: two characters, or a word of two letters. */
function tells({ kinds, starts, ends, size }: Units, folded: string): boolean {
	let [characters, words] = [0, 0];
	for (let i = 0; i < size - 1; i++) {
		if (kinds[i] === gap) return false;
		if (kinds[i] === character) characters++;
		else if (kinds[i] === word && ends[i]! - starts[i]! >= 2 && hasLetter(folded, starts[i]!, ends[i]!))
			words++;
	}
	return characters >= 2 || words >= 1;
}

export function hasLetter(text: string, start: number, end: number): boolean {
	const kinds = characterKinds();
	for (let at = start; at < end; at++) if (kinds[text.charCodeAt(at)] === letter) return true;
	return false;
}

/** What a note is called, and what it says that it is about. */
export function subjectsOf(read: ReadNote): string[] {
	const { tags, headings } = read.note;
	const parts = tags.flatMap(({ name }) => name.split("/"));
	return [
		...namesOf(read),
		...parts,
		...headings.map(({ text }) => text).filter((text) => text.length < longestHeading),
	];
}

const longestHeading = 40;
