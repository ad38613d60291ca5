import { elementary } from "../../kernels/index.js";
import { CommonHeadings } from "./common-headings.js";
import { namesOf, type ReadNote } from "./note-counts.js";
import { aName, aPhrase, type Phrases } from "./phrases.js";
import { foldText, scanTerms } from "./scan-terms.js";
import { longestFound, Subjects } from "./subjects.js";

/** Names that are told of what two texts share. */
const mostNames = 4;
/** As many when other phrases are among them. */
const mostPhrases = 3;
/** What tells less than this part of the most telling is not told. */
const leastShare = 0.25;
/** Nor what more than about a fifth of all notes have: ln 4.5. */
const leastIdf = 1.5;
/** Of a name it is asked less: two of five notes may say it. */
const nameShare = 0.6;

/** Says what two notes have in common, as one of them spells it: names that the vault knows, else phrases and words. */
export class SharedTerms {
	readonly #texts = new Map<number, string>();
	readonly #phrases = new Map<number, Phrases>();
	readonly #leastIdf: number;
	/** Hash of a phrase, cut short → its place with the owner, from 1. */
	readonly #owned = new Uint16Array(1 << 16);
	readonly #notes: ReadNote[];
	readonly #headings: CommonHeadings;
	#subjects: Subjects | undefined;
	#owner = -1;
	/** How much each phrase of the owner tells; −1 where nobody has asked yet. */
	#told = new Float64Array(256);
	#spelt = "";

	/** `idf` says how much each term tells. */
	constructor(
		readonly idf: Float32Array,
		notes: readonly ReadNote[],
	) {
		this.#notes = [...notes];
		this.#headings = new CommonHeadings(notes);
		// In a handful of notes, what two have is never rare.
		this.#leastIdf = Math.min(leastIdf, elementary.log((1 + notes.length) / 3.5));
	}

	/** Reads what is otherwise read when it is needed first. */
	prepare(): void {
		this.#subjects ??= new Subjects(this.#notes, (item) => this.#textOf(item));
	}

	/** A note is another now; its names are the same. */
	renew(item: number, note: ReadNote): void {
		this.#disown();
		this.#headings.replace(this.#notes[item]!, note);
		this.#notes[item] = note;
		this.#texts.delete(item);
		this.#phrases.delete(item);
		if (this.#subjects?.renew(item, note)) this.#phrases.clear();
	}

	/** Most telling first, as note `a` spells them. Cheapest when asked for one `a` after the other. */
	between(a: number, b: number): string[] {
		this.#own(a);
		const shared = this.#shared(a, b);
		shared.sort((x, y) => y.weight - x.weight || x.start - y.start);
		const named = shared.filter(({ kind }) => kind === aName);
		const others = shared.filter(({ kind }) => kind !== aName);
		const chosen: Shared[] = [];
		this.#choose(named, chosen, mostNames);
		this.#choose(others, chosen, mostPhrases);
		return chosen.map(({ start, end }) => this.#spelt.slice(start, end));
	}

	/** Adds what says something new. */
	#choose(shared: readonly Shared[], chosen: Shared[], most: number): void {
		const least = leastShare * (shared[0]?.weight ?? 0);
		for (const one of shared) {
			if (chosen.length >= most || one.weight < least) return;
			if (!chosen.some((known) => repeats(known, one))) chosen.push(one);
		}
	}

	#shared(a: number, b: number): Shared[] {
		const [own, other] = [this.#phrasesOf(a), this.#phrasesOf(b)];
		const shared: Shared[] = [];
		for (let i = 0; i < other.hashes.length; i++) {
			const hash = other.hashes[i]!;
			const place = this.#owned[hash & 0xffff]! - 1;
			if (place < 0 || own.hashes[place] !== hash) continue;
			const kind = own.kinds[place]!;
			const idf = this.#idfAt(place);
			if (idf < (kind === aName ? nameShare : 1) * this.#leastIdf) continue;
			const [start, end] = [own.starts[place]!, own.ends[place]!];
			const text = this.#textOf(a).slice(start, end);
			if (text !== this.#textOf(b).slice(other.starts[i], other.ends[i])) continue;
			if (this.#headings.has(text)) continue;
			const often = (1 + elementary.log(own.counts[place]!)) * (1 + elementary.log(other.counts[i]!));
			const whole = kind >= aPhrase ? phraseWorth + lengthWorth * Math.min(text.length, longestFound) : 1;
			shared.push({ start, end, text, kind, weight: idf * often * whole });
		}
		return shared;
	}

	/** A phrase of the owner tells as much as the rarest of its terms. */
	#idfAt(place: number): number {
		const known = this.#told[place]!;
		if (known >= 0) return known;
		const { starts, ends } = this.#phrasesOf(this.#owner);
		let most = 0;
		scanTerms(this.#textOf(this.#owner).slice(starts[place], ends[place]), (term) => {
			most = Math.max(most, this.idf[term]!);
		});
		this.#told[place] = most;
		return most;
	}

	#own(item: number): void {
		if (this.#owner === item) return;
		this.#disown();
		this.#mark(item, (place) => place + 1);
		this.#owner = item;
		const { length } = this.#phrasesOf(item).hashes;
		if (this.#told.length < length) this.#told = new Float64Array(2 * length);
		this.#told.fill(-1, 0, length);
		const spelt = textOf(this.#notes[item]!).normalize("NFKC");
		const folded = this.#textOf(item);
		// A few characters are longer in lower case: then words are shown in it.
		this.#spelt = spelt.length === folded.length ? spelt : folded;
	}

	#disown(): void {
		if (this.#owner >= 0) this.#mark(this.#owner, () => 0);
		this.#owner = -1;
	}

	#mark(item: number, value: (place: number) => number): void {
		const { hashes } = this.#phrasesOf(item);
		// Of two that meet, the first stays.
		for (let i = hashes.length - 1; i >= 0; i--) this.#owned[hashes[i]! & 0xffff] = value(i);
	}

	#phrasesOf(item: number): Phrases {
		let phrases = this.#phrases.get(item);
		if (phrases === undefined) {
			this.prepare();
			phrases = this.#subjects!.read(item);
			this.#phrases.set(item, phrases);
		}
		return phrases;
	}

	#textOf(item: number): string {
		let text = this.#texts.get(item);
		if (text === undefined) {
			text = foldText(textOf(this.#notes[item]!));
			this.#texts.set(item, text);
		}
		return text;
	}
}

/** A phrase says more than a word. */
const phraseWorth = 1.2;
/** And one of more characters more. */
const lengthWorth = 0.1;

/** A phrase that two texts have, where the first has it. */
interface Shared {
	readonly start: number;
	readonly end: number;
	/** Folded. */
	readonly text: string;
	readonly kind: number;
	readonly weight: number;
}

/** Whether one of two says nothing new, or they are parts of one that is longer. */
function repeats(a: Shared, b: Shared): boolean {
	return a.text.includes(b.text) || b.text.includes(a.text) || (a.start < b.end && b.start < a.end);
}

/** Names first, so that a phrase is spelt as in the title when it is there. */
function textOf(note: ReadNote): string {
	return `${namesOf(note).join("\n")}\n${note.prose.text}`;
}
