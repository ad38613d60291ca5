import {
	type Csr,
	csrFromEntries,
	type Floats,
	type Kernels,
	type Memory,
	normalizeMean,
	normalizeSymmetric,
} from "../../kernels/index.js";
import { joinLinks, undirected } from "../graph/adjacency.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";
import { findTextBasis, projectTexts } from "../text/lsa.js";
import type { Scorer } from "./scorer.js";

/**
 * Each node is what it says and what its neighbours say: one step of D^-½ (A + I) D^-½ over the texts' directions, with
 * nothing learned (Wu et al. 2019, "Simplifying graph convolutional networks"). A group says the mean of its members.
 */
export const textDiffusion: Scorer = {
	name: "text diffusion (SGC)",
	fit: (graph, { kernels, seed }) => {
		const basis = findTextBasis(kernels, graph.terms, seed);
		const texts = projectTexts(kernels, graph.terms, basis);
		const vectors = diffuse(kernels, graph, withGroups(kernels, graph, texts, basis.rank), basis.rank);
		return (item, out) => {
			const own = vectors.subarray(item * basis.rank, (item + 1) * basis.rank);
			for (let i = 0; i < graph.items; i++) {
				out[i] = kernels.dot(own, vectors.subarray(i * basis.rank, (i + 1) * basis.rank), basis.rank);
			}
		};
	},
};

/** (items + groups, d), rows of length 1, from what each says itself, (items + groups, d). */
export function diffuse(kernels: Kernels, graph: AttributedGraph, own: Floats, d: number): Floats {
	return spread(kernels, propagation(kernels, graph), own, d);
}

/** The same along any rows of the matrix that `propagation` makes. */
export function spread(kernels: Kernels, along: Csr, own: Floats, d: number): Floats {
	const result = kernels.floats(along.rows * d);
	kernels.spmm(result, along, own, d);
	kernels.normalizeRows(result, kernels.floats(along.rows), result, along.rows, d);
	return result;
}

/** (items + groups, d): under the items' vectors those of the groups, each the mean of its members', of length 1. */
export function withGroups(kernels: Kernels, graph: AttributedGraph, texts: Floats, d: number): Floats {
	const { items, groups, memberships } = graph;
	const all = kernels.floats((items + groups) * d);
	all.set(texts.subarray(0, items * d));
	if (groups === 0) return all;
	const members = normalizeMean(
		kernels,
		csrFromEntries(kernels, groups, items, {
			rows: memberships.filter((_, i) => i % 2 === 1),
			columns: memberships.filter((_, i) => i % 2 === 0),
		}),
	);
	const means = all.subarray(items * d);
	kernels.spmm(means, members, texts, d);
	kernels.normalizeRows(means, kernels.floats(groups), means, groups, d);
	return all;
}

/** D^-½ (A + I) D^-½ */
export function propagation(memory: Memory, graph: AttributedGraph): Csr {
	const nodes = graph.items + graph.groups;
	const { offsets, neighbors } = undirected(joinLinks(graph), nodes);
	const rows = new Uint32Array(nodes + neighbors.length);
	const columns = new Uint32Array(nodes + neighbors.length);
	for (let node = 0; node < nodes; node++) {
		rows[node] = node;
		columns[node] = node;
		rows.fill(node, nodes + offsets[node]!, nodes + offsets[node + 1]!);
	}
	columns.set(neighbors, nodes);
	return normalizeSymmetric(memory, csrFromEntries(memory, nodes, nodes, { rows, columns }));
}
