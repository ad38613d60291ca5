import { createRng, type Floats, type Kernels, type Rng } from "../kernels/index.js";

/** For each of n points its nearest others by cosine, best first: (n, k), −1 where there are fewer. */
export interface Nearest {
	readonly k: number;
	readonly indices: Int32Array;
	readonly scores: Float32Array;
}

/**
 * Nearest neighbors in a forest of random projection trees (Dasgupta and Freund 2008): each tree halves the points
 * by the side of a random plane on which they lie, until a leaf is small enough to compare all with all. Points that
 * are near share a leaf in most trees. Costs n·log n; exact where a single leaf holds all.
 *
 * @param vectors (n, d), row-major, rows of length 1; rows of length 0 have no neighbors and are nobody's
 */
export function nearestNeighbors(vectors: Float32Array, { n, d, k, seed, kernels }: NearestOptions): Nearest {
	const nearest: Nearest = {
		k,
		indices: new Int32Array(n * k).fill(-1),
		scores: new Float32Array(n * k).fill(-2),
	};
	const known = Uint32Array.from({ length: n }, (_, i) => i).filter((i) => hasLength(vectors, i, d));
	const rng = createRng(seed);
	const count = known.length <= leafSize ? 1 : trees;
	const mark = kernels.mark();
	const rows = kernels.floats(leafSize * d);
	const products = kernels.floats(leafSize * leafSize);
	const compare = (leaf: Uint32Array) => {
		leaf.forEach((p, i) => {
			for (let j = 0; j < d; j++) rows[i * d + j] = vectors[p * d + j]!;
		});
		kernels.gemm(products, rows, rows, leaf.length, leaf.length, d, { transposeB: true });
		offerAll(leaf, products, nearest);
	};
	for (let tree = 0; tree < count; tree++) splitUntilSmall(known.slice(), vectors, d, rng, compare);
	kernels.reset(mark);
	return nearest;
}

export interface NearestOptions {
	readonly n: number;
	readonly d: number;
	readonly k: number;
	readonly seed: number;
	readonly kernels: Kernels;
}

const trees = 6;
const leafSize = 96;

function hasLength(vectors: Float32Array, i: number, d: number): boolean {
	for (let j = 0; j < d; j++) if (vectors[i * d + j] !== 0) return true;
	return false;
}

function splitUntilSmall(
	points: Uint32Array,
	vectors: Float32Array,
	d: number,
	rng: Rng,
	onLeaf: (leaf: Uint32Array) => void,
): void {
	if (points.length <= leafSize) {
		onLeaf(points);
		return;
	}
	const keys = projectOnRandomLine(points, vectors, d, rng);
	// By the median, so that equal points cannot make a tree deep; ties are broken by the point's number.
	const order = Uint32Array.from(points, (_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b);
	const half = points.length >> 1;
	const side = (from: number, to: number) => order.subarray(from, to).map((i) => points[i]!);
	splitUntilSmall(side(0, half), vectors, d, rng, onLeaf);
	splitUntilSmall(side(half, points.length), vectors, d, rng, onLeaf);
}

/** The line through two random points of the set: it lies where the points do, unlike one through all of space. */
function projectOnRandomLine(points: Uint32Array, vectors: Float32Array, d: number, rng: Rng): Float64Array {
	const a = points[rng.integer(points.length)]! * d;
	const b = points[rng.integer(points.length)]! * d;
	const line = Float64Array.from({ length: d }, (_, j) => vectors[a + j]! - vectors[b + j]!);
	return Float64Array.from(points, (p) => {
		let sum = 0;
		for (let j = 0; j < d; j++) sum += line[j]! * vectors[p * d + j]!;
		return sum;
	});
}

/** @param products (leaf, leaf): the cosine of each with each */
function offerAll(leaf: Uint32Array, products: Floats, { indices, scores, k }: Nearest): void {
	for (let i = 1; i < leaf.length; i++) {
		const u = leaf[i]!;
		for (let j = 0; j < i; j++) {
			const v = leaf[j]!;
			const score = Math.fround(products[i * leaf.length + j]!);
			// Most pairs are farther than what both have already.
			if (score >= scores[u * k + k - 1]!) offer(indices, scores, k, u, v, score);
			if (score >= scores[v * k + k - 1]!) offer(indices, scores, k, v, u, score);
		}
	}
}

/** Keeps v among u's nearest if it belongs there. Equal scores stand in the order of numbers. */
function offer(
	indices: Int32Array,
	scores: Float32Array,
	k: number,
	u: number,
	v: number,
	score: number,
): void {
	const start = u * k;
	for (let place = start; place < start + k; place++) if (indices[place] === v) return;
	let place = start + k;
	while (
		place > start &&
		(score > scores[place - 1]! || (score === scores[place - 1]! && v < indices[place - 1]!))
	) {
		place--;
		if (place + 1 === start + k) continue;
		scores[place + 1] = scores[place]!;
		indices[place + 1] = indices[place]!;
	}
	if (place === start + k) return;
	scores[place] = score;
	indices[place] = v;
}
