import type { Body } from "./body.js";
import type { Canvas } from "./canvas.js";
import type { CompiledCell } from "./cell.js";
import type { Note } from "./note.js";

/** All that one note gives the compiler, from its source and the options alone: the unit of the cache. */
export interface CompiledNote {
	readonly note: Note;
	/** Ids that the shown body has: where links to headings and blocks can lead. */
	readonly ids: readonly string[];
	/** What raw HTML in the shown body names, as written. */
	readonly resources: readonly { readonly url: string; readonly line: number }[];
	/** `Note.cells` with what their programs say, index for index. */
	readonly cells: readonly CompiledCell[];
	readonly digests: NoteDigests;
	readonly sketch: SearchSketch;
	/** This, `search` and `prose` are the heavy parts: a note that comes from the cache decodes them when they are asked for. */
	readonly body: Body;
	readonly search: SearchTerms;
	readonly prose: Prose;
}

/** What a note and its programs say, whatever it looks like. */
export type ReadNote = Pick<CompiledNote, "note" | "cells">;

/**
 * A note's own words: what its author says about the subject, without the markup and without what would give away its
 * links. Title and aliases are the note's and not repeated here. Where a link, an embed, a tag, a picture or a formula
 * was, there is U+FFFC.
 */
export interface Prose {
	/** Headings and text in document order, a line for each line of the source that has any. */
	readonly text: string;
	/** For each line of `text`, its number in the source, from 1. Ascending. */
	readonly lines: readonly number[];
}

/** By which it is known, without comparing, what an edit has changed. */
export interface NoteDigests {
	/** Names, tags, properties and targets: what the site as a whole is built on. */
	readonly facts: string;
	/** Headings and ids: what decides where a link into the note leads. */
	readonly outline: string;
	/** The sentences around its links, which other pages quote. */
	readonly contexts: string;
	/** All of it. */
	readonly text: string;
}

/** A canvas with its text cards read as notes (their `path` is the canvas's). */
export interface CompiledCanvas {
	readonly canvas: Canvas;
	readonly cards: readonly CompiledNote[];
}

/**
 * The terms of one note with their impacts, dealt into 64 buckets as shards are (see `bucketOf`), as few strings,
 * because a vault has millions of terms. In a bucket, a line for each passage and impact, ascending: passage · 64 +
 * impact (1–63), then the terms that have it there, sorted, all separated by one space. Terms hold neither spaces nor
 * newlines; an empty bucket is an empty string.
 */
export type SearchTerms = readonly string[];

/** What must be known of a note's terms and texts to know where in the index they go, and that they have changed. */
export interface SearchSketch {
	/** About how many bytes each passage of the note has; a note has one at least. */
	readonly sizes: readonly number[];
	/** Hash of each bucket, see `bucketIn`. */
	readonly buckets: string;
}
