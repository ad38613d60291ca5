import type { ConceptGraph, ConceptId, ConceptMap, Embedding } from "../../model/index.js";

/** What is exported: an embedding, with what names its rows. */
export interface ExportInput {
	readonly embedding: Embedding;
	readonly map: ConceptMap;
	readonly graph: ConceptGraph;
}

/** What a row of the matrix stands for. */
export interface Row {
	readonly id: ConceptId;
	readonly kind: string;
	readonly title: string;
	/** The note's file; empty for tags and unresolved names. */
	readonly path: string;
	/** The territory of the map in which it lies, and where; absent for those without a place. */
	readonly region?: string;
	readonly x?: number;
	readonly y?: number;
}

/** One for each of `embedding.concepts`, in their order. */
export function rowsOf({ embedding, map, graph: { graph } }: ExportInput): Row[] {
	const places = new Map(map.concepts.map((id, i) => [id, i]));
	return embedding.concepts.map((id) => {
		const concept = graph.getNodeAttributes(id);
		const place = places.get(id);
		return {
			id,
			kind: concept.kind,
			title: concept.title,
			path: "path" in concept ? concept.path : "",
			...(place !== undefined && placeOf(map, place)),
		};
	});
}

function placeOf({ communities, community, positions }: ConceptMap, place: number) {
	return {
		region: communities[community[place]!]?.name ?? "",
		x: positions[2 * place]!,
		y: positions[2 * place + 1]!,
	};
}
