import type { Csr } from "../../kernels/index.js";
import type { AttributedGraph, Pieces } from "../graph/attributed-graph.js";

/** Rows of what items say and of what they are called. */
export interface Words {
	readonly words: Csr;
	readonly names: Csr;
	readonly eachName: Pieces;
	readonly passages: Pieces;
	/** Whether a term is in more than one of the items' words and names: the others tell nothing of two. */
	isShared(term: number): boolean;
}

/** As they are. */
export function allWords(graph: AttributedGraph): Words {
	const words = wordsOf(graph);
	const counts = countsOf.get(graph.terms) ?? countTerms(graph, words);
	countsOf.set(graph.terms, counts);
	return { ...words, isShared: (term) => counts[term]! > 1 };
}

/** In how many of the items' words and names each term is, where that was counted. */
const countsOf = new WeakMap<Csr, Uint32Array>();

/** What was counted of items' words is known of those that have taken their place: some terms came, others went. */
export function recountWords(before: Csr, now: Csr, [gone, come]: readonly [Uint32Array, Uint32Array]): void {
	const counts = countsOf.get(before);
	if (counts === undefined) return;
	for (const term of gone) counts[term]!--;
	for (const term of come) counts[term]!++;
	countsOf.delete(before);
	countsOf.set(now, counts);
}

/**
 * Without the terms that only one item has; the others numbered anew, so that what is looked up is near. The same for
 * every choice of a graph's links.
 */
export function sharedWords(graph: AttributedGraph): Words {
	const known = sharedOf.get(graph.terms);
	if (known !== undefined) return known;
	const all = wordsOf(graph);
	const numbers = countTerms(graph, all);
	// From 1; of what is only in one text or only in one name there is none.
	let width = 0;
	for (let term = 0; term < numbers.length; term++) numbers[term] = numbers[term]! > 1 ? ++width : 0;
	const shared: Words = {
		words: withNumbers(all.words, numbers, width),
		names: withNumbers(all.names, numbers, width),
		eachName: { ...all.eachName, rows: withNumbers(all.eachName.rows, numbers, width) },
		passages: { ...all.passages, rows: withNumbers(all.passages.rows, numbers, width) },
		isShared: () => true,
	};
	sharedOf.set(graph.terms, shared);
	return shared;
}

const sharedOf = new WeakMap<Csr, Words>();

function wordsOf({ terms, names, eachName, passages, items }: AttributedGraph): Omit<Words, "isShared"> {
	const nothing: Pieces = {
		rows: {
			...{ rows: 0, width: terms.width, offsets: new Uint32Array(1) },
			...{ columns: new Uint32Array(), weights: new Float32Array() },
		},
		starts: new Uint32Array(items + 1),
	};
	return {
		words: terms,
		names: names ?? { ...terms, offsets: new Uint32Array(items + 1) },
		eachName: eachName ?? nothing,
		passages: passages ?? nothing,
	};
}

function countTerms(
	{ terms, items }: AttributedGraph,
	{ words, names }: Pick<Words, "words" | "names">,
): Uint32Array {
	const counts = new Uint32Array(terms.width);
	for (const { offsets, columns } of [words, names])
		for (let k = 0; k < offsets[items]!; k++) counts[columns[k]!]!++;
	return counts;
}

/** The entries in columns that have a number, from 1, and become columns `number − 1`. */
function withNumbers({ rows, offsets, columns, weights }: Csr, numbers: Uint32Array, width: number): Csr {
	const kept = { rows, width, offsets: new Uint32Array(rows + 1) };
	const own = new Uint32Array(offsets[rows]!);
	const values = new Float32Array(offsets[rows]!);
	let size = 0;
	for (let row = 0; row < rows; row++) {
		for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
			const number = numbers[columns[k]!]!;
			if (number === 0) continue;
			own[size] = number - 1;
			values[size++] = weights[k]!;
		}
		kept.offsets[row + 1] = size;
	}
	return { ...kept, columns: own, weights: values };
}
