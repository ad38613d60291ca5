import { elementary, type Floats, type Kernels, symmetricEigen } from "../kernels/index.js";
import type { Tensor } from "../network/index.js";
import type { VectorBasis } from "./model-bytes.js";
import type { LinkNetwork } from "./train/link-network.js";

/** What is known of every node, (items + groups, width): in the kernels' memory. */
export interface Known {
	readonly rows: Floats;
	readonly width: number;
	readonly nodes: number;
}

/** What a network reads out of every node: what it has heard and what it says itself, each as much as it counts for a link. */
export function knownFrom(
	{ numbers: { heard, own } }: LinkNetwork,
	{ data, rows: nodes, columns: width, kernels }: Tensor,
): Known {
	const share = elementary.sigmoid(heard.item() - own.item());
	const factors = [Math.sqrt(share), Math.sqrt(1 - share)] as const;
	const rows = kernels.scratch(nodes * width);
	// Both halves of a row are of length 1: the first is to count for a share, the second for the rest.
	for (let i = 0; i < nodes * width; ) {
		for (const factor of factors) for (const end = i + width / 2; i < end; i++) rows[i] = data[i]! * factor;
	}
	return { rows, width, nodes };
}

/** The axes along which these rows differ most: products of rows change as little as they can. */
export function findVectorBasis(
	kernels: Kernels,
	{ rows, width, nodes }: Known,
	dimension: number,
): VectorBasis {
	const mark = kernels.mark();
	const gram = kernels.floats(width * width);
	kernels.gemm(gram, rows, rows, width, width, nodes, { transposeA: true });
	const { vectors } = symmetricEigen(gram, width);
	kernels.reset(mark);
	const axes = new Float32Array(width * dimension);
	for (let axis = 0; axis < Math.min(width, dimension); axis++) {
		for (let i = 0; i < width; i++) axes[i * dimension + axis] = vectors[axis * width + i]!;
	}
	return { width, dimension, axes };
}

/** (nodes, dimension), rows of length 1 or 0. */
export function vectorsOf(kernels: Kernels, { rows, nodes }: Known, basis: VectorBasis): Float32Array {
	const { width, dimension, axes } = basis;
	const vectors = kernels.floats(nodes * dimension);
	kernels.gemm(vectors, rows, axes, nodes, dimension, width);
	kernels.normalizeRows(vectors, kernels.floats(nodes), vectors, nodes, dimension);
	return Float32Array.from(vectors.subarray(0, nodes * dimension));
}
