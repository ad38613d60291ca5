import { namesOf, type ReadNote } from "./note-counts.js";
import { foldText } from "./scan-terms.js";

/** A heading of so many notes, and of such a part of all, says how notes are built and not what they are about. */
const least = { notes: 3, share: 0.1 };

/** The headings that many notes have: *Examples*, *See also*, 参考文献. */
export class CommonHeadings {
	readonly #counts = new Map<string, number>();
	/** What a note is about, whoever has a heading of that name. */
	readonly #names: ReadonlySet<string>;
	readonly #least: number;

	constructor(notes: readonly ReadNote[]) {
		this.#least = Math.max(least.notes, least.share * notes.length);
		this.#names = new Set(notes.flatMap((note) => namesOf(note).map(foldText)));
		for (const note of notes) this.#count(note, 1);
	}

	/** @param folded see `foldText` */
	has(folded: string): boolean {
		return (this.#counts.get(folded) ?? 0) >= this.#least && !this.#names.has(folded);
	}

	/** A note is another now; its names are the same. */
	replace(before: ReadNote, now: ReadNote): void {
		this.#count(before, -1);
		this.#count(now, 1);
	}

	#count({ note: { headings } }: ReadNote, change: 1 | -1): void {
		for (const text of new Set(headings.map(({ text }) => foldText(text).trim())))
			this.#counts.set(text, (this.#counts.get(text) ?? 0) + change);
	}
}
