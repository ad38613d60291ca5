/** The largest of many, and the nearest rows of a matrix. Of equals the one with the lowest index comes first. */
import type { Floats, Kernels } from "./kernels.js";

/** Indices of the k largest of values[0 … n), best first. NaN is never among them. */
export function topK(values: ArrayLike<number>, n: number, k: number): Uint32Array {
	const best = new Best(Math.min(k, n));
	for (let i = 0; i < n; i++) if (values[i]! > best.least) best.offer(i, values[i]!);
	return best.indices.slice(0, best.size);
}

export interface Nearest {
	/** (rows, k), best first; `none` where there are fewer. */
	readonly indices: Uint32Array;
	/** (rows, k): cosines; 0 where there is no neighbour. */
	readonly scores: Float32Array;
}

/** Stands for no neighbour. */
export const none = 0xffffffff;

export interface NearestOptions {
	/** Rows to look for, (queries, d); they are not their own neighbours unless absent: then each row of x asks. */
	readonly queries?: Floats;
	readonly count?: number;
}

/**
 * For each row of X (n, d) the k others of the largest cosine: exact, by products of blocks. With `queries` (count, d)
 * for each of those instead, among all of X. A row of zeros is as far from all: cosine 0.
 */
export function nearestRows(
	kernels: Kernels,
	x: Floats,
	n: number,
	d: number,
	k: number,
	{ queries, count = n }: NearestOptions = {},
): Nearest {
	const mark = kernels.mark();
	const unit = normalized(kernels, x, n, d);
	const asking = queries === undefined ? unit : normalized(kernels, queries, count, d);
	const product = kernels.floats(Math.min(count, block) * Math.min(n, block));
	const bests = Array.from({ length: count }, () => new Best(k));
	for (let from = 0; from < count; from += block) {
		const rows = Math.min(block, count - from);
		// Cosines are the same both ways round: among themselves, rows are compared once.
		for (let at = queries === undefined ? from : 0; at < n; at += block) {
			const width = Math.min(block, n - at);
			const [a, b] = [asking.subarray(from * d, (from + rows) * d), unit.subarray(at * d, (at + width) * d)];
			kernels.gemm(product, a, b, rows, width, d, { transposeB: true });
			const both = queries === undefined && at > from;
			for (let i = 0; i < rows; i++) {
				offerRow(bests[from + i]!, product, i * width, width, at, queries ? -1 : from + i);
				if (both) offerEach(bests, product, i * width, width, at, from + i);
			}
		}
	}
	kernels.reset(mark);
	const nearest = { indices: new Uint32Array(count * k).fill(none), scores: new Float32Array(count * k) };
	bests.forEach((best, i) => {
		nearest.indices.set(best.indices.subarray(0, best.size), i * k);
		nearest.scores.set(best.scores.subarray(0, best.size), i * k);
	});
	return nearest;
}

/** The product of two blocks stays in the second cache: 512² float32 are 1 MB. */
const block = 512;

function normalized(kernels: Kernels, x: Floats, n: number, d: number): Floats {
	const y = kernels.floats(n * d);
	kernels.normalizeRows(y, kernels.floats(n), x, n, d);
	return y;
}

/** A row of the product: candidates at, at + 1, …, without `self`. */
function offerRow(best: Best, product: Floats, row: number, width: number, at: number, self: number): void {
	let least = best.least;
	for (let j = 0; j < width; j++) {
		const score = product[row + j]!;
		if (score > least && at + j !== self) least = best.offer(at + j, score);
	}
}

/** The same row, as what `candidate` is to at, at + 1, … */
function offerEach(
	bests: readonly Best[],
	product: Floats,
	row: number,
	width: number,
	at: number,
	candidate: number,
): void {
	for (let j = 0; j < width; j++) {
		const best = bests[at + j]!;
		if (product[row + j]! > best.least) best.offer(candidate, product[row + j]!);
	}
}

/** The k best so far, in order. Offered by ascending index, the earlier of equals stays ahead. */
class Best {
	readonly indices: Uint32Array;
	readonly scores: Float64Array;
	size = 0;
	/** Only what is more than this gets in. */
	least: number;

	constructor(private readonly k: number) {
		this.indices = new Uint32Array(k);
		this.scores = new Float64Array(k);
		this.least = k > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	}

	offer(index: number, score: number): number {
		let place = this.size < this.k ? this.size++ : this.k - 1;
		for (; place > 0 && this.scores[place - 1]! < score; place--) {
			this.scores[place] = this.scores[place - 1]!;
			this.indices[place] = this.indices[place - 1]!;
		}
		this.scores[place] = score;
		this.indices[place] = index;
		if (this.size === this.k) this.least = this.scores[this.k - 1]!;
		return this.least;
	}
}
