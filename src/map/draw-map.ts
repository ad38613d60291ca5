import type { Kernels } from "../kernels/index.js";
import type { CompiledNote, ConceptGraph, ConceptMap, Embedding } from "../model/index.js";
import { joinAffinities } from "./affinity.js";
import { keepTerritories } from "./keep-territories.js";
import { layOut } from "./lay-out.js";
import { count } from "./leiden.js";
import { nameCommunities, readNames } from "./names/name-communities.js";
import { nearestNeighbors } from "./neighbors.js";
import { pageRank, toImportance } from "./page-rank.js";
import { choosePlaces, type Places } from "./places.js";
import { recall } from "./recall.js";
import { settle } from "./settle.js";
import { findTerritories } from "./territories.js";
import type { EdgeList, WeightedGraph } from "./weighted-graph.js";

export interface MapInput {
	readonly graph: ConceptGraph;
	readonly embedding: Embedding;
	/** Those that are not in the graph (drafts) are not looked at. */
	readonly notes: readonly CompiledNote[];
}

export interface MapOptions {
	readonly seed: number;
	readonly kernels: Kernels;
	/** An earlier map of this vault: what is on it stays about where it was. */
	readonly previous?: ConceptMap;
}

/**
 * Draws the concept map: chooses what is shown, divides it into territories, gives every concept its place and every
 * territory its name. A pure function of its arguments: the same bytes each time, on every machine.
 */
export function drawMap(input: MapInput, { previous, ...options }: MapOptions): ConceptMap {
	return prepareMap(input, options)(previous);
}

/** The same, to be drawn several times: what does not depend on the earlier map is done once. */
export function prepareMap(
	{ graph, embedding, notes }: MapInput,
	{ seed, kernels }: Omit<MapOptions, "previous">,
): (previous: ConceptMap | undefined) => ConceptMap {
	const all = choosePlaces(graph, notes, embedding);
	const joined = join(all, embedding, seed, kernels);
	const { places, affinity, apart } = setApart(all, joined, (places) =>
		join(places, embedding, seed, kernels),
	);
	const { concepts, links } = places;
	const importance = toImportance(pageRank(concepts.length, bothWays(links)));
	const said = readNames(graph, places);
	const edges = undirected(links, concepts.length);
	return (previous) => {
		const memory = recall(concepts, previous);
		const kept = memory && keepTerritories(affinity, memory);
		const community = kept?.community ?? findTerritories(affinity, seed);
		const arrangement = { graph: affinity, community, importance };
		const positions =
			memory && kept
				? settle(arrangement, memory, kept.stays)
				: layOut({ ...arrangement, places, embedding, seed });
		return {
			concepts,
			positions: Float32Array.from(positions),
			importance,
			community,
			communities: nameCommunities({
				...{ graph, places, said, community, importance, count: count(community) },
				formerly: Array.from(kept?.origins ?? [], (c) => memory?.map.communities[c]?.name),
			}),
			edges,
			apart,
		};
	};
}

function join(
	places: Places,
	{ vectors, dimension }: Embedding,
	seed: number,
	kernels: Kernels,
): WeightedGraph {
	const n = places.concepts.length;
	const rows = new Float32Array(n * dimension);
	places.rows.forEach((row, i) => {
		if (row >= 0) rows.set(vectors.subarray(row * dimension, (row + 1) * dimension), i * dimension);
	});
	return joinAffinities(places, nearestNeighbors(rows, { n, d: dimension, k: neighborsEach, seed, kernels }));
}

const neighborsEach = 10;

/** What nothing joins to anything has no place on the map. */
function setApart(all: Places, joined: WeightedGraph, rejoin: (places: Places) => WeightedGraph) {
	const alone = (i: number) => joined.degrees[i] === 0 && all.concepts.length > 1;
	const apart = all.concepts.filter((_, i) => alone(i));
	if (apart.length === 0) return { places: all, affinity: joined, apart };
	const kept = all.concepts.map((_, i) => i).filter((i) => !alone(i));
	const index = new Map(kept.map((i, k) => [i, k]));
	const renumber = ({ sources, targets }: Places["links"]) => ({
		sources: sources.map((u) => index.get(u)!),
		targets: targets.map((v) => index.get(v)!),
	});
	const places: Places = {
		concepts: kept.map((i) => all.concepts[i]!),
		notes: kept.map((i) => all.notes[i]),
		rows: Int32Array.from(kept, (i) => all.rows[i]!),
		links: renumber(all.links),
		mentions: renumber(all.mentions),
	};
	return { places, affinity: rejoin(places), apart: apart.filter((id) => !/^[#?]/.test(id)) };
}

/** What many lead to is central, and so is, somewhat less, what leads to many. */
function bothWays({ sources, targets }: Places["links"]): EdgeList {
	const weights = new Float64Array(sources.length * 2).fill(1, 0, sources.length).fill(0.3, sources.length);
	return { sources: concat(sources, targets), targets: concat(targets, sources), weights };
}

function concat(a: Uint32Array, b: Uint32Array): Uint32Array {
	const both = new Uint32Array(a.length + b.length);
	both.set(a);
	both.set(b, a.length);
	return both;
}

function undirected({ sources, targets }: Places["links"], n: number): Uint32Array {
	const pairs = new Set<number>();
	sources.forEach((u, e) => {
		const v = targets[e]!;
		pairs.add(Math.min(u, v) * n + Math.max(u, v));
	});
	const sorted = Float64Array.from(pairs).sort();
	const edges = new Uint32Array(sorted.length * 2);
	sorted.forEach((pair, e) => {
		edges[2 * e] = Math.floor(pair / n);
		edges[2 * e + 1] = pair % n;
	});
	return edges;
}
