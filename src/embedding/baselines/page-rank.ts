import { degreeOf, joinLinks, neighborsOf, undirected } from "../graph/adjacency.js";
import type { Scorer } from "./scorer.js";

/** How often a walk goes on instead of returning to where it began. */
const damping = 0.85;
const steps = 20;

/**
 * Where a walk that starts at one item, and often returns to it, is found (personalised PageRank; Haveliwala 2002).
 * It also walks over groups.
 */
export const personalizedPageRank: Scorer = {
	name: "personalised PageRank",
	fit: (graph) => {
		const nodes = graph.items + graph.groups;
		const adjacency = undirected(joinLinks(graph), nodes);
		let here = new Float64Array(nodes);
		let next = new Float64Array(nodes);
		return (item, out) => {
			here.fill(0);
			here[item] = 1;
			for (let step = 0; step < steps; step++) {
				next.fill(0);
				next[item] = 1 - damping;
				for (let node = 0; node < nodes; node++) {
					const mass = here[node]!;
					if (mass === 0) continue;
					const degree = degreeOf(adjacency, node);
					if (degree === 0) next[item]! += damping * mass;
					for (const neighbor of neighborsOf(adjacency, node)) next[neighbor]! += (damping * mass) / degree;
				}
				[here, next] = [next, here];
			}
			out.set(here.subarray(0, graph.items));
		};
	},
};
