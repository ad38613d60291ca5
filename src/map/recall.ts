import type { ConceptId, ConceptMap } from "../model/index.js";

/** What an earlier map knows of the concepts of this one. */
export interface Memory {
	readonly map: ConceptMap;
	/** (concepts): index on the earlier map, −1 for what was not on it. */
	readonly indices: Int32Array;
}

/** Undefined when there is so much on one of the two maps that is not on the other that a new one should be drawn. */
export function recall(concepts: readonly ConceptId[], map: ConceptMap | undefined): Memory | undefined {
	if (map === undefined) return undefined;
	const index = new Map(map.concepts.map((id, i) => [id, i]));
	const indices = Int32Array.from(concepts, (id) => index.get(id) ?? -1);
	const known = indices.filter((i) => i >= 0).length;
	const enough = known > 0 && 3 * known >= 2 * Math.max(concepts.length, map.concepts.length);
	return enough ? { map, indices } : undefined;
}
