/**
 * An undirected weighted graph, compressed by rows: node u has the neighbors `targets[k]` with `weights[k]` for
 * offsets[u] ≤ k < offsets[u+1], ascending. Every edge stands in both rows; loops stand apart.
 */
export interface WeightedGraph {
	readonly order: number;
	/** (order + 1) */
	readonly offsets: Uint32Array;
	readonly targets: Uint32Array;
	readonly weights: Float64Array;
	/** (order): weight of the loop at each node, which counts twice in its degree. */
	readonly loops: Float64Array;
	/** (order): weighted degree, loops included twice. */
	readonly degrees: Float64Array;
	/** Sum of all degrees: 2m. */
	readonly total: number;
}

/** Edges as they are found: in any order and direction, parallel ones, loops. */
export interface EdgeList {
	readonly sources: Uint32Array;
	readonly targets: Uint32Array;
	/** Positive. */
	readonly weights: Float64Array;
}

/** Parallel edges become one with the sum of their weights. */
export function buildWeightedGraph(order: number, edges: EdgeList): WeightedGraph {
	const { sources, targets, weights } = edges;
	const loops = new Float64Array(order);
	const counts = new Uint32Array(order + 1);
	for (let e = 0; e < sources.length; e++) {
		const u = sources[e]!;
		const v = targets[e]!;
		if (u === v) loops[u]! += weights[e]!;
		else {
			counts[u + 1]!++;
			counts[v + 1]!++;
		}
	}
	for (let u = 0; u < order; u++) counts[u + 1]! += counts[u]!;
	const size = counts[order]!;
	const once: Rows = { offsets: counts, targets: new Uint32Array(size), weights: new Float64Array(size) };
	const next = counts.slice(0, order);
	const put = (u: number, v: number, w: number) => {
		const k = next[u]!++;
		once.targets[k] = v;
		once.weights[k] = w;
	};
	for (let e = 0; e < sources.length; e++) {
		if (sources[e] === targets[e]) continue;
		put(sources[e]!, targets[e]!, weights[e]!);
		put(targets[e]!, sources[e]!, weights[e]!);
	}
	// A transposition sorts each row by its other end; the rows are symmetric, so that nothing else changes.
	return finish(order, join(order, transpose(order, once)), loops);
}

interface Rows {
	readonly offsets: Uint32Array;
	readonly targets: Uint32Array;
	readonly weights: Float64Array;
}

function transpose(order: number, { offsets, targets, weights }: Rows): Rows {
	const next = offsets.slice(0, order);
	const sorted = {
		offsets,
		targets: new Uint32Array(targets.length),
		weights: new Float64Array(targets.length),
	};
	for (let u = 0; u < order; u++) {
		for (let k = offsets[u]!; k < offsets[u + 1]!; k++) {
			const place = next[targets[k]!]!++;
			sorted.targets[place] = u;
			sorted.weights[place] = weights[k]!;
		}
	}
	return sorted;
}

/** Sums the weights of equal neighbors, which stand side by side. */
function join(order: number, { offsets, targets, weights }: Rows): Rows {
	const joined = new Uint32Array(order + 1);
	let size = 0;
	for (let u = 0; u < order; u++) {
		const start = size;
		for (let k = offsets[u]!; k < offsets[u + 1]!; k++) {
			if (size > start && targets[size - 1] === targets[k]) weights[size - 1]! += weights[k]!;
			else {
				targets[size] = targets[k]!;
				weights[size] = weights[k]!;
				size++;
			}
		}
		joined[u + 1] = size;
	}
	return { offsets: joined, targets: targets.slice(0, size), weights: weights.slice(0, size) };
}

function finish(order: number, rows: Rows, loops: Float64Array): WeightedGraph {
	const degrees = new Float64Array(order);
	let total = 0;
	for (let u = 0; u < order; u++) {
		let degree = 2 * loops[u]!;
		for (let k = rows.offsets[u]!; k < rows.offsets[u + 1]!; k++) degree += rows.weights[k]!;
		degrees[u] = degree;
		total += degree;
	}
	return { order, ...rows, loops, degrees, total };
}

/** (order): the connected component of each node, numbered by its first node; `within`: edges inside these groups only. */
export function components(graph: WeightedGraph, within?: Uint32Array): Uint32Array {
	const { order, offsets, targets } = graph;
	const component = new Uint32Array(order).fill(order);
	const stack = new Uint32Array(order);
	let count = 0;
	for (let start = 0; start < order; start++) {
		if (component[start] !== order) continue;
		let top = 0;
		stack[top++] = start;
		component[start] = count;
		while (top > 0) {
			const u = stack[--top]!;
			for (let k = offsets[u]!; k < offsets[u + 1]!; k++) {
				const v = targets[k]!;
				if (component[v] !== order || (within !== undefined && within[u] !== within[v])) continue;
				component[v] = count;
				stack[top++] = v;
			}
		}
		count++;
	}
	return component;
}
