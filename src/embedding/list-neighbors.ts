import { type Csr, elementary, type Kernels, nearestRows, none } from "../kernels/index.js";
import type { ConceptGraph, ConceptId, Embedding, Neighbor, Reason } from "../model/index.js";
import { isIn, neighborsOf } from "./graph/adjacency.js";
import type { NumberedGraph } from "./graph/from-concepts.js";
import { ReasonGiver, type Strengths } from "./reasons/give-reasons.js";
import { strengthsOf } from "./reasons/strengths.js";
import type { SharedTerms } from "./text/shared-terms.js";
import type { LinkScorer } from "./train/link-scorer.js";
import { featureCount } from "./train/pair-features.js";
import { fewestPairs } from "./train/recipe.js";
import { namedBy, surroundingsOf } from "./train/surroundings.js";

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
	/** What the notes have in common, if somebody knows it already. */
	readonly shared?: SharedTerms;
}

/**
 * For every note what is near it, by its vector, and what it perhaps should link to, by the ranker. Why, the parts of the
 * ranker's score say.
 */
export function listNeighbors(input: ListInput): NeighborLists {
	const { kernels, numbered, vectors, dimension } = input;
	const { items } = numbered.graph;
	const nearest = nearestRows(kernels, vectors, items, dimension, looked);
	const lister = createLister(input, (a) => ({
		indices: nearest.indices.subarray(a * looked, (a + 1) * looked),
		scores: nearest.scores.subarray(a * looked, (a + 1) * looked),
	}));
	const judged = Array.from({ length: items }, (_, a) => lister.judge(a));
	const least = leastChance(judged);
	const related = new Map<ConceptId, readonly Neighbor[]>();
	const suggestions = new Map<ConceptId, readonly Neighbor[]>();
	judged.forEach((one, a) => {
		related.set(numbered.items[a]!, lister.related(a, one));
		suggestions.set(numbered.items[a]!, lister.suggestions(a, one, least));
	});
	return { related, suggestions, least };
}

export interface NeighborLists extends Pick<Embedding, "related" | "suggestions"> {
	/** How likely a link had to be to be suggested. */
	readonly least: number;
}

/** Lists what is near one note. Whatever it needs of the vault is made once. */
export interface Lister {
	judge(a: number): Judged;
	/** Nearest first. */
	related(a: number, judged: Judged): readonly Neighbor[];
	/** Likeliest first; `least` is the `leastChance` of all notes. */
	suggestions(a: number, judged: Judged, least: number): readonly Neighbor[];
}

/** What was found about one note. */
export interface Judged {
	/** By cosine. */
	readonly near: readonly Found[];
	/** Not linked; by how likely it would be this one if one link was missing, as the ranker has it. */
	readonly missing: readonly Found[];
	/** How likely each of those would have been that are linked. */
	readonly sure: readonly number[];
}

export interface Found {
	readonly b: number;
	readonly score: number;
	readonly strengths: Partial<Strengths>;
}

/** `nearestOf` tells the `looked` nearest of an item, where it is known already. */
export function createLister(input: ListInput, nearestOf: NearestOf = searchNearest(input)): Lister {
	const { numbered, scorer } = input;
	const { items, mentions } = numbered.graph;
	const giver = new ReasonGiver(numbered, input.concepts, input.shared);
	const { links } = surroundingsOf(numbered.graph);
	const named = namedBy(numbered.graph);
	const candidates = new Candidates(items);
	const calibrated = links.neighbors.length / 2 >= fewestPairs;
	let parts = new Float32Array(256 * featureCount);
	const neighbor = (a: number, { b, score, strengths }: Found): Neighbor => ({
		...{ concept: numbered.items[b]!, score: Math.min(1, score) },
		reasons: giver.reasons(a, b, strengths),
	});
	return {
		judge: (a) => {
			const { indices, scores } = nearestOf(a);
			const others = candidates.of(indices, mentionsIn(mentions, a), mentionsIn(named, a));
			if (parts.length < others.length * featureCount) parts = new Float32Array(others.length * featureCount);
			scorer.parts(a, others, parts);
			const linked = marked(others, neighborsOf(links, a));
			const chances = chancesOf(parts, linked);
			const found = (i: number, score: number): Found => ({
				...{ b: others[i]!, score },
				strengths: strengthsOf(parts, i, linked[i] === 1),
			});
			return {
				near: nearOf(indices, scores).map((i) => found(i, scores[i]!)),
				missing: missingOf(others, linked, chances).map((i) => found(i, chances[i]!)),
				sure: [...chances.filter((_, i) => linked[i] === 1)],
			};
		},
		related: (a, { near }) => near.map((one) => neighbor(a, one)),
		suggestions: (a, { missing }, least) =>
			missing
				.filter(({ score }) => score >= least)
				.map((one) => neighbor(a, one))
				.filter(({ reasons }) => reasons.some(({ kind }) => (calibrated ? concrete : naming).has(kind))),
	};
}

/** What a suggestion is founded on, … */
const concrete: ReadonlySet<Reason["kind"]> = new Set(["text", "mention", "neighbors", "tags"]);
/** … and in a vault with so few linked pairs that nobody knows what a score is worth. */
const naming: ReadonlySet<Reason["kind"]> = new Set(["mention"]);

/** The nearest of an item, nearest first, and their cosines. */
type NearestOf = (a: number) => { readonly indices: Uint32Array; readonly scores: Float32Array };

/** For one note after the other. */
function searchNearest({ kernels, vectors, dimension, numbered }: ListInput): NearestOf {
	return (a) => {
		const queries = vectors.subarray(a * dimension, (a + 1) * dimension);
		const asked = { queries, count: 1 };
		const { indices, scores } = nearestRows(
			...([kernels, vectors, numbered.graph.items, dimension, looked + 1] as const),
			asked,
		);
		// Without queries a row is not its own neighbour.
		const own = indices.indexOf(a);
		const others = (_: number, i: number) => i !== (own === -1 ? looked : own);
		return { indices: indices.filter(others), scores: scores.filter(others) };
	};
}

/** Those that are looked at, each once: the nearest, then who is mentioned or mentions. */
class Candidates {
	readonly #seen: Uint8Array;
	#list = new Uint32Array(looked + 2 * mostMentions);

	constructor(items: number) {
		this.#seen = new Uint8Array(items);
	}

	/** Valid until the next call. */
	of(...lists: readonly Uint32Array[]): Uint32Array {
		let size = 0;
		for (const list of lists) {
			for (const other of list) {
				if (other === none || this.#seen[other] === 1) continue;
				this.#seen[other] = 1;
				this.#list[size++] = other;
			}
		}
		for (let i = 0; i < size; i++) this.#seen[this.#list[i]!] = 0;
		return this.#list.subarray(0, size);
	}
}

function mentionsIn({ offsets, columns }: Csr, a: number): Uint32Array {
	return columns.subarray(offsets[a], Math.min(offsets[a + 1]!, offsets[a]! + mostMentions));
}

/** 1 for each of some that is among others, which ascend. */
function marked(some: Uint32Array, among: Uint32Array): Uint8Array {
	return Uint8Array.from(some, (one) => (isIn(among, one) ? 1 : 0));
}

/** Places of those that are near indeed. */
function nearOf(indices: Uint32Array, scores: Float32Array): number[] {
	const places: number[] = [];
	for (let i = 0; i < listLength && i < indices.length; i++) {
		if (indices[i] !== none && scores[i]! >= leastCosine) places.push(i);
	}
	return places;
}

/** Places of those that may be suggested, likeliest first. */
function missingOf(others: Uint32Array, linked: Uint8Array, chances: Float64Array): number[] {
	const places: number[] = [];
	for (let i = 0; i < others.length; i++) {
		if (linked[i] === 0 && chances[i]! >= chanceBounds[0]) places.push(i);
	}
	places.sort((x, y) => chances[y]! - chances[x]! || others[x]! - others[y]!);
	return places.slice(0, mostSuggestions);
}

/** Softmax of each score, the sum of its parts, among those of the pairs that are not linked. */
function chancesOf(parts: Float32Array, linked: Uint8Array): Float64Array {
	const weights = new Float64Array(linked.length);
	let most = Number.NEGATIVE_INFINITY;
	for (let i = 0; i < linked.length; i++) {
		for (let f = 0; f < featureCount; f++) weights[i]! += parts[i * featureCount + f]!;
		most = Math.max(most, weights[i]!);
	}
	let open = 0;
	for (let i = 0; i < linked.length; i++) {
		weights[i] = elementary.exp(weights[i]! - most);
		if (linked[i] === 0) open += weights[i]!;
	}
	return weights.map((weight, i) => weight / (linked[i] === 1 ? open + weight : open));
}

/** Never suggest what is less likely than this, always what is more. */
const chanceBounds = [0.15, 0.5] as const;
/** This share of the links that are there would not have been suggested themselves. */
const doubted = 0.5;

/** From which chance on a link is suggested: as sure as of the links that are there, or of a good part of them. */
function leastChance(judged: readonly Judged[]): number {
	const sure = Float64Array.from(judged.flatMap((one) => one.sure)).sort();
	const quantile = sure[Math.floor(doubted * sure.length)] ?? 1;
	return Math.max(chanceBounds[0], Math.min(chanceBounds[1], quantile));
}
