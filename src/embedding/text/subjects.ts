import { KnownNames, subjectsOf } from "./known-names.js";
import type { ReadNote } from "./note-counts.js";
import { aPhrase, PhraseReader, type Phrases } from "./phrases.js";
import { foldText } from "./scan-terms.js";
import { gap, Units } from "./units.js";

/** Notes that are read for what may be found in others. */
const mostRead = 300;
/** Characters of what is. */
export const longestFound = 6;

/**
 * What a vault is about: the names of its notes, tags and headings, and what stands between particles and signs in two
 * notes or more of some that are looked at.
 */
export class Subjects {
	readonly #names: KnownNames;
	readonly #reader: PhraseReader;
	readonly #subjects: (readonly string[])[];
	/** Every so many notes one is looked at. */
	readonly #step: number;
	/** Item → its phrases that might be found elsewhere, by hash. */
	readonly #looked = new Map<number, ReadonlyMap<number, string>>();
	/** Hash → in how many of these. */
	readonly #counts = new Map<number, number>();

	/** `textOf` tells the folded text of an item; it is asked again when something has changed. */
	constructor(
		notes: readonly ReadNote[],
		readonly textOf: (item: number) => string,
	) {
		this.#names = new KnownNames(notes);
		this.#reader = new PhraseReader(this.#names);
		this.#subjects = notes.map(subjectsOf);
		this.#step = Math.ceil(notes.length / mostRead);
		for (let item = 0; item < notes.length; item += this.#step) this.#look(item);
	}

	read(item: number): Phrases {
		return this.#reader.read(this.textOf(item));
	}

	/** A note is another now. Returns whether others may be read otherwise than before. */
	renew(item: number, note: ReadNote): boolean {
		const before = this.#subjects[item]!;
		const now = subjectsOf(note);
		this.#subjects[item] = now;
		const changed = new Set(before.filter((name) => this.#names.remove(name)));
		for (const name of now) if (this.#names.add(name) && !changed.delete(name)) changed.add(name);
		let others = changed.size > 0;
		if (this.#looked.has(item)) others = this.#lookAgain(item) || others;
		const parts = Array.from(changed, partsOf);
		for (const other of this.#looked.keys()) {
			if (other !== item && parts.some((some) => some.every((part) => this.textOf(other).includes(part))))
				this.#lookAgain(other);
		}
		return others;
	}

	/** Returns whether something is found that was not, or the reverse. */
	#lookAgain(item: number): boolean {
		const before = this.#looked.get(item)!;
		const found = (hashes: Iterable<number>) => [...hashes].filter((hash) => this.#counts.get(hash)! > 1);
		const was = new Set(found(before.keys()));
		for (const [hash, text] of before) {
			const left = this.#counts.get(hash)! - 1;
			this.#counts.set(hash, left);
			if (left === 1) this.#names.removeFound(text);
		}
		this.#look(item);
		const is = found(this.#looked.get(item)!.keys());
		return is.length !== was.size || is.some((hash) => !was.has(hash));
	}

	#look(item: number): void {
		const text = this.textOf(item);
		const { hashes, kinds, starts, ends } = this.#reader.read(text, false);
		const seen = new Map<number, string>();
		hashes.forEach((hash, i) => {
			if (kinds[i] !== aPhrase || ends[i]! - starts[i]! > longestFound) return;
			const phrase = text.slice(starts[i], ends[i]);
			seen.set(hash, phrase);
			const count = (this.#counts.get(hash) ?? 0) + 1;
			this.#counts.set(hash, count);
			if (count === 2) this.#names.addFound(phrase);
		});
		this.#looked.set(item, seen);
	}
}

/** The words and characters of a name: a text in which it stands has them all. */
function partsOf(name: string): string[] {
	const units = new Units();
	const folded = foldText(name);
	units.read(folded);
	const parts: string[] = [];
	for (let i = 0; i < units.size; i++)
		if (units.kinds[i] !== gap) parts.push(folded.slice(units.starts[i], units.ends[i]));
	return parts;
}
