import type { Graph } from "./graph.js";
import { levels } from "./levels.js";
import { withSenders } from "./neighbors.js";

/** Nodes that are updated at once, each from what the others were before. */
export type NodeSet = "all" | Uint32Array;

/** In which order nodes are updated, and when that ends. */
export interface Schedule {
	/** The sets, one after the other; may be endless if `settle` is there. */
	sets(graph: Graph): Iterable<NodeSet>;
	/** Ends when states have come to rest. */
	readonly settle?: Settle;
}

export interface Settle {
	/**
	 * Largest change of a number that counts as rest, and the part of an error that counts as nothing on the way back.
	 * Without: 1e-12 in float64; in float32 1e-5, and 1e-6 on the way back.
	 */
	readonly tolerance?: number;
	/** More iterations than this are an error. */
	readonly most: number;
	/**
	 * `implicit`: through the equation that the state fulfils (Almeida 1987; Pineda 1987), in memory that does not grow
	 * with the iterations. `unrolled`: through every iteration.
	 */
	readonly gradient: "implicit" | "unrolled";
}

/**
 * Each node once, after all that send to it. On a chain that is the recurrent network, step for step; on a tree or a
 * directed acyclic graph the recursive network. A cycle is an error.
 */
export function topological(): Schedule {
	return { sets: levels };
}

/**
 * All nodes at once, T times: the gated graph network. With `only`, no more is computed than the last states of these
 * nodes need, with the same numbers for them and the same gradients; the states of others may be from an earlier step.
 */
export function synchronous(steps: number, { only }: { readonly only?: Uint32Array } = {}): Schedule {
	if (!only) return { sets: () => Array.from({ length: steps }, () => "all" as const) };
	return { sets: (graph) => needed(graph, steps, Uint32Array.from(new Set(only)).sort()) };
}

/**
 * All nodes at once until nothing moves: the graph network of Scarselli et al. 2009. The cell must contract, that is
 * bring any two states closer together; then there is one state of rest, from wherever one starts.
 */
export function fixedPoint(options: Partial<Settle> = {}): Schedule {
	return { sets: forever, settle: { most: 500, gradient: "implicit", ...options } };
}

function* forever(): Generator<NodeSet> {
	for (;;) yield "all";
}

/** Last the nodes themselves, before that also those whose messages they hear, and so on; all if it is most of them. */
function needed(graph: Graph, steps: number, last: Uint32Array): NodeSet[] {
	const sets: NodeSet[] = [];
	let nodes: NodeSet = last;
	for (let t = 0; t < steps; t++) {
		if (nodes !== "all" && nodes.length > graph.nodes * 0.7) nodes = "all";
		sets.unshift(nodes);
		if (nodes !== "all") nodes = withSenders(graph, nodes);
	}
	return sets;
}
