import { createRandom, type Random } from "./random.js";

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
 * @param vectors (n, d), row-major, of length 1; rows of length 0 have no neighbors and are nobody's
 */
export function nearestNeighbors(
	vectors: Float32Array,
	n: number,
	d: number,
	k: number,
	seed: number,
): Nearest {
	const nearest: Nearest = {
		k,
		indices: new Int32Array(n * k).fill(-1),
		scores: new Float32Array(n * k).fill(-2),
	};
	const known = Uint32Array.from({ length: n }, (_, i) => i).filter((i) => hasLength(vectors, i, d));
	const random = createRandom(seed);
	const count = known.length <= leafSize ? 1 : trees;
	for (let tree = 0; tree < count; tree++) {
		splitUntilSmall(known.slice(), vectors, d, random, (leaf) => compareAll(leaf, vectors, d, nearest));
	}
	return nearest;
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
	random: Random,
	onLeaf: (leaf: Uint32Array) => void,
): void {
	if (points.length <= leafSize) {
		onLeaf(points);
		return;
	}
	const keys = projectOnRandomLine(points, vectors, d, random);
	// By the median, so that equal points cannot make a tree deep; ties are broken by the point's number.
	const order = Uint32Array.from(points, (_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b);
	const half = points.length >> 1;
	const side = (from: number, to: number) => order.subarray(from, to).map((i) => points[i]!);
	splitUntilSmall(side(0, half), vectors, d, random, onLeaf);
	splitUntilSmall(side(half, points.length), vectors, d, random, onLeaf);
}

/** The line through two random points of the set: it lies where the points do, unlike one through all of space. */
function projectOnRandomLine(
	points: Uint32Array,
	vectors: Float32Array,
	d: number,
	random: Random,
): Float64Array {
	const a = points[Math.floor(random() * points.length)]! * d;
	const b = points[Math.floor(random() * points.length)]! * d;
	const line = Float64Array.from({ length: d }, (_, j) => vectors[a + j]! - vectors[b + j]!);
	return Float64Array.from(points, (p) => {
		let sum = 0;
		for (let j = 0; j < d; j++) sum += line[j]! * vectors[p * d + j]!;
		return sum;
	});
}

function compareAll(leaf: Uint32Array, vectors: Float32Array, d: number, nearest: Nearest): void {
	const { indices, scores, k } = nearest;
	for (let i = 1; i < leaf.length; i++) {
		const u = leaf[i]!;
		for (let j = 0; j < i; j++) {
			const v = leaf[j]!;
			const score = Math.fround(dot(vectors, u * d, v * d, d));
			// Most pairs are farther than what both have already.
			if (score >= scores[u * k + k - 1]!) offer(indices, scores, k, u, v, score);
			if (score >= scores[v * k + k - 1]!) offer(indices, scores, k, v, u, score);
		}
	}
}

/** In float64, four sums at a time. */
function dot(vectors: Float32Array, a: number, b: number, d: number): number {
	let s0 = 0;
	let s1 = 0;
	let s2 = 0;
	let s3 = 0;
	let c = 0;
	for (; c + 3 < d; c += 4) {
		s0 += vectors[a + c]! * vectors[b + c]!;
		s1 += vectors[a + c + 1]! * vectors[b + c + 1]!;
		s2 += vectors[a + c + 2]! * vectors[b + c + 2]!;
		s3 += vectors[a + c + 3]! * vectors[b + c + 3]!;
	}
	for (; c < d; c++) s0 += vectors[a + c]! * vectors[b + c]!;
	return s0 + s1 + (s2 + s3);
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
