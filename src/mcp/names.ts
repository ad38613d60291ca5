import type { OpenGraph } from "../asking/opened-graph.js";
import { foldName } from "../model/index.js";

interface Name {
	readonly shown: string;
	readonly folded: string;
}

interface Names {
	readonly titles: readonly Name[];
	readonly paths: readonly Name[];
}

const known = new WeakMap<OpenGraph, Names>();

/** Titles and aliases of notes that begin with what was typed, then those that hold it. */
export function titlesLike(open: OpenGraph, typed: string): string[] {
	return like(namesIn(open).titles, typed);
}

/** Paths of notes, likewise. */
export function pathsLike(open: OpenGraph, typed: string): string[] {
	return like(namesIn(open).paths, typed);
}

function like(names: readonly Name[], typed: string): string[] {
	const wanted = foldName(typed);
	const found = names.filter(({ folded }) => folded.includes(wanted));
	const starts = found.filter(({ folded }) => folded.startsWith(wanted));
	const holds = found.filter(({ folded }) => !folded.startsWith(wanted));
	return [...new Set([...starts, ...holds].map(({ shown }) => shown))];
}

function namesIn(open: OpenGraph): Names {
	const before = known.get(open);
	if (before !== undefined) return before;
	const name = (shown: string): Name => ({ shown, folded: foldName(shown) });
	const names: Names = {
		titles: open.notes.flatMap(({ note }) => [note.title, ...note.aliases].map(name)),
		paths: open.notes.map(({ note }) => name(note.path)),
	};
	known.set(open, names);
	return names;
}
