/** Procedures that a graph has where somebody knows the answers: how they are called. Who knows them adds `call`. */
import type { Procedure } from "./plan/procedures.js";
import type { Similarity } from "./store/graph-access.js";
import { float, NodeValue, type Value } from "./values/value.js";

export type ProcedureShape = Omit<Procedure, "call">;

export const gnnNearest: ProcedureShape = {
	name: "gnn.nearest",
	about: "The concepts whose vectors are nearest to one's, best first.",
	arguments: [
		{ name: "node", type: "NODE?" },
		{ name: "count", type: "INTEGER?" },
	],
	results: [
		{ name: "node", type: "NODE" },
		{ name: "score", type: "FLOAT" },
	],
};

export const gnnCommunities: ProcedureShape = {
	name: "gnn.communities",
	about: "The regions of the concept map, largest first, and who belongs to them, most central first.",
	arguments: [],
	results: [
		{ name: "name", type: "STRING" },
		{ name: "terms", type: "LIST<STRING>" },
		{ name: "members", type: "LIST<NODE>" },
	],
};

export const gnnRelated: ProcedureShape = {
	name: "gnn.related",
	about: "The concepts nearest to one, best first, each with the reasons.",
	arguments: [{ name: "node", type: "NODE?" }],
	results: [
		{ name: "node", type: "NODE" },
		{ name: "score", type: "FLOAT" },
		{ name: "why", type: "LIST<STRING>" },
	],
};

export const gnnSuggestions: ProcedureShape = {
	name: "gnn.suggestions",
	about: "Links that notes lack, of one note or (null) of all, those first whose line is known.",
	arguments: [{ name: "node", type: "NODE?" }],
	results: [
		{ name: "source", type: "NODE" },
		{ name: "target", type: "NODE" },
		{ name: "score", type: "FLOAT" },
		{ name: "name", type: "STRING?" },
		{ name: "line", type: "INTEGER?" },
		{ name: "why", type: "LIST<STRING>" },
	],
};

export const textSearch: ProcedureShape = {
	name: "text.search",
	about: "Notes that hold all of some words, best first.",
	arguments: [{ name: "words", type: "STRING?" }],
	results: [
		{ name: "node", type: "NODE" },
		{ name: "score", type: "FLOAT" },
		{ name: "line", type: "INTEGER?" },
		{ name: "excerpt", type: "STRING" },
	],
};

/** Rows of `gnn.nearest`: other nodes by how alike they are, best first, then by number. */
export function nearest(
	node: number,
	count: number,
	nodes: number,
	similarity: Similarity,
): readonly (readonly Value[])[] {
	const scored: [number, number][] = [];
	for (let other = 0; other < nodes; other++) {
		const score = other === node ? null : similarity(node, other);
		if (score !== null) scored.push([other, score]);
	}
	scored.sort(([a, x], [b, y]) => y - x || a - b);
	return scored.slice(0, Math.max(0, count)).map(([other, score]) => [new NodeValue(other), float(score)]);
}
