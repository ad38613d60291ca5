/** What the network says within queries: how alike two concepts are, and which are nearest to one. */
import { type ConceptId, type ConceptMap, type Embedding, UsageError } from "../model/index.js";
import {
	gnnCommunities,
	gnnNearest,
	NodeValue,
	nearest,
	type Procedure,
	type Similarity,
	type Value,
} from "../query/index.js";

/** What of the network is asked: a concept for each row of its vectors, and the regions of the map. */
type Vectors = Pick<Embedding, "concepts" | "dimension" | "vectors">;
type Regions = {
	readonly communities: readonly Pick<ConceptMap["communities"][number], "name" | "terms" | "members">[];
};

/** Row of each node's vector, -1 for those that have none. */
function rowsOf(
	{ concepts }: Vectors,
	nodeOf: (concept: ConceptId) => number | undefined,
	nodes: number,
): Int32Array {
	const rows = new Int32Array(nodes).fill(-1);
	for (const [row, concept] of concepts.entries()) {
		const node = nodeOf(concept);
		if (node !== undefined) rows[node] = row;
	}
	return rows;
}

/** The cosine of two vectors: they have length 1. */
export function similarityBy(
	embedding: Vectors,
	nodeOf: (concept: ConceptId) => number | undefined,
	nodes: number,
): Similarity {
	const { dimension: d, vectors } = embedding;
	const rows = rowsOf(embedding, nodeOf, nodes);
	return (a, b) => {
		const [i, j] = [rows[a]!, rows[b]!];
		if (i < 0 || j < 0) return null;
		let dot = 0;
		for (let k = 0; k < d; k++) dot += vectors[i * d + k]! * vectors[j * d + k]!;
		return Math.max(-1, Math.min(1, dot));
	};
}

export function networkProcedures(
	embedding: Vectors | undefined,
	map: Regions | undefined,
	nodeOf: (concept: ConceptId) => number | undefined,
	nodes: number,
): readonly Procedure[] {
	const similarity = embedding === undefined ? undefined : similarityBy(embedding, nodeOf, nodes);
	return [
		{
			...gnnNearest,
			call: ([node, count], { spend }) => {
				if (similarity === undefined) throw notBuilt(gnnNearest.name);
				if (!(node instanceof NodeValue) || typeof count !== "number") return [];
				spend(nodes);
				return nearest(node.id, count, nodes, similarity);
			},
		},
		{
			...gnnCommunities,
			call: () => {
				if (map === undefined) throw notBuilt(gnnCommunities.name);
				return map.communities.map(({ name, terms, members }): readonly Value[] => [
					name,
					terms,
					members.flatMap((member) => {
						const node = nodeOf(member);
						return node === undefined ? [] : [new NodeValue(node)];
					}),
				]);
			},
		},
	];
}

function notBuilt(name: string): UsageError {
	return new UsageError(`The network of this vault was not built: ${name} has nothing to ask.`);
}
