import { neighborsOf, undirected } from "../../src/embedding/graph/adjacency.js";
import type { AttributedGraph } from "../../src/embedding/graph/attributed-graph.js";
import { createRng, type Rng } from "../../src/kernels/index.js";
import type { Task } from "./task.js";

/** Hides a share of the linked pairs, each in both directions. Their anchors are in no text from the beginning. */
export function hideLinks(graph: AttributedGraph, share: number, seed: number): Task {
	const rng = createRng(seed);
	const all = undirected(graph.links, graph.items);
	const pairs: [number, number][] = [];
	for (let item = 0; item < graph.items; item++) {
		for (const other of neighborsOf(all, item)) if (item < other) pairs.push([item, other]);
	}
	shuffle(pairs, rng);
	const hidden = pairs.slice(0, Math.round(share * pairs.length));
	const gone = new Set(hidden.map(([a, b]) => keyOf(a, b, graph.items)));
	const links: number[] = [];
	for (let i = 0; i < graph.links.length; i += 2) {
		const [from, to] = [graph.links[i]!, graph.links[i + 1]!];
		if (!gone.has(keyOf(from, to, graph.items))) links.push(from, to);
	}
	const linked = new Set(pairs.map(([a, b]) => keyOf(a, b, graph.items)));
	return {
		train: { ...graph, links: Uint32Array.from(links) },
		hidden: Uint32Array.from(hidden.flat()),
		unlinked: drawUnlinked(hidden.length, linked, graph.items, rng),
		known: graph.links,
	};
}

function drawUnlinked(count: number, linked: ReadonlySet<number>, items: number, rng: Rng): Uint32Array {
	const drawn: number[] = [];
	for (let tries = 0; drawn.length < 2 * count && tries < 1000 * (count + 1); tries++) {
		const [a, b] = [rng.integer(items), rng.integer(items)];
		if (a !== b && !linked.has(keyOf(a, b, items))) drawn.push(a, b);
	}
	return Uint32Array.from(drawn);
}

function keyOf(a: number, b: number, items: number): number {
	return Math.min(a, b) * items + Math.max(a, b);
}

function shuffle<T>(list: T[], rng: Rng): void {
	for (let i = list.length - 1; i > 0; i--) {
		const j = rng.integer(i + 1);
		[list[i], list[j]] = [list[j]!, list[i]!];
	}
}
