import type { AttributedGraph } from "./attributed-graph.js";
import { PairList } from "./pairs.js";

/** Who is next to whom: node i has `neighbors[k]` for offsets[i] ≤ k < offsets[i+1], ascending. */
export interface Adjacency {
	readonly offsets: Uint32Array;
	readonly neighbors: Uint32Array;
}

/** Links without their direction; each neighbour once. */
export function undirected(links: Uint32Array, nodes: number): Adjacency {
	const both = new PairList();
	for (let i = 0; i < links.length; i += 2) {
		both.add(links[i]!, links[i + 1]!);
		both.add(links[i + 1]!, links[i]!);
	}
	return adjacencyOf(both.sorted(), nodes);
}

/** Links, memberships and what is above a group, as pairs of rows. */
export function joinLinks({ items, links, memberships, parents }: AttributedGraph): Uint32Array {
	return Uint32Array.from([
		...links,
		...memberships.map((end, i) => (i % 2 === 0 ? end : items + end)),
		...parents.map((end) => items + end),
	]);
}

/** From sorted pairs. */
export function adjacencyOf(pairs: Uint32Array, nodes: number): Adjacency {
	const offsets = new Uint32Array(nodes + 1);
	for (let i = 0; i < pairs.length; i += 2) offsets[pairs[i]! + 1]!++;
	for (let i = 0; i < nodes; i++) offsets[i + 1]! += offsets[i]!;
	return { offsets, neighbors: Uint32Array.from({ length: pairs.length / 2 }, (_, i) => pairs[2 * i + 1]!) };
}

export function degreeOf({ offsets }: Adjacency, node: number): number {
	return offsets[node + 1]! - offsets[node]!;
}

export function neighborsOf({ offsets, neighbors }: Adjacency, node: number): Uint32Array {
	return neighbors.subarray(offsets[node], offsets[node + 1]);
}

/** Whether one is among some that ascend, as neighbours do. */
export function isIn(sorted: Uint32Array, value: number): boolean {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (sorted[middle]! < value) low = middle + 1;
		else high = middle;
	}
	return sorted[low] === value;
}
