import { createRng, type Rng } from "../kernels/index.js";
import { buildWeightedGraph, components, type WeightedGraph } from "./weighted-graph.js";

export interface LeidenOptions {
	readonly seed: number;
	/** γ: higher values find more and smaller communities. */
	readonly resolution: number;
}

/**
 * Communities by the Leiden algorithm (Traag, Waltman, van Eck 2019, arXiv:1810.08473) for the modularity with
 * resolution (Reichardt and Bornholdt 2006):
 *
 *     Q = 1/2m · Σ_c ( w(c,c) − γ · K_c² / 2m ),   K_c the sum of the degrees in c, w(c,c) twice the weight inside.
 *
 * Each pass moves nodes, splits what it found into well connected parts, and goes on with the parts as nodes. Passes
 * are repeated until one changes nothing, or for `passes` times. Every community is connected.
 *
 * @returns (order) the community of each node, numbered by their first nodes
 */
export function leiden(graph: WeightedGraph, { seed, resolution }: LeidenOptions): Uint32Array {
	const rng = createRng(seed);
	let best = identity(graph.order);
	let quality = modularity(graph, best, resolution);
	for (let pass = 0; pass < passes; pass++) {
		const found = onePass(graph, best, resolution, rng);
		const reached = modularity(graph, found, resolution);
		if (reached <= quality + 1e-12) break;
		best = found;
		quality = reached;
	}
	return renumber(best);
}

const passes = 5;
/** θ of the refinement, relative to the degree of the node that is merged: how far chance may leave the best choice. */
const randomness = 0.01;

export function modularity(graph: WeightedGraph, community: Uint32Array, resolution: number): number {
	const { order, offsets, targets, weights, loops, degrees, total } = graph;
	if (total === 0) return 0;
	const sums = new Float64Array(order);
	let inside = 0;
	for (let u = 0; u < order; u++) {
		sums[community[u]!]! += degrees[u]!;
		inside += 2 * loops[u]!;
		for (let k = offsets[u]!; k < offsets[u + 1]!; k++) {
			if (community[targets[k]!] === community[u]) inside += weights[k]!;
		}
	}
	let expected = 0;
	for (const sum of sums) expected += sum * sum;
	return (inside - (resolution * expected) / total) / total;
}

function onePass(graph: WeightedGraph, start: Uint32Array, resolution: number, rng: Rng): Uint32Array {
	/** For each node of `graph`, its node in `level`. */
	const node = identity(graph.order);
	let level = graph;
	let community = renumber(start);
	for (;;) {
		community = moveNodes(level, community, resolution, rng);
		const refined = renumber(refine(level, community, resolution, rng));
		const order = count(refined);
		if (order === level.order) break;
		const coarse = new Uint32Array(order);
		for (let u = 0; u < level.order; u++) coarse[refined[u]!] = community[u]!;
		for (let u = 0; u < node.length; u++) node[u] = refined[node[u]!]!;
		level = aggregate(level, refined, order);
		community = renumber(coarse);
	}
	// No part could grow: what `moveNodes` found is taken, part by part if it fell apart meanwhile.
	return components(
		graph,
		node.map((u) => community[u]!),
	);
}

/** Fast local moving: a node is looked at again when a neighbor has left it. */
function moveNodes(graph: WeightedGraph, start: Uint32Array, resolution: number, rng: Rng): Uint32Array {
	const { order, offsets, targets, degrees, total } = graph;
	const community = start.slice();
	const sums = new Float64Array(order);
	const sizes = new Uint32Array(order);
	for (let u = 0; u < order; u++) {
		sums[community[u]!]! += degrees[u]!;
		sizes[community[u]!]!++;
	}
	const empty: number[] = [];
	for (let c = order - 1; c >= 0; c--) if (sizes[c] === 0) empty.push(c);

	const near = createTally(order);
	const queue = createQueue(rng.shuffle(identity(order)));
	for (let u = queue.take(); u >= 0; u = queue.take()) {
		const old = community[u]!;
		tallyNeighbors(near, graph, community, u);
		const share = (resolution * degrees[u]!) / total;
		sums[old]! -= degrees[u]!;
		sizes[old]!--;
		let best = old;
		let gain = near.weights[old]! - share * sums[old]!;
		for (let i = 0; i < near.count; i++) {
			const c = near.keys[i]!;
			const offered = near.weights[c]! - share * sums[c]!;
			if (offered > gain + tolerance) {
				best = c;
				gain = offered;
			}
		}
		if (sizes[old]! > 0) {
			// Alone is better than in bad company.
			if (gain < -tolerance && empty.length > 0) best = empty.pop()!;
		}
		sums[best]! += degrees[u]!;
		sizes[best]!++;
		if (best !== old) {
			if (sizes[old] === 0) empty.push(old);
			community[u] = best;
			for (let k = offsets[u]!; k < offsets[u + 1]!; k++) {
				if (community[targets[k]!] !== best) queue.add(targets[k]!);
			}
		}
		near.clear();
	}
	return community;
}

/** Gains nearer than this are equal: a node does not wander for the sake of rounding. */
const tolerance = 1e-10;

/** Splits communities into parts, each merged from single nodes that are well connected to the rest of the community. */
function refine(graph: WeightedGraph, community: Uint32Array, resolution: number, rng: Rng): Uint32Array {
	const { order, offsets, targets, weights, degrees, total } = graph;
	const part = identity(order);
	const whole = new Float64Array(order);
	for (let u = 0; u < order; u++) whole[community[u]!]! += degrees[u]!;
	/** Of each part: the sum of degrees, and the weight to the rest of its community. */
	const sums = degrees.slice();
	const outward = new Float64Array(order);
	for (let u = 0; u < order; u++) {
		for (let k = offsets[u]!; k < offsets[u + 1]!; k++) {
			if (community[targets[k]!] === community[u]) outward[u]! += weights[k]!;
		}
	}
	const wellConnected = (p: number, c: number) =>
		outward[p]! >= (resolution * sums[p]! * (whole[c]! - sums[p]!)) / total - tolerance;

	const near = createTally(order);
	const merged = new Uint8Array(order);
	const chances = new Float64Array(order);
	for (const u of rng.shuffle(identity(order))) {
		const c = community[u]!;
		if (merged[u] === 1 || !wellConnected(u, c)) continue;
		for (let k = offsets[u]!; k < offsets[u + 1]!; k++) {
			if (community[targets[k]!] === c) near.add(part[targets[k]!]!, weights[k]!);
		}
		const p = choosePart(
			u,
			near,
			chances,
			rng,
			(q) => {
				if (!wellConnected(q, c)) return -1;
				return near.weights[q]! - (resolution * degrees[u]! * sums[q]!) / total;
			},
			degrees[u]!,
		);
		if (p !== u) {
			const shared = near.weights[p]!;
			outward[p] = outward[p]! + outward[u]! - 2 * shared;
			sums[p]! += sums[u]!;
			sums[u] = 0;
			merged[u] = 1;
			merged[p] = 1;
			part[u] = p;
		}
		near.clear();
	}
	return part;
}

/** Draws a part in proportion to exp(gain / θ), among those that gain; u itself if there are none. */
function choosePart(
	u: number,
	near: Tally,
	chances: Float64Array,
	rng: Rng,
	gainOf: (part: number) => number,
	degree: number,
): number {
	let most = -1;
	for (let i = 0; i < near.count; i++) {
		const gain = gainOf(near.keys[i]!);
		chances[i] = gain;
		if (gain > most) most = gain;
	}
	if (most < 0) return u;
	let sum = 0;
	for (let i = 0; i < near.count; i++) {
		const gain = chances[i]!;
		chances[i] = gain < 0 ? 0 : power((gain - most) / (randomness * degree));
		sum += chances[i]!;
	}
	let point = rng.uniform() * sum;
	let chosen = u;
	for (let i = 0; i < near.count && point >= 0; i++) {
		if (chances[i] === 0) continue;
		chosen = near.keys[i]!;
		point -= chances[i]!;
	}
	return chosen;
}

/** About exp(x) for x ≤ 0, as (1 + x/64)^64: the same bits on every machine, which `Math.exp` does not promise. */
function power(x: number): number {
	let y = Math.max(0, 1 + x / 64);
	for (let i = 0; i < 6; i++) y *= y;
	return y;
}

function aggregate(graph: WeightedGraph, part: Uint32Array, order: number): WeightedGraph {
	const { offsets, targets, weights, loops } = graph;
	const most = graph.order + targets.length / 2;
	const edges = {
		sources: new Uint32Array(most),
		targets: new Uint32Array(most),
		weights: new Float64Array(most),
	};
	let size = 0;
	const put = (p: number, q: number, weight: number) => {
		edges.sources[size] = p;
		edges.targets[size] = q;
		edges.weights[size] = weight;
		size++;
	};
	for (let u = 0; u < graph.order; u++) {
		if (loops[u]! > 0) put(part[u]!, part[u]!, loops[u]!);
		for (let k = offsets[u]!; k < offsets[u + 1]!; k++) {
			if (targets[k]! > u) put(part[u]!, part[targets[k]!]!, weights[k]!);
		}
	}
	return buildWeightedGraph(order, {
		sources: edges.sources.subarray(0, size),
		targets: edges.targets.subarray(0, size),
		weights: edges.weights.subarray(0, size),
	});
}

/** Weights summed by key; `clear` costs as much as was added. */
interface Tally {
	readonly weights: Float64Array;
	readonly keys: Uint32Array;
	count: number;
	add(key: number, weight: number): void;
	clear(): void;
}

function createTally(order: number): Tally {
	const weights = new Float64Array(order);
	const keys = new Uint32Array(order);
	return {
		weights,
		keys,
		count: 0,
		add(key, weight) {
			if (weights[key] === 0) keys[this.count++] = key;
			weights[key]! += weight;
		},
		clear() {
			for (let i = 0; i < this.count; i++) weights[keys[i]!] = 0;
			this.count = 0;
		},
	};
}

function tallyNeighbors(
	near: Tally,
	{ offsets, targets, weights }: WeightedGraph,
	community: Uint32Array,
	u: number,
) {
	for (let k = offsets[u]!; k < offsets[u + 1]!; k++) near.add(community[targets[k]!]!, weights[k]!);
}

/** First in, first out; each node stands in it once at most. */
function createQueue(nodes: Uint32Array): { take(): number; add(node: number): void } {
	const ring = nodes;
	const waits = new Uint8Array(nodes.length).fill(1);
	let head = 0;
	let length = nodes.length;
	return {
		take() {
			if (length === 0) return -1;
			const node = ring[head]!;
			head = (head + 1) % ring.length;
			length--;
			waits[node] = 0;
			return node;
		},
		add(node) {
			if (waits[node] === 1) return;
			waits[node] = 1;
			ring[(head + length) % ring.length] = node;
			length++;
		},
	};
}

function identity(order: number): Uint32Array {
	return Uint32Array.from({ length: order }, (_, u) => u);
}

/** The same groups, numbered 0, 1, 2, … by their first nodes. */
export function renumber(groups: Uint32Array): Uint32Array {
	const numbers = new Map<number, number>();
	return groups.map((group) => {
		const known = numbers.get(group);
		if (known !== undefined) return known;
		numbers.set(group, numbers.size);
		return numbers.size - 1;
	});
}

/** How many groups there are, if they are numbered from 0. */
export function count(groups: Uint32Array): number {
	let most = -1;
	for (const group of groups) if (group > most) most = group;
	return most + 1;
}
