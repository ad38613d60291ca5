import type { Graph } from "./graph.js";

/**
 * Nodes in the order of the longest path that leads to them (Kahn 1962): level 0 hears nobody, level i + 1 hears at
 * least one of level i, and none of its own. Ascending in each level.
 */
export function levels(graph: Graph): Uint32Array[] {
	const { nodes, relations } = graph;
	const waiting = new Uint32Array(nodes); // edges that have not arrived yet
	for (const { arriving } of Object.values(relations))
		for (let v = 0; v < nodes; v++) waiting[v]! += arriving.offsets[v + 1]! - arriving.offsets[v]!;

	const found: Uint32Array[] = [];
	let level = Uint32Array.from({ length: nodes }, (_, v) => v).filter((v) => waiting[v] === 0);
	let reached = 0;
	while (level.length > 0) {
		found.push(level);
		reached += level.length;
		level = Uint32Array.from(released(graph, level, waiting)).sort();
	}
	if (reached < nodes) throw new CycleError(graph, cycleAmong(graph, waiting));
	return found;
}

/** A cycle where there may be none. */
export class CycleError extends Error {
	override readonly name = "CycleError";

	constructor(
		graph: Graph,
		/** The nodes of one cycle, in the direction of its edges. */
		readonly cycle: readonly number[],
	) {
		const label = graph.label ?? String;
		const shown = cycle.length <= 12 ? cycle : [...cycle.slice(0, 6), -1, ...cycle.slice(-5)];
		const path = [...shown, cycle[0]!].map((node) => (node < 0 ? "…" : label(node))).join(" → ");
		super(
			`a topological order needs a graph without cycles, and there is one: ${path}. ` +
				"Use synchronous(steps) or fixedPoint().",
		);
	}
}

/** The nodes for which nothing is left to wait for when `level` has sent. */
function released({ relations }: Graph, level: Uint32Array, waiting: Uint32Array): number[] {
	const free: number[] = [];
	for (const { leaving } of Object.values(relations))
		for (const u of level)
			for (let k = leaving.offsets[u]!; k < leaving.offsets[u + 1]!; k++)
				if (--waiting[leaving.columns[k]!]! === 0) free.push(leaving.columns[k]!);
	return free;
}

/** Whoever waits, waits for one that waits too; going back, one comes by again. */
function cycleAmong(graph: Graph, waiting: Uint32Array): number[] {
	const path: number[] = [];
	const place = new Map<number, number>();
	let node = waiting.findIndex((edges) => edges > 0);
	while (!place.has(node)) {
		place.set(node, path.length);
		path.push(node);
		node = senderThatWaits(graph, node, waiting);
	}
	return path.slice(place.get(node)).reverse();
}

function senderThatWaits({ relations }: Graph, node: number, waiting: Uint32Array): number {
	for (const { arriving } of Object.values(relations))
		for (let k = arriving.offsets[node]!; k < arriving.offsets[node + 1]!; k++)
			if (waiting[arriving.columns[k]!]! > 0) return arriving.columns[k]!;
	throw new Error(`node ${node} waits for nobody`);
}
