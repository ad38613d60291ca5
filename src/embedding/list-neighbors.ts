import { type Csr, elementary, type Kernels, nearestRows, none, transposeCsr } from "../kernels/index.js";
import type { ConceptGraph, ConceptId, Embedding, Neighbor } from "../model/index.js";
import { neighborsOf, undirected } from "./graph/adjacency.js";
import type { NumberedGraph } from "./graph/from-concepts.js";
import { ReasonGiver, type Strengths } from "./reasons/give-reasons.js";
import { strengthsOf } from "./reasons/strengths.js";
import type { LinkScorer } from "./train/link-scorer.js";
import { featureCount } from "./train/pair-features.js";

/** Neighbours that a note's list has at most. */
const listLength = 12;
/** Suggestions that a note has at most. */
const mostSuggestions = 5;
/** Nearest notes that are looked at for a link that may be missing. */
const looked = 24;
/** Mentions that are looked at besides. */
const mostMentions = 60;
/** Nearer than this is near. */
const leastCosine = 0.05;

export interface ListInput {
	readonly kernels: Kernels;
	readonly numbered: NumberedGraph;
	/** (items + groups, dimension), rows of length 1 or 0. */
	readonly vectors: Float32Array;
	readonly dimension: number;
	readonly scorer: LinkScorer;
	readonly concepts: ConceptGraph["graph"];
}

/**
 * For every note what is near it, by its vector, and what it perhaps should link to, by the ranker. Why, the parts of the
 * ranker's score say.
 */
export function listNeighbors(input: ListInput): Pick<Embedding, "related" | "suggestions"> {
	const { numbered, concepts } = input;
	const giver = new ReasonGiver(numbered, concepts);
	const judged = judgeAll(input);
	const least = leastChance(judged.flatMap(({ sure }) => sure));
	const neighbors = (a: number, found: readonly Found[]): readonly Neighbor[] =>
		found.map(({ b, score, strengths }) => ({
			...{ concept: numbered.items[b]!, score: Math.min(1, score) },
			reasons: giver.reasons(a, b, strengths),
		}));
	const related = new Map<ConceptId, readonly Neighbor[]>();
	const suggestions = new Map<ConceptId, readonly Neighbor[]>();
	judged.forEach(({ near, missing }, a) => {
		const id = numbered.items[a]!;
		related.set(id, neighbors(a, near));
		suggestions.set(
			id,
			neighbors(
				a,
				missing.filter(({ score }) => score >= least),
			),
		);
	});
	return { related, suggestions };
}

interface Found {
	readonly b: number;
	readonly score: number;
	readonly strengths: Partial<Strengths>;
}

/** What was found about one note. */
interface Judged {
	/** By cosine. */
	readonly near: readonly Found[];
	/** Not linked; by how likely it would be this one if one link was missing, as the ranker has it. */
	readonly missing: readonly Found[];
	/** How likely each of those would have been that are linked. */
	readonly sure: readonly number[];
}

/** Looks, for each note, at its nearest and at those that name it or that it names. */
function judgeAll({ kernels, numbered, vectors, dimension, scorer }: ListInput): Judged[] {
	const { graph } = numbered;
	const nearest = nearestRows(kernels, vectors, graph.items, dimension, looked);
	const links = undirected(graph.links, graph.items);
	const { mentions } = graph;
	const named = transposeCsr(plainMemory, mentions);
	const namedIn = (table: Csr, a: number) =>
		table.columns.subarray(
			table.offsets[a],
			Math.min(table.offsets[a + 1]!, table.offsets[a]! + mostMentions),
		);
	let parts = new Float32Array(256 * featureCount);
	return Array.from({ length: graph.items }, (_, a) => {
		const near = nearest.indices.subarray(a * looked, (a + 1) * looked).filter((b) => b !== none);
		const others = Uint32Array.from(new Set([...near, ...namedIn(mentions, a), ...namedIn(named, a)]));
		if (parts.length < others.length * featureCount) parts = new Float32Array(others.length * featureCount);
		scorer.parts(a, others, parts);
		const linked = new Set(neighborsOf(links, a));
		const isLinked = Array.from(others, (b) => linked.has(b));
		const chances = chancesOf(parts, isLinked);
		const found = (i: number, score: number): Found => ({
			...{ b: others[i]!, score },
			strengths: strengthsOf(parts, i, isLinked[i]!),
		});
		const cosine = (i: number) => nearest.scores[a * looked + i]!;
		const order = [...others.keys()].filter((i) => !isLinked[i] && chances[i]! >= chanceBounds[0]);
		order.sort((x, y) => chances[y]! - chances[x]! || others[x]! - others[y]!);
		return {
			near: [...near.subarray(0, listLength).keys()]
				.filter((i) => cosine(i) >= leastCosine)
				.map((i) => found(i, cosine(i))),
			missing: order.slice(0, mostSuggestions).map((i) => found(i, chances[i]!)),
			sure: chances.filter((_, i) => isLinked[i]),
		};
	});
}

const plainMemory = {
	floats: (length: number) => new Float32Array(length),
	indices: (length: number) => new Uint32Array(length),
};

/** Softmax of each score, the sum of its parts, among those of the pairs that are not linked. */
function chancesOf(parts: Float32Array, linked: readonly boolean[]): number[] {
	const scores = linked.map((_, i) => {
		let score = 0;
		for (let f = 0; f < featureCount; f++) score += parts[i * featureCount + f]!;
		return score;
	});
	const most = scores.reduce((max, score) => Math.max(max, score), Number.NEGATIVE_INFINITY);
	const weights = scores.map((score) => elementary.exp(score - most));
	const open = weights.reduce((sum, weight, i) => (linked[i] ? sum : sum + weight), 0);
	return weights.map((weight, i) => weight / (linked[i] ? open + weight : open));
}

/** Never suggest what is less likely than this, always what is more. */
const chanceBounds = [0.15, 0.5] as const;
/** This share of the links that are there would not have been suggested themselves. */
const doubted = 0.5;

/** As sure as of the links that are there, or at least of a good part of them. */
function leastChance(sure: readonly number[]): number {
	const quantile = [...sure].sort((a, b) => a - b)[Math.floor(doubted * sure.length)] ?? 1;
	return Math.max(chanceBounds[0], Math.min(chanceBounds[1], quantile));
}
