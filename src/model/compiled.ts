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

/**
 * What the search index needs of one note, as one string, because a vault has millions of terms. A line for each
 * impact (1–63, ascending): the impact, then the terms that have it, sorted, all separated by one space. Each
 * term stands once; terms hold neither spaces nor newlines. A long note has several passages, separated by an
 * empty line.
 */
export type SearchTerms = string;
