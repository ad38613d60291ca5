import type { Body, CompiledNote, Note, NoteDigests } from "../model/index.js";
import { hashOf } from "./address/names.js";
import { cellAnchor } from "./cells/cell-anchor.js";
import { slotsOf } from "./fill/slots.js";
import { factsOf } from "./shared/facts.js";

/** What the site needs of a note even when it shows none of its text, and by what it sees that the note changed. */
export function surveyNote(note: Note, body: Body): Pick<CompiledNote, "ids" | "resources" | "digests"> {
	const ids = new Set<string>();
	const resources: { url: string; line: number }[] = [];
	for (const slot of slotsOf(body)) {
		if (slot.slot === "id") ids.add(slot.id);
		else if (slot.slot === "cell") ids.add(cellAnchor(slot.cell, note.cells[slot.cell]));
		else if (slot.slot === "resource") resources.push({ url: slot.url, line: slot.line });
	}
	return { ids: [...ids], resources, digests: digestsOf(note, body, [...ids]) };
}

function digestsOf(note: Note, body: Body, ids: readonly string[]): NoteDigests {
	return {
		facts: digest(factsOf(note)),
		outline: digest([note.headings.map(({ slug }) => slug), ids]),
		contexts: digest(body.contexts),
		text: digest([note, body]),
	};
}

/** Half of a SHA-256 is still beyond all chance. */
export function digest(value: unknown): string {
	return hashOf(JSON.stringify(value)).slice(0, 32);
}
