import { type Kernels, nearestRows, none } from "../kernels/index.js";
import type { ConceptGraph, ConceptId, Embedding, Neighbor } from "../model/index.js";
import { neighborsOf, undirected } from "./graph/adjacency.js";
import type { NumberedGraph } from "./graph/from-concepts.js";
import { ReasonGiver } from "./reasons/give-reasons.js";

/** Neighbours that a note's list has at most. */
const listLength = 12;
/** Suggestions that a note has at most. */
const mostSuggestions = 5;
/** Nearest notes that are looked at for a link that may be missing. */
const looked = 20;
/** Nearer than this is near. */
const leastCosine = 0.05;
/** How many of the pairs that score as high must be linked already, for others to be suggested. */
const wantedPrecision = 0.6;
/** Fewer linked pairs tell nothing. */
const leastLinked = 20;

export interface ListInput {
	readonly kernels: Kernels;
	readonly numbered: NumberedGraph;
	/** (items + groups, dimension), rows of length 1 or 0. */
	readonly vectors: Float32Array;
	readonly dimension: number;
	readonly concepts: ConceptGraph["graph"];
}

/** For every note what is near it, and what it perhaps should link to; with reasons. */
export function listNeighbors(input: ListInput): Pick<Embedding, "related" | "suggestions"> {
	const { kernels, numbered, vectors, dimension, concepts } = input;
	const { items } = numbered;
	const giver = new ReasonGiver(numbered, concepts);
	const nearest = nearestRows(kernels, vectors, items.length, dimension, looked);
	const related = new Map<ConceptId, readonly Neighbor[]>();
	items.forEach((id, a) => {
		const near: Neighbor[] = [];
		for (let k = a * looked; k < a * looked + listLength; k++) {
			const [b, score] = [nearest.indices[k]!, Math.min(1, nearest.scores[k]!)];
			if (b === none || score < leastCosine) break;
			near.push({ concept: items[b]!, score, reasons: giver.reasons(a, b) });
		}
		related.set(id, near);
	});
	return { related, suggestions: suggest(numbered, nearest.indices, giver) };
}

/** A pair that might be linked, and by how much evidence. */
interface Candidate {
	readonly a: number;
	readonly b: number;
	readonly score: number;
	readonly linked: boolean;
}

/**
 * Pairs that have as much in common as pairs that are linked. How much that is, the vault's own links tell: among all
 * pairs with so much evidence or more, most are linked already. A vault with few links has no suggestions.
 */
function suggest(
	numbered: NumberedGraph,
	nearest: Uint32Array,
	giver: ReasonGiver,
): ReadonlyMap<ConceptId, readonly Neighbor[]> {
	const candidates = listCandidates(numbered, nearest, giver);
	const least = precisionThreshold(candidates);
	const suggestions = new Map<ConceptId, readonly Neighbor[]>();
	const { items } = numbered;
	items.forEach((id, a) => {
		const chosen = candidates[a]!.filter(({ linked, score }) => !linked && score >= least)
			.sort((x, y) => y.score - x.score || x.b - y.b)
			.slice(0, mostSuggestions);
		suggestions.set(
			id,
			chosen.map(({ b, score }) => ({
				concept: items[b]!,
				score: score / (1 + score),
				reasons: giver.reasons(a, b),
			})),
		);
	});
	return suggestions;
}

/** For each note, its nearest and those that name it or that it names. */
function listCandidates({ graph }: NumberedGraph, nearest: Uint32Array, giver: ReasonGiver): Candidate[][] {
	const links = undirected(graph.links, graph.items);
	const { offsets, columns } = graph.mentions;
	return Array.from({ length: graph.items }, (_, a) => {
		const near = nearest.subarray(a * looked, (a + 1) * looked).filter((b) => b !== none);
		const named = columns.subarray(offsets[a], offsets[a + 1]);
		const linked = new Set(neighborsOf(links, a));
		return [...new Set([...near, ...named])].map((b) => ({
			...{ a, b, linked: linked.has(b) },
			score: giver.evidence(a, b),
		}));
	});
}

/** The lowest score above which most candidates are linked already; infinite when that cannot be told. */
function precisionThreshold(candidates: readonly (readonly Candidate[])[]): number {
	const all = candidates.flat().sort((x, y) => y.score - x.score);
	let [linked, least] = [0, Number.POSITIVE_INFINITY];
	all.forEach((candidate, i) => {
		if (candidate.linked) linked++;
		if (linked >= leastLinked && linked >= wantedPrecision * (i + 1)) least = candidate.score;
	});
	return least;
}
