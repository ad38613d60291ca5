import type { Body } from "./body.js";
import type { Canvas } from "./canvas.js";
import type { Note } from "./note.js";

/** All that one note gives the compiler, from its source and the options alone: the unit of the cache. */
export interface CompiledNote {
	readonly note: Note;
	readonly body: Body;
	readonly search: SearchTerms;
}

/** A canvas with its text cards read as notes (their `path` is the canvas's). */
export interface CompiledCanvas {
	readonly canvas: Canvas;
	readonly cards: readonly CompiledNote[];
}

/** What the search index needs of one note: each term once, sorted, with its impact (1–63). */
export type SearchTerms = readonly (readonly [term: string, impact: number])[];
