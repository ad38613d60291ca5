import { elementary, type Floats, type Kernels, symmetricEigen } from "../kernels/index.js";
import { type Tensor, withoutGradients, wrap } from "../network/index.js";
import { diffuse, withGroups } from "./baselines/diffusion.js";
import type { AttributedGraph } from "./graph/attributed-graph.js";
import type { VectorBasis } from "./model-bytes.js";
import { type LinkNetwork, readOut, statesOf } from "./train/link-network.js";
import { messageGraph } from "./train/message-graph.js";
import { type LinkModel, networkWith, type TextRows } from "./train/train-links.js";

/** What is known of every node, (items + groups, width): in the kernels' memory. */
export interface Known {
	readonly rows: Floats;
	readonly width: number;
	readonly nodes: number;
}

/**
 * What the first network says of every node: what it has heard beside what it says itself, each as much as it counts
 * for a link. Where nothing was trained, the diffusion of the texts.
 */
export function knowNodes(
	kernels: Kernels,
	graph: AttributedGraph,
	texts: TextRows,
	links: LinkModel,
): Known {
	const nodes = graph.items + graph.groups;
	const [weights] = links.networks;
	if (links.training === undefined || weights === undefined) {
		return { rows: diffuse(kernels, graph, texts.rows, texts.width), width: texts.width, nodes };
	}
	return withoutGradients(() => {
		const network = networkWith(kernels, links.shape, weights);
		const inputs = wrap(withGroups(kernels, graph, texts.rows, texts.width), [nodes, texts.width], kernels);
		const messages = messageGraph(kernels, graph, graph.links, links.shape.relations);
		return knownFrom(network, readOut(statesOf(network, messages, inputs)));
	});
}

/** From what a network reads out of the nodes, which is written over. */
export function knownFrom({ numbers: { heard, own } }: LinkNetwork, { data, rows, columns }: Tensor): Known {
	weighHalves(data, rows, columns, elementary.sigmoid(heard.item() - own.item()));
	return { rows: data, width: columns, nodes: rows };
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

/** Both halves of a row are of length 1: the first is to count for a share, the second for the rest. */
function weighHalves(rows: Floats, n: number, width: number, share: number): void {
	const factors = [Math.sqrt(share), Math.sqrt(1 - share)] as const;
	for (let i = 0; i < n * width; i++) rows[i]! *= factors[i % width < width / 2 ? 0 : 1];
}
