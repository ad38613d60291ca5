import type { ConceptGraph, ConceptId } from "../../model/index.js";
import { graphCandidates, graphNeighbours } from "../limits.js";

/** A concept's nearest neighbours and the links among them; node 0 is the concept itself. */
export interface Neighbourhood {
	readonly nodes: readonly { readonly id: ConceptId; readonly degree: number }[];
	/** Pairs of indices into `nodes`, smaller first. */
	readonly edges: readonly (readonly [number, number])[];
	/** Neighbours that are left out. */
	readonly hidden: number;
}

export interface Neighbourhoods {
	around(id: ConceptId): Neighbourhood | undefined;
}

/**
 * The graph without directions, as arrays: the neighbours of node i are `targets[offsets[i]]` up to
 * `targets[offsets[i + 1]]`, ascending, each once and never i itself.
 */
interface Adjacency {
	readonly ids: readonly ConceptId[];
	readonly numbers: ReadonlyMap<ConceptId, number>;
	readonly offsets: Uint32Array;
	readonly targets: Uint32Array;
	/** 1 where a link leads there and one comes back. */
	readonly mutual: Uint8Array;
	/** Links of each node in the whole vault. */
	readonly degrees: Uint32Array;
}

/** `visible` leaves out what readers may not see. */
export function indexNeighbourhoods(
	graph: ConceptGraph,
	visible: (id: ConceptId) => boolean,
): Neighbourhoods {
	const adjacency = buildAdjacency(graph, visible);
	return {
		around: (id) => {
			const self = adjacency.numbers.get(id);
			return self === undefined ? undefined : around(self, adjacency);
		},
	};
}

function around(self: number, adjacency: Adjacency): Neighbourhood {
	const { ids, offsets, targets, mutual, degrees } = adjacency;
	const first = offsets[self]!;
	const end = offsets[self + 1]!;
	const candidates: { node: number; mutual: number; shared: number }[] = [];
	for (let i = first; i < end; i++) candidates.push({ node: targets[i]!, mutual: mutual[i]!, shared: 0 });
	const byDegree = (a: { node: number }, b: { node: number }) =>
		degrees[b.node]! - degrees[a.node]! || a.node - b.node;
	const looked = keepBest(candidates, (a, b) => b.mutual - a.mutual || byDegree(a, b), graphCandidates);
	for (const candidate of looked) candidate.shared = countShared(adjacency, self, candidate.node);
	const chosen = keepBest(
		looked,
		(a, b) => b.mutual - a.mutual || b.shared - a.shared || byDegree(a, b),
		graphNeighbours,
	);
	const nodes = [self, ...chosen.map(({ node }) => node)];
	return {
		nodes: nodes.map((node) => ({ id: ids[node]!, degree: degrees[node]! })),
		edges: edgesAmong(nodes, adjacency),
		hidden: end - first - chosen.length,
	};
}

function keepBest<T>(items: T[], compare: (a: T, b: T) => number, limit: number): T[] {
	return items.sort(compare).slice(0, limit);
}

/** Walks the shorter of the two lists, so that a leaf beside a hub costs little. */
function countShared(adjacency: Adjacency, a: number, b: number): number {
	const { offsets, targets } = adjacency;
	const shorter = offsets[a + 1]! - offsets[a]! < offsets[b + 1]! - offsets[b]! ? a : b;
	const longer = shorter === a ? b : a;
	let shared = 0;
	for (let i = offsets[shorter]!; i < offsets[shorter + 1]!; i++) {
		if (isAdjacent(adjacency, longer, targets[i]!)) shared++;
	}
	return shared;
}

function edgesAmong(nodes: readonly number[], adjacency: Adjacency): (readonly [number, number])[] {
	const edges: (readonly [number, number])[] = [];
	for (let a = 0; a < nodes.length; a++) {
		for (let b = a + 1; b < nodes.length; b++) {
			if (isAdjacent(adjacency, nodes[a]!, nodes[b]!)) edges.push([a, b]);
		}
	}
	return edges;
}

/** Binary search in a node's ascending list. */
function isAdjacent({ offsets, targets }: Adjacency, from: number, to: number): boolean {
	let low = offsets[from]!;
	let high = offsets[from + 1]! - 1;
	while (low <= high) {
		const middle = (low + high) >>> 1;
		const target = targets[middle]!;
		if (target === to) return true;
		if (target < to) low = middle + 1;
		else high = middle - 1;
	}
	return false;
}

function buildAdjacency({ graph }: ConceptGraph, visible: (id: ConceptId) => boolean): Adjacency {
	const ids = graph.nodes().filter(visible);
	const numbers = new Map(ids.map((id, i) => [id, i]));
	const degrees = new Uint32Array(ids.length);
	/** For each node, neighbour → 1 for a link out, 2 for one in, 3 for both. */
	const directions: Map<number, number>[] = ids.map(() => new Map());
	graph.forEachDirectedEdge((_edge, _relation, source, target) => {
		const from = numbers.get(source);
		const to = numbers.get(target);
		if (from === undefined || to === undefined || from === to) return;
		degrees[from]!++;
		degrees[to]!++;
		directions[from]!.set(to, (directions[from]!.get(to) ?? 0) | 1);
		directions[to]!.set(from, (directions[to]!.get(from) ?? 0) | 2);
	});
	return { ids, numbers, degrees, ...flatten(directions) };
}

function flatten(
	directions: readonly ReadonlyMap<number, number>[],
): Pick<Adjacency, "offsets" | "targets" | "mutual"> {
	const offsets = new Uint32Array(directions.length + 1);
	for (const [i, neighbours] of directions.entries()) offsets[i + 1] = offsets[i]! + neighbours.size;
	const targets = new Uint32Array(offsets[directions.length]!);
	const mutual = new Uint8Array(targets.length);
	for (const [i, neighbours] of directions.entries()) {
		const sorted = Uint32Array.from(neighbours.keys()).sort();
		targets.set(sorted, offsets[i]);
		for (const [j, target] of sorted.entries())
			mutual[offsets[i]! + j] = neighbours.get(target) === 3 ? 1 : 0;
	}
	return { offsets, targets, mutual };
}
