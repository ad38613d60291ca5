import { elementary, type Kernels, nearestRows, none, transposeCsr } from "../kernels/index.js";
import type { ConceptGraph, ConceptId, Embedding, Neighbor } from "../model/index.js";
import { neighborsOf, undirected } from "./graph/adjacency.js";
import type { NumberedGraph } from "./graph/from-concepts.js";
import { ReasonGiver, type Strengths } from "./reasons/give-reasons.js";
import { strengthsOf } from "./reasons/strengths.js";
import type { LinkScorer } from "./train/link-scorer.js";

/** Neighbours that a note's list has at most. */
const listLength = 12;
/** Suggestions that a note has at most. */
const mostSuggestions = 5;
/** Nearest notes that are looked at for a link that may be missing. */
const looked = 30;
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
	const lists = judgeAll(input);
	const least = leastChance(lists);
	const neighbor = (a: number, { b, strengths }: Candidate, score: number): Neighbor => ({
		...{ concept: numbered.items[b]!, score },
		reasons: giver.reasons(a, b, strengths),
	});
	const related = new Map<ConceptId, readonly Neighbor[]>();
	const suggestions = new Map<ConceptId, readonly Neighbor[]>();
	lists.forEach((candidates, a) => {
		const near = candidates.filter(({ cosine }) => cosine >= leastCosine).slice(0, listLength);
		const missing = candidates
			.filter(({ linked, chance }) => !linked && chance >= least)
			.sort((x, y) => y.chance - x.chance || x.b - y.b)
			.slice(0, mostSuggestions);
		related.set(
			numbered.items[a]!,
			near.map((one) => neighbor(a, one, Math.min(1, one.cosine))),
		);
		suggestions.set(
			numbered.items[a]!,
			missing.map((one) => neighbor(a, one, one.chance)),
		);
	});
	return { related, suggestions };
}

/** A note that may be near another. */
interface Candidate {
	readonly b: number;
	/** 0 for one that is only named. */
	readonly cosine: number;
	readonly linked: boolean;
	/** If one link was missing, how likely it would be this one, as the ranker has it. */
	readonly chance: number;
	readonly strengths: Partial<Strengths>;
}

/** For each note its nearest, nearest first, then others that name it or that it names. */
function judgeAll({ kernels, numbered, vectors, dimension, scorer }: ListInput): Candidate[][] {
	const { graph } = numbered;
	const nearest = nearestRows(kernels, vectors, graph.items, dimension, looked);
	const links = undirected(graph.links, graph.items);
	const { mentions } = graph;
	const named = transposeCsr(
		{ floats: (n) => new Float32Array(n), indices: (n) => new Uint32Array(n) },
		mentions,
	);
	return Array.from({ length: graph.items }, (_, a) => {
		const near = nearest.indices.subarray(a * looked, (a + 1) * looked).filter((b) => b !== none);
		const others = Uint32Array.from(
			new Set([
				...near,
				...mentions.columns.subarray(mentions.offsets[a], mentions.offsets[a + 1]).slice(0, mostMentions),
				...named.columns.subarray(named.offsets[a], named.offsets[a + 1]).slice(0, mostMentions),
			]),
		);
		const linked = new Set(neighborsOf(links, a));
		const parts = scorer.parts(a, others);
		const scores = parts.map((part) => Object.values(part).reduce((sum, value) => sum + value, 0));
		const chances = chancesOf(
			scores,
			Array.from(others, (b) => linked.has(b)),
		);
		return Array.from(others, (b, i) => ({
			...{ b, linked: linked.has(b), chance: chances[i]! },
			cosine: i < near.length ? nearest.scores[a * looked + i]! : 0,
			strengths: strengthsOf(parts[i]!, linked.has(b)),
		}));
	});
}

/** Softmax of each score among those of the pairs that are not linked. */
function chancesOf(scores: readonly number[], linked: readonly boolean[]): number[] {
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
function leastChance(lists: readonly (readonly Candidate[])[]): number {
	const sure = lists.flatMap((list) => list.filter(({ linked }) => linked).map(({ chance }) => chance));
	sure.sort((a, b) => a - b);
	const quantile = sure[Math.floor(doubted * sure.length)] ?? 1;
	return Math.max(chanceBounds[0], Math.min(chanceBounds[1], quantile));
}
