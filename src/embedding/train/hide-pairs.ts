import type { Rng } from "../../kernels/index.js";
import { neighborsOf, undirected } from "../graph/adjacency.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";

/** Linked pairs of items, (n, 2), the smaller first, sorted. */
export function linkedPairs({ links, items }: Pick<AttributedGraph, "links" | "items">): Uint32Array {
	const adjacency = undirected(links, items);
	const pairs: number[] = [];
	for (let item = 0; item < items; item++)
		for (const other of neighborsOf(adjacency, item)) if (item < other) pairs.push(item, other);
	return Uint32Array.from(pairs);
}

/** The pairs in another order. */
export function shufflePairs(pairs: Uint32Array, rng: Rng): Uint32Array {
	const order = rng.shuffle(Uint32Array.from({ length: pairs.length / 2 }, (_, i) => i));
	const shuffled = new Uint32Array(pairs.length);
	order.forEach((from, to) => {
		shuffled[2 * to] = pairs[2 * from]!;
		shuffled[2 * to + 1] = pairs[2 * from + 1]!;
	});
	return shuffled;
}

/** The links without those between the pairs, in either direction. */
export function hidePairs(links: Uint32Array, pairs: Uint32Array, items: number): Uint32Array {
	const gone = new Set<number>();
	for (let i = 0; i < pairs.length; i += 2) {
		gone.add(pairs[i]! * items + pairs[i + 1]!);
		gone.add(pairs[i + 1]! * items + pairs[i]!);
	}
	return links.filter((_, i) => !gone.has(links[i & ~1]! * items + links[i | 1]!));
}

/** Brings `count` of the numbers, in a random order, to the front, and returns these. */
export function drawSome(numbers: Uint32Array, count: number, rng: Rng): Uint32Array {
	for (let i = 0; i < count; i++) {
		const j = i + rng.integer(numbers.length - i);
		const drawn = numbers[j]!;
		numbers[j] = numbers[i]!;
		numbers[i] = drawn;
	}
	return numbers.subarray(0, count);
}
