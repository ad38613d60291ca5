import graphology from "graphology";
import type { Concept, ConceptGraphology, Relation } from "../model/index.js";
import type { Concepts } from "./concepts.js";

/** Nodes sorted by id; edges in the order given, with their number as key (graphology's own keys are random). */
export function toGraphology({ concepts, relations }: Concepts): ConceptGraphology {
	const graph = new graphology.MultiDirectedGraph<Concept, Relation>();
	const ids = [...concepts.keys()].sort();
	for (const id of ids) graph.addNode(id, concepts.get(id));
	relations.forEach(({ source, target, relation }, index) => {
		graph.addDirectedEdgeWithKey(String(index), source, target, relation);
	});
	return graph;
}
