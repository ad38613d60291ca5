import type { ConceptId, Embedding, Neighbor } from "../model/index.js";

/** Neighbours of a concept that is no note. */
const most = 20;

/**
 * Of a note, the neighbours that the embedding has for it, with their reasons. Of a tag or a name that no note has, the
 * concepts whose vectors are nearest: vectors have no reasons.
 */
export function neighborsOf(embedding: Embedding, concept: ConceptId): readonly Neighbor[] {
	const known = embedding.related.get(concept);
	if (known !== undefined) return known;
	const { concepts, dimension, vectors } = embedding;
	const row = concepts.indexOf(concept);
	if (row < 0) return [];
	const cosine = (other: number): number => {
		let sum = 0;
		for (let k = 0; k < dimension; k++)
			sum += vectors[row * dimension + k]! * vectors[other * dimension + k]!;
		return Math.min(1, sum);
	};
	return concepts
		.map((id, other) => ({ concept: id, score: other === row ? 0 : cosine(other), reasons: [] }))
		.filter(({ score }) => score > 0)
		.sort((a, b) => b.score - a.score || (a.concept < b.concept ? -1 : 1))
		.slice(0, most);
}
