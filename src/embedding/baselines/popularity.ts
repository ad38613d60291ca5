import { elementary } from "../../kernels/index.js";
import { degreeOf, undirected } from "../graph/adjacency.js";
import type { Scorer } from "./scorer.js";

/** What many link to is linked to. */
export const popularity: Scorer = {
	name: "popularity",
	fit: (graph) => {
		const adjacency = undirected(graph.links, graph.items);
		const scores = Float64Array.from({ length: graph.items }, (_, i) =>
			elementary.log(1 + degreeOf(adjacency, i)),
		);
		return (_, out) => out.set(scores);
	},
};
