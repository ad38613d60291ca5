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
	// Rows side by side in memory, read many times.
	const rows = new Float32Array(leaf.length * d);
	for (const [i, p] of leaf.entries()) rows.set(vectors.subarray(p * d, p * d + d), i * d);
	for (let i = 1; i < leaf.length; i++) {
		for (let j = 0; j < i; j++) {
			let score = 0;
			for (let c = 0; c < d; c++) score += rows[i * d + c]! * rows[j * d + c]!;
			offer(nearest, leaf[i]!, leaf[j]!, score);
			offer(nearest, leaf[j]!, leaf[i]!, score);
		}
	}
}

/** Keeps v among u's nearest if it belongs there. Equal scores stand in the order of numbers. */
function offer({ k, indices, scores }: Nearest, u: number, v: number, exact: number): void {
	const score = Math.fround(exact);
	const start = u * k;
	const comesBefore = (place: number) =>
		score > scores[place]! || (score === scores[place]! && v < indices[place]!);
	if (!comesBefore(start + k - 1)) return;
	for (let place = start; place < start + k; place++) if (indices[place] === v) return;
	let place = start + k - 1;
	while (place > start && comesBefore(place - 1)) {
		scores[place] = scores[place - 1]!;
		indices[place] = indices[place - 1]!;
		place--;
	}
	scores[place] = score;
	indices[place] = v;
}
