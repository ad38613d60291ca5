import { elementary } from "../../kernels/index.js";
import { degreeOf, neighborsOf, undirected } from "../graph/adjacency.js";
import type { Scorer } from "./scorer.js";

/** Shared neighbours, of which those with few others tell most: Σ 1 / ln degree (Adamic & Adar 2003). */
export const adamicAdar: Scorer = {
	name: "Adamic–Adar",
	fit: (graph) => {
		const adjacency = undirected(graph.links, graph.items);
		const tells = Float64Array.from(
			{ length: graph.items },
			(_, i) => 1 / elementary.log(Math.max(2, degreeOf(adjacency, i))),
		);
		return (item, out) => {
			out.fill(0);
			for (const shared of neighborsOf(adjacency, item)) {
				for (const other of neighborsOf(adjacency, shared)) out[other]! += tells[shared]!;
			}
		};
	},
};
