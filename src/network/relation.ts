import {
	type Csr,
	createPlainKernels,
	csrFromEntries,
	type Kernels,
	normalizeMean,
	normalizeSymmetric,
	transposeCsr,
} from "../kernels/index.js";
import { gatherRows, reshape } from "./operations/layout.js";
import type { Tensor } from "./tensor.js";

/**
 * One kind of edge among n nodes, each edge with its weight. The same edges are kept twice, sorted by where they
 * arrive and by where they leave: messages go by the one, gradients return by the other. So an inverse costs nothing.
 */
export interface Relation {
	/** (n, n), row v: the nodes u of edges u → v. */
	readonly arriving: Csr;
	/** (n, n), row u: the nodes v of edges u → v. */
	readonly leaving: Csr;
	/** (edges), in the order of `arriving`: the weights, when their gradients are wanted; see `weigh`. */
	readonly weights?: Tensor;
}

/** A message goes from the first node to the second; the weight is 1 if there is none. */
export type Edge = readonly [from: number, to: number, weight?: number];

/** Edge i goes from[i] → to[i]. */
export interface EdgeArrays {
	readonly from: ArrayLike<number>;
	readonly to: ArrayLike<number>;
	readonly weights?: ArrayLike<number>;
}

export interface RelationOptions {
	/** In whose memory it lies. Without: plain float64. */
	readonly kernels?: Kernels;
}

/** Self-loops are edges like others; the weights of parallel edges add up. */
export function fromEdges(
	nodes: number,
	edges: readonly Edge[] | EdgeArrays,
	{ kernels = plain }: RelationOptions = {},
): Relation {
	const { from, to, weights } = "from" in edges ? edges : arraysOf(edges);
	for (let i = 0; i < from.length; i++)
		if (!isNode(from[i]!, nodes) || !isNode(to[i]!, nodes))
			throw new RangeError(`edge ${i}, ${from[i]} → ${to[i]}, leaves the ${nodes} nodes`);
	const entries = weights ? { rows: to, columns: from, weights } : { rows: to, columns: from };
	return relation(csrFromEntries(kernels, nodes, nodes, entries), { kernels });
}

/** The relation whose edges u → v are the entries (v, u) of a matrix; no copy. */
export function relation(arriving: Csr, { kernels = plain }: RelationOptions = {}): Relation {
	return { arriving, leaving: transposeCsr(kernels, arriving) };
}

/** An ordinary sequence: i → i + 1, or i → i + `lag`. */
export function chain(
	nodes: number,
	{ lag = 1, ...options }: RelationOptions & { readonly lag?: number } = {},
): Relation {
	const from = Uint32Array.from({ length: Math.max(0, nodes - lag) }, (_, i) => i);
	return fromEdges(nodes, { from, to: from.map((i) => i + lag) }, options);
}

/** Every edge the other way round; no copy. */
export function inverse({ arriving, leaving, weights }: Relation): Relation {
	const turned = { arriving: leaving, leaving: arriving };
	return weights ? { ...turned, weights: entries(weights, entriesByColumn(arriving)) } : turned;
}

/**
 * The same edges with other weights, one for each entry of `arriving` (there they stand by receiver, then by sender).
 * If they are a parameter they are learned, or tell how much each edge mattered.
 */
export function weigh({ arriving }: Relation, weights: Tensor): Relation {
	const count = arriving.offsets[arriving.rows]!;
	if (weights.size !== count) throw new RangeError(`weigh: ${weights.size} weights for ${count} edges`);
	const weighted = { ...arriving, weights: weights.data };
	const turned = transposeCsr(weights.kernels, weighted);
	return { arriving: weighted, leaving: turned, weights };
}

/** Some of the entries of a tensor. */
export function entries(x: Tensor, which: Uint32Array): Tensor {
	return reshape(gatherRows(reshape(x, [x.size, 1]), which), [which.length]);
}

/**
 * Weights for sums that do not grow with the number of edges. `mean`: what arrives at a node sums to 1. `symmetric`:
 * weight / √(what arrives at v · what leaves u) (Kipf & Welling 2017, arXiv:1609.02907, without added self-loops).
 */
export function normalize(
	{ arriving }: Relation,
	how: "mean" | "symmetric" = "mean",
	{ kernels = plain }: RelationOptions = {},
): Relation {
	const weighted = how === "mean" ? normalizeMean : normalizeSymmetric;
	return relation(weighted(kernels, arriving), { kernels });
}

/** For each entry of the transposed matrix, in its order, which entry of this one it is. */
function entriesByColumn({ rows, width, offsets, columns }: Csr): Uint32Array {
	const count = offsets[rows]!;
	const next = new Uint32Array(width + 1);
	for (let k = 0; k < count; k++) next[columns[k]! + 1]!++;
	for (let j = 0; j < width; j++) next[j + 1]! += next[j]!;
	const order = new Uint32Array(count);
	for (let k = 0; k < count; k++) order[next[columns[k]!]!++] = k;
	return order;
}

function isNode(i: number, nodes: number): boolean {
	return Number.isInteger(i) && i >= 0 && i < nodes;
}

function arraysOf(edges: readonly Edge[]): Required<EdgeArrays> {
	return {
		from: edges.map(([from]) => from),
		to: edges.map(([, to]) => to),
		weights: edges.map(([, , weight = 1]) => weight),
	};
}

const plain = createPlainKernels({ bits: 64 });
