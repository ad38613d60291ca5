import type { Rng } from "../kernels/index.js";
import type { Similarity } from "./axes.js";
import type { WeightedGraph } from "./weighted-graph.js";

/**
 * Spreads the points of a graph over the plane so that near means related, by PaCMAP (Wang, Huang, Rudin, Shaposhnik
 * 2021, JMLR 22:201): neighbors attract, so do, early on, pairs that are moderately alike, which gives the whole its shape, and
 * random pairs repel. With squared distance d̃ = ‖yᵢ−yⱼ‖² + 1 it descends
 *
 *     w_near · Σ a·d̃/(10+d̃)  +  w_mid · Σ d̃/(10000+d̃)  +  w_far · Σ 1/(1+d̃)
 *
 * by Adam on all pairs at once. Neighbors are the edges of `graph`, a their weight relative to the mean.
 *
 * @param positions (n, 2), changed in place
 */
export function spread(
	positions: Float64Array,
	graph: WeightedGraph,
	similarity: Similarity,
	rng: Rng,
): void {
	const n = graph.order;
	if (n < 3) return;
	const near = nearPairs(graph);
	const mid = midPairs(n, similarity, rng);
	const far = farPairs(n, rng);
	const gradient = new Float64Array(n * 2);
	const adam = createAdam(n * 2);
	for (let step = 0; step < steps; step++) {
		const phase = step / steps;
		gradient.fill(0);
		const midWeight = phase < 0.25 ? 1000 * (1 - phase / 0.25) + 3 * (phase / 0.25) : phase < 0.5 ? 3 : 0;
		pull(positions, gradient, near, 10, phase < 0.25 ? 2 : phase < 0.5 ? 3 : 1);
		if (midWeight > 0) pull(positions, gradient, mid, 10_000, midWeight);
		push(positions, gradient, far, 1);
		adam(positions, gradient);
	}
}

const steps = 220;
const midPerPoint = 2;
const farPerPoint = 8;

interface Pairs {
	readonly a: Uint32Array;
	readonly b: Uint32Array;
	readonly weights: Float64Array;
}

function nearPairs({ order, offsets, targets, weights }: WeightedGraph): Pairs {
	const size = targets.length / 2;
	const pairs = { a: new Uint32Array(size), b: new Uint32Array(size), weights: new Float64Array(size) };
	let e = 0;
	let sum = 0;
	for (let u = 0; u < order; u++) {
		for (let k = offsets[u]!; k < offsets[u + 1]!; k++) {
			if (targets[k]! < u) continue;
			pairs.a[e] = u;
			pairs.b[e] = targets[k]!;
			pairs.weights[e] = weights[k]!;
			sum += weights[k]!;
			e++;
		}
	}
	// As many as ten neighbors each would have, whatever the number of edges is.
	const scale = (5 * order) / sum;
	for (let i = 0; i < size; i++) pairs.weights[i] = Math.min(3, pairs.weights[i]! * scale);
	return pairs;
}

/** For each point the second most similar of six random ones. */
function midPairs(n: number, { vectors, dimension, rows }: Similarity, rng: Rng): Pairs {
	const a: number[] = [];
	const b: number[] = [];
	for (let u = 0; u < n; u++) {
		if (rows[u]! < 0) continue;
		for (let i = 0; i < midPerPoint; i++) {
			let best = -1;
			let second = -1;
			let bestScore = -Infinity;
			let secondScore = -Infinity;
			for (let draw = 0; draw < 6; draw++) {
				const v = rng.integer(n);
				if (rows[v]! < 0 || v === u) continue;
				let score = 0;
				for (let j = 0; j < dimension; j++) {
					score += vectors[rows[u]! * dimension + j]! * vectors[rows[v]! * dimension + j]!;
				}
				if (score > bestScore) {
					[second, secondScore] = [best, bestScore];
					[best, bestScore] = [v, score];
				} else if (score > secondScore) [second, secondScore] = [v, score];
			}
			if (second < 0) continue;
			a.push(u);
			b.push(second);
		}
	}
	return { a: Uint32Array.from(a), b: Uint32Array.from(b), weights: new Float64Array(a.length).fill(1) };
}

function farPairs(n: number, rng: Rng): Pairs {
	const size = n * farPerPoint;
	const a = Uint32Array.from({ length: size }, (_, i) => Math.floor(i / farPerPoint));
	const b = a.map((u) => (u + 1 + rng.integer(n - 1)) % n);
	return { a, b, weights: new Float64Array(size).fill(1) };
}

/** Gradient of weight · d̃/(c+d̃): 2c/(c+d̃)² along the difference. */
function pull(
	y: Float64Array,
	gradient: Float64Array,
	{ a, b, weights }: Pairs,
	c: number,
	weight: number,
): void {
	for (let e = 0; e < a.length; e++) {
		const u = 2 * a[e]!;
		const v = 2 * b[e]!;
		const dx = y[u]! - y[v]!;
		const dy = y[u + 1]! - y[v + 1]!;
		const sum = c + 1 + dx * dx + dy * dy;
		const g = (weight * weights[e]! * 2 * c) / (sum * sum);
		gradient[u]! += g * dx;
		gradient[u + 1]! += g * dy;
		gradient[v]! -= g * dx;
		gradient[v + 1]! -= g * dy;
	}
}

/** Gradient of weight / (1+d̃): −2/(1+d̃)² along the difference. */
function push(y: Float64Array, gradient: Float64Array, { a, b }: Pairs, weight: number): void {
	for (let e = 0; e < a.length; e++) {
		const u = 2 * a[e]!;
		const v = 2 * b[e]!;
		const dx = y[u]! - y[v]!;
		const dy = y[u + 1]! - y[v + 1]!;
		const sum = 2 + dx * dx + dy * dy;
		const g = (weight * 2) / (sum * sum);
		gradient[u]! -= g * dx;
		gradient[u + 1]! -= g * dy;
		gradient[v]! += g * dx;
		gradient[v + 1]! += g * dy;
	}
}

/** Adam (Kingma and Ba 2015) with a rate of 1, as PaCMAP takes it; powers of β by repeated products. */
function createAdam(size: number): (x: Float64Array, gradient: Float64Array) => void {
	const m = new Float64Array(size);
	const v = new Float64Array(size);
	let power1 = 1;
	let power2 = 1;
	return (x, gradient) => {
		power1 *= 0.9;
		power2 *= 0.999;
		const rate = Math.sqrt(1 - power2) / (1 - power1);
		for (let i = 0; i < size; i++) {
			const g = gradient[i]!;
			m[i] = 0.9 * m[i]! + 0.1 * g;
			v[i] = 0.999 * v[i]! + 0.001 * g * g;
			x[i]! -= (rate * m[i]!) / (Math.sqrt(v[i]!) + 1e-7);
		}
	};
}
