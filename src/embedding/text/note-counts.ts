import type { CompiledNote } from "../../model/index.js";
import { TermCounter, type TermCounts } from "./count-terms.js";

/** What is read of a note. */
export type ReadNote = Pick<CompiledNote, "note" | "prose">;

/** A name tells more than a mention: three times, of 0, 1, 3 and 8 that were tried. */
const nameWeight = 3;

/** The terms of each note's names and own words. Those of a note that was seen before are known. */
export function countNotes(notes: readonly ReadNote[]): TermCounts[] {
	let counter: TermCounter | undefined;
	return notes.map((note) => {
		const known = counted.get(note);
		if (known !== undefined) return known;
		counter ??= new TermCounter();
		const counts = counter.count([
			...namesOf(note).map((text) => ({ text, weight: nameWeight })),
			{ text: note.prose.text, weight: 1 },
		]);
		counted.set(note, counts);
		return counts;
	});
}

const counted = new WeakMap<ReadNote, TermCounts>();

/** Title and aliases, and the file's name where it is another. */
export function namesOf({ note }: ReadNote): string[] {
	return [...new Set([note.title, ...note.aliases, note.name])];
}

/** The terms of the names alone. */
export function countNames(notes: readonly ReadNote[]): TermCounts[] {
	const counter = new TermCounter();
	return notes.map((note) => counter.count(namesOf(note).map((text) => ({ text, weight: 1 }))));
}
