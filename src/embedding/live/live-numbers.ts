import type { Csr } from "../../kernels/index.js";
import type { ConceptGraph } from "../../model/index.js";
import type { Pieces } from "../graph/attributed-graph.js";
import { conceptsOf, type NumberedGraph, numberConcepts } from "../graph/from-concepts.js";
import { MentionFinder } from "../graph/mentions.js";
import { countNotes, namesOf, type ReadNote } from "../text/note-counts.js";
import { passagesOf } from "../text/note-pieces.js";
import { weighTerms } from "../text/tf-idf.js";
import { recountWords } from "../train/shared-words.js";
import { LiveRelations } from "./live-relations.js";
import { RowStore } from "./row-store.js";

/** The numbers of a vault in which notes are edited: only what has changed is read again. */
export class LiveNumbers {
	numbered: NumberedGraph;
	/** The notes in the order of the items, as they were given. */
	#compiled: readonly ReadNote[];
	readonly #mentions: MentionFinder;
	readonly #relations: LiveRelations;
	readonly #terms: RowStore;
	readonly #passages: RowStore;

	constructor(concepts: ConceptGraph, compiled: readonly ReadNote[], idf: Float32Array) {
		this.numbered = numberConcepts(concepts, compiled, idf);
		this.#compiled = inOrder(this.numbered.items, compiled);
		this.#mentions = new MentionFinder(this.numbered.notes);
		const { items, groups, graph } = this.numbered;
		this.#relations = new LiveRelations(concepts.graph, items, groups, graph);
		this.#terms = new RowStore(graph.terms);
		this.#passages = new RowStore(graph.passages!.rows);
		this.numbered = { ...this.numbered, graph: { ...graph, terms: this.#terms.matrix() } };
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
		const mentions = this.#mentions.mentions();
		this.#compiled = now;
		this.numbered = {
			...before,
			...{ notes, counts, mentioned: mentions.places },
			graph: {
				...before.graph,
				...this.#relations.update(concepts.graph, changed),
				terms: this.#setTerms(before.graph.terms, changed, weighTerms(counted, before.idf)),
				passages: this.#setPassages(before, changed, notes),
				mentions: sameMatrix(before.graph.mentions, mentions.counts)
					? before.graph.mentions
					: mentions.counts,
			},
		};
		return changed;
	}

	#setTerms(before: Csr, items: Uint32Array, rows: Csr): Csr {
		const gone = Array.from(items, (item) => rowOf(before, item).slice());
		items.forEach((item, i) => {
			this.#terms.exchange([item, item + 1], rows, [i, i + 1]);
		});
		const now = this.#terms.matrix();
		items.forEach((item, i) => {
			recountWords(i === 0 ? before : now, now, [gone[i]!, rowOf(now, item)]);
		});
		return now;
	}

	#setPassages({ graph, idf }: NumberedGraph, items: Uint32Array, notes: readonly ReadNote[]): Pieces {
		const others = passagesOf(
			Array.from(items, (item) => notes[item]!),
			idf,
		);
		const starts = graph.passages!.starts.slice();
		items.forEach((item, i) => {
			const [from, to] = [starts[item]!, starts[item + 1]!];
			const [first, last] = [others.starts[i]!, others.starts[i + 1]!];
			this.#passages.exchange([from, to], others.rows, [first, last]);
			const grown = last - first - (to - from);
			if (grown !== 0) for (let k = item + 1; k < starts.length; k++) starts[k]! += grown;
		});
		return { rows: this.#passages.matrix(), starts };
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

function rowOf({ offsets, columns }: Csr, row: number): Uint32Array {
	return columns.subarray(offsets[row], offsets[row + 1]);
}
