import type { Csr } from "../../kernels/index.js";
import type { ConceptGraph } from "../../model/index.js";
import type { AttributedGraph, Pieces } from "../graph/attributed-graph.js";
import { conceptsOf, type NumberedGraph, numberConcepts, relationsOf } from "../graph/from-concepts.js";
import { MentionFinder } from "../graph/mentions.js";
import { countNotes, namesOf, type ReadNote } from "../text/note-counts.js";
import { passagesOf } from "../text/note-pieces.js";
import { weighTerms } from "../text/tf-idf.js";

/** The numbers of a vault in which notes are edited: only what has changed is read again. */
export class LiveNumbers {
	numbered: NumberedGraph;
	/** The notes in the order of the items, as they were given. */
	#compiled: readonly ReadNote[];
	readonly #mentions: MentionFinder;

	constructor(concepts: ConceptGraph, compiled: readonly ReadNote[], idf: Float32Array) {
		this.numbered = numberConcepts(concepts, compiled, idf);
		this.#compiled = inOrder(this.numbered.items, compiled);
		this.#mentions = new MentionFinder(this.numbered.notes);
	}

	/**
	 * As `numberConcepts` with the same idf. Returns the items whose notes are others; undefined, and nothing has
	 * happened, if there are other concepts or names, or very many other notes.
	 */
	update(concepts: ConceptGraph, compiled: readonly ReadNote[]): Uint32Array | undefined {
		const before = this.numbered;
		const known = new Set(compiled.map(({ note }) => note.path));
		const { items, groups } = conceptsOf(concepts, (id) => known.has(id));
		if (!same(items, before.items) || !same(groups, before.groups)) return undefined;
		const now = inOrder(items, compiled);
		const changed = Uint32Array.from(now.keys()).filter((i) => now[i] !== this.#compiled[i]);
		if (changed.length > mostEdited) return undefined;
		if (changed.some((i) => !same(namesOf(now[i]!), namesOf(this.#compiled[i]!)))) return undefined;

		const [notes, counts] = [[...before.notes], [...before.counts]];
		const counted = countNotes(Array.from(changed, (i) => now[i]!));
		changed.forEach((i, k) => {
			notes[i] = { note: now[i]!.note, prose: now[i]!.prose };
			counts[i] = counted[k]!;
			this.#mentions.read(i, notes[i]!.prose);
		});
		const passages = passagesOf(
			Array.from(changed, (i) => notes[i]!),
			before.idf,
		);
		const mentions = this.#mentions.mentions();
		this.#compiled = now;
		this.numbered = {
			...before,
			...{ notes, counts, mentioned: mentions.places },
			graph: {
				...before.graph,
				...keepSame(before.graph, relationsOf(concepts.graph, items, groups)),
				terms: withRows(before.graph.terms, changed, weighTerms(counted, before.idf)),
				passages: withPieces(before.graph.passages!, changed, passages),
				mentions: sameMatrix(before.graph.mentions, mentions.counts)
					? before.graph.mentions
					: mentions.counts,
			},
		};
		return changed;
	}
}

/** When more change at once, somebody has not edited notes but exchanged them. */
const mostEdited = 16;

function inOrder(paths: readonly string[], notes: readonly ReadNote[]): ReadNote[] {
	const byPath = new Map(notes.map((note) => [note.note.path, note]));
	return paths.map((path) => byPath.get(path)!);
}

function sameMatrix(a: Csr, b: Csr): boolean {
	return same(a.offsets, b.offsets) && same(a.columns, b.columns) && same(a.weights, b.weights);
}

function same<T>(a: Ordered<T>, b: Ordered<T>): boolean {
	if (a.length !== b.length) return false;
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
	return true;
}

interface Ordered<T> {
	readonly length: number;
	readonly [index: number]: T;
}

/** The arrays of before where they say the same, so that what was made of them is known to be still right. */
function keepSame(
	before: AttributedGraph,
	{ links, memberships, parents }: Pick<AttributedGraph, "links" | "memberships" | "parents">,
): Pick<AttributedGraph, "links" | "memberships" | "parents"> {
	const kept = (old: Uint32Array, now: Uint32Array) => (same(old, now) ? old : now);
	return {
		links: kept(before.links, links),
		memberships: kept(before.memberships, memberships),
		parents: kept(before.parents, parents),
	};
}

/** A matrix in which some rows, ascending, are those of another. */
function withRows(matrix: Csr, rows: Uint32Array, others: Csr): Csr {
	const parts: Row[] = [];
	for (let row = 0, k = 0; row < matrix.rows; row++)
		parts.push(rows[k] === row ? { of: others, row: k++ } : { of: matrix, row });
	return joinRows(matrix, parts);
}

/** Pieces of which those of some items, ascending, are those of others. */
function withPieces({ rows, starts }: Pieces, items: Uint32Array, others: Pieces): Pieces {
	const parts: Row[] = [];
	const now = new Uint32Array(starts.length);
	for (let item = 0, k = 0; item + 1 < starts.length; item++) {
		const changed = items[k] === item;
		const from = changed ? others : { rows, starts };
		const place = changed ? k++ : item;
		for (let row = from.starts[place]!; row < from.starts[place + 1]!; row++)
			parts.push({ of: from.rows, row });
		now[item + 1] = parts.length;
	}
	return { rows: joinRows(rows, parts), starts: now };
}

interface Row {
	readonly of: Csr;
	readonly row: number;
}

function joinRows(matrix: Csr, parts: readonly Row[]): Csr {
	const offsets = new Uint32Array(parts.length + 1);
	parts.forEach(({ of, row }, i) => {
		offsets[i + 1] = offsets[i]! + of.offsets[row + 1]! - of.offsets[row]!;
	});
	const columns = new Uint32Array(offsets[parts.length]!);
	const weights = new Float32Array(columns.length);
	parts.forEach(({ of, row }, i) => {
		const [start, end] = [of.offsets[row]!, of.offsets[row + 1]!];
		columns.set(of.columns.subarray(start, end), offsets[i]);
		weights.set(of.weights.subarray(start, end), offsets[i]);
	});
	return { ...matrix, rows: parts.length, offsets, columns, weights };
}
