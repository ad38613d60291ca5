import type { Candidate } from "./candidates.js";
import type { IndexReader, Scores } from "./index-reader.js";
import type { Lookup } from "./parse-query.js";

/** Notes by how near they are to what a query means, nearest first; empty when that cannot be told. */
export interface Nearness {
	readonly order: readonly number[];
	/** How many of these stand out so far from all others that they may be answers by themselves. */
	readonly outstanding: number;
}

/**
 * A term means what the notes mean that have it: its vector is the mean of theirs, weighted by how much they are about
 * it, and a query's vector is the sum of its terms', the rare ones counting more. (That is what latent semantic analysis
 * makes of a term too, but from the lists of notes that are here anyway.) Then all notes are compared with it, which
 * takes a millisecond for ten thousand.
 */
export async function nearestNotes(index: IndexReader, terms: readonly Lookup[]): Promise<Nearness> {
	const lists = await Promise.all(terms.map((term) => index.scores(term)));
	if (lists.every((scores) => scores.size === 0)) return unknown;
	const notes = await noteVectors(index);
	if (notes === undefined) return unknown;
	const { notes: noteOf } = await index.passages();
	const query = new Float32Array(notes.dimension);
	for (const scores of lists) addMeaning(query, scores, notes, noteOf);
	const scores = compareAll(query, notes);
	const order = [...scores.keys()]
		.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b)
		.slice(0, mostRanked);
	const spread = Math.sqrt(scores.reduce((sum, score) => sum + score * score, 0) / scores.length);
	const enough = Math.max(leastCosine, Math.min(mostCosine, outstandingBy * spread));
	return { order, outstanding: order.filter((note) => (scores[note] as number) > enough).length };
}

const unknown: Nearness = { order: [], outstanding: 0 };
const mostRanked = 50;
const leastCosine = 0.4;
const mostCosine = 0.85;
/** In units of the usual cosine, because how alike any two notes are differs from vault to vault. */
const outstandingBy = 1.7;

/** Rows of length 1 (or 0), each less what all notes have in common. */
interface NoteVectors {
	readonly rows: Float32Array;
	readonly dimension: number;
	readonly count: number;
}

async function noteVectors(index: IndexReader): Promise<NoteVectors | undefined> {
	const raw = await index.noteVectors();
	if (raw === undefined) return undefined;
	let vectors = centred.get(raw.rows);
	if (vectors === undefined) {
		vectors = centre(raw.rows, raw.dimension);
		centred.set(raw.rows, vectors);
	}
	return vectors;
}

const centred = new WeakMap<Int8Array, NoteVectors>();

function centre(bytes: Int8Array, dimension: number): NoteVectors {
	const count = bytes.length / dimension;
	const rows = Float32Array.from(bytes);
	const mean = new Float32Array(dimension);
	eachRow(rows, dimension, (row) => {
		toUnit(row);
		for (let k = 0; k < dimension; k++) mean[k]! += row[k]! / count;
	});
	eachRow(rows, dimension, (row) => {
		if (row.every((value) => value === 0)) return;
		for (let k = 0; k < dimension; k++) row[k]! -= mean[k]!;
		toUnit(row);
	});
	return { rows, dimension, count };
}

function eachRow(rows: Float32Array, dimension: number, visit: (row: Float32Array) => void): void {
	for (let at = 0; at < rows.length; at += dimension) visit(rows.subarray(at, at + dimension));
}

function toUnit(row: Float32Array): void {
	const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
	if (length > 0) for (let k = 0; k < row.length; k++) row[k]! /= length;
}

/** Scores are impacts times rarity: their mean tells how much the term weighs, their shares which notes it stands for. */
function addMeaning(
	query: Float32Array,
	scores: Scores,
	{ rows, dimension }: NoteVectors,
	noteOf: readonly number[],
): void {
	for (const [passage, score] of scores) {
		const start = (noteOf[passage] as number) * dimension;
		for (let k = 0; k < dimension; k++) query[k]! += (rows[start + k]! * score) / scores.size;
	}
}

function compareAll(query: Float32Array, { rows, dimension, count }: NoteVectors): Float32Array {
	toUnit(query);
	return Float32Array.from({ length: count }, (_, note) => {
		let product = 0;
		for (let k = 0; k < dimension; k++) product += rows[note * dimension + k]! * query[k]!;
		return product;
	});
}

/** Reciprocal rank fusion: notes that hold the words, in an order to which meaning contributes half as much. */
export function fuse(candidates: readonly Candidate[], { order }: Nearness): readonly Candidate[] {
	const ranks = new Map(order.map((note, rank) => [note, rank]));
	const score = (note: number, rank: number) => {
		const other = ranks.get(note);
		return 1 / (60 + rank) + (other === undefined ? 0 : 0.5 / (60 + other));
	};
	return candidates
		.map((candidate, rank) => ({ candidate, score: score(candidate.note, rank), rank }))
		.sort((a, b) => b.score - a.score || a.rank - b.rank)
		.map(({ candidate }) => candidate);
}
