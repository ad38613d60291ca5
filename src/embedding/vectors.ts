import { elementary, type Floats, type Kernels, symmetricEigen } from "../kernels/index.js";
import type { Tensor } from "../network/index.js";
import type { VectorBasis } from "./model-bytes.js";
import type { LinkNetwork } from "./train/link-network.js";

/** What is known of every node, (items + groups, width): in the kernels' memory. */
export interface Known {
	readonly rows: Floats;
	readonly width: number;
	readonly nodes: number;
	/** The first of them. */
	readonly items: number;
	/** A row consists of so many, equally wide. A part is 0 where nothing is known. */
	readonly parts: 1 | 2;
}

/** What a network reads out of every node: what it has heard and what it says itself, each as much as it counts for a link. */
export function knownFrom(
	{ numbers: { heard, own } }: LinkNetwork,
	...[{ data, rows: nodes, columns: width, kernels }, items]: [z: Tensor, items: number]
): Known {
	const share = elementary.sigmoid(heard.item() - own.item());
	const factors = [Math.sqrt(share), Math.sqrt(1 - share)] as const;
	const rows = kernels.scratch(nodes * width);
	// Both halves of a row are of length 1: the first is to count for a share, the second for the rest.
	for (let i = 0; i < nodes * width; ) {
		for (const factor of factors) for (const end = i + width / 2; i < end; i++) rows[i] = data[i]! * factor;
	}
	return { rows, width, nodes, items, parts: 2 };
}

/** What all say, and the axes along which the rows differ most without it: products change as little as they can. */
export function findVectorBasis(kernels: Kernels, known: Known, dimension: number): VectorBasis {
	const { width, nodes } = known;
	const mark = kernels.mark();
	const mean = meanOf(known);
	const rows = lessMean(kernels, known, mean);
	const gram = kernels.floats(width * width);
	kernels.gemm(gram, rows, rows, width, width, nodes, { transposeA: true });
	const { vectors } = symmetricEigen(gram, width);
	kernels.reset(mark);
	const axes = new Float32Array(width * dimension);
	for (let axis = 0; axis < Math.min(width, dimension); axis++) {
		for (let i = 0; i < width; i++) axes[i * dimension + axis] = vectors[axis * width + i]!;
	}
	return { width, dimension, mean, axes };
}

/** In sums over items, so many more count of which nothing is known: the mean of a few says little. */
const unknownItems = 12;

/** What all items say: who says little else would be near everybody. */
function meanOf({ rows, width, items, parts }: Known): Float32Array {
	const mean = new Float64Array(width);
	for (const part of partsOf({ width, parts })) {
		let known = unknownItems;
		for (let row = 0; row < items * width; row += width) {
			if (isNothing(rows, row, part)) continue;
			known++;
			for (let k = part.start; k < part.end; k++) mean[k]! += rows[row + k]!;
		}
		for (let k = part.start; k < part.end; k++) mean[k]! /= known;
	}
	return Float32Array.from(mean);
}

/** What is known of each node beyond what all say. Nothing stays nothing. */
function lessMean(kernels: Kernels, { rows, width, nodes, parts }: Known, mean: Float32Array): Floats {
	const others = kernels.floats(nodes * width);
	for (const part of partsOf({ width, parts })) {
		for (let row = 0; row < nodes * width; row += width) {
			if (isNothing(rows, row, part)) continue;
			for (let k = part.start; k < part.end; k++) others[row + k] = rows[row + k]! - mean[k]!;
		}
	}
	return others;
}

interface Part {
	readonly start: number;
	readonly end: number;
}

function partsOf({ width, parts }: Pick<Known, "width" | "parts">): Part[] {
	const size = width / parts;
	return Array.from({ length: parts }, (_, i) => ({ start: i * size, end: (i + 1) * size }));
}

function isNothing(rows: Floats, row: number, { start, end }: Part): boolean {
	for (let k = row + start; k < row + end; k++) if (rows[k] !== 0) return false;
	return true;
}

/** (nodes, dimension), rows of length 1 or 0. */
export function vectorsOf(kernels: Kernels, known: Known, basis: VectorBasis): Float32Array {
	const { nodes } = known;
	const { width, dimension, mean, axes } = basis;
	const rows = lessMean(kernels, known, mean);
	const vectors = kernels.floats(nodes * dimension);
	kernels.gemm(vectors, rows, axes, nodes, dimension, width);
	kernels.normalizeRows(vectors, kernels.floats(nodes), vectors, nodes, dimension);
	return Float32Array.from(vectors.subarray(0, nodes * dimension));
}
