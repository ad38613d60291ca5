import type { AttributedGraph } from "./attributed-graph.js";

/** Who is next to whom: node i has `neighbors[k]` for offsets[i] ≤ k < offsets[i+1], ascending. */
export interface Adjacency {
	readonly offsets: Uint32Array;
	readonly neighbors: Uint32Array;
}

/** Links without their direction; each neighbour once. */
export function undirected(links: Uint32Array, nodes: number): Adjacency {
	// Sorted by counting, twice: by the neighbour, and then by the node, where their order stays.
	const starts = new Uint32Array(nodes + 1);
	for (const end of links) starts[end + 1]!++;
	for (let i = 0; i < nodes; i++) starts[i + 1]! += starts[i]!;
	const next = starts.slice();
	const byNeighbor = new Uint32Array(links.length);
	for (let i = 0; i < links.length; i++) byNeighbor[next[links[i]!]!++] = links[i ^ 1]!;
	next.set(starts);
	const all = new Uint32Array(links.length);
	for (let neighbor = 0; neighbor < nodes; neighbor++) {
		for (let k = starts[neighbor]!; k < starts[neighbor + 1]!; k++) all[next[byNeighbor[k]!]!++] = neighbor;
	}
	return withoutRepetition(all, starts);
}

/** Equal ones of a row stand beside each other. */
function withoutRepetition(all: Uint32Array, starts: Uint32Array): Adjacency {
	const offsets = new Uint32Array(starts.length);
	let size = 0;
	for (let node = 0; node + 1 < starts.length; node++) {
		for (let k = starts[node]!; k < starts[node + 1]!; k++) {
			if (k === starts[node] || all[k] !== all[k - 1]) all[size++] = all[k]!;
		}
		offsets[node + 1] = size;
	}
	return { offsets, neighbors: all.slice(0, size) };
}

/** Links, memberships and what is above a group, as pairs of rows. */
export function joinLinks({ items, links, memberships, parents }: AttributedGraph): Uint32Array {
	const pairs = new Uint32Array(links.length + memberships.length + parents.length);
	pairs.set(links);
	for (let i = 0; i < memberships.length; i++)
		pairs[links.length + i] = memberships[i]! + (i % 2 === 0 ? 0 : items);
	for (let i = 0; i < parents.length; i++) pairs[links.length + memberships.length + i] = items + parents[i]!;
	return pairs;
}

/** From sorted pairs. */
export function adjacencyOf(pairs: Uint32Array, nodes: number): Adjacency {
	const offsets = new Uint32Array(nodes + 1);
	for (let i = 0; i < pairs.length; i += 2) offsets[pairs[i]! + 1]!++;
	for (let i = 0; i < nodes; i++) offsets[i + 1]! += offsets[i]!;
	const neighbors = new Uint32Array(pairs.length / 2);
	for (let i = 0; i < neighbors.length; i++) neighbors[i] = pairs[2 * i + 1]!;
	return { offsets, neighbors };
}

export function degreeOf({ offsets }: Adjacency, node: number): number {
	return offsets[node + 1]! - offsets[node]!;
}

export function neighborsOf({ offsets, neighbors }: Adjacency, node: number): Uint32Array {
	return neighbors.subarray(offsets[node], offsets[node + 1]);
}

/** Whether two nodes are next to each other. */
export function areNeighbors({ offsets, neighbors }: Adjacency, node: number, other: number): boolean {
	const end = offsets[node + 1]!;
	let [low, high] = [offsets[node]!, end];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (neighbors[middle]! < other) low = middle + 1;
		else high = middle;
	}
	return low < end && neighbors[low] === other;
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
