import {
	type Csr,
	csrFromEntries,
	type Floats,
	type Kernels,
	normalizeMean,
	normalizeSymmetric,
} from "../../kernels/index.js";
import { joinLinks, neighborsOf, undirected } from "../graph/adjacency.js";
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
		const vectors = diffuse(kernels, graph, projectTexts(kernels, graph.terms, basis), basis.rank);
		return (item, out) => {
			const own = vectors.subarray(item * basis.rank, (item + 1) * basis.rank);
			for (let i = 0; i < graph.items; i++) {
				out[i] = kernels.dot(own, vectors.subarray(i * basis.rank, (i + 1) * basis.rank), basis.rank);
			}
		};
	},
};

/** (items + groups, d), rows of length 1, from the items' own vectors (items, d). */
export function diffuse(kernels: Kernels, graph: AttributedGraph, texts: Floats, d: number): Floats {
	const nodes = graph.items + graph.groups;
	const own = withGroups(kernels, graph, texts, d);
	const result = kernels.floats(nodes * d);
	kernels.spmm(result, propagation(kernels, graph), own, d);
	kernels.normalizeRows(result, kernels.floats(nodes), result, nodes, d);
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

function propagation(kernels: Kernels, graph: AttributedGraph): Csr {
	const nodes = graph.items + graph.groups;
	const adjacency = undirected(joinLinks(graph), nodes);
	const [rows, columns]: [number[], number[]] = [[], []];
	const add = (row: number, column: number) => {
		rows.push(row);
		columns.push(column);
	};
	for (let node = 0; node < nodes; node++) add(node, node);
	for (let node = 0; node < nodes; node++) for (const other of neighborsOf(adjacency, node)) add(node, other);
	return normalizeSymmetric(kernels, csrFromEntries(kernels, nodes, nodes, { rows, columns }));
}
