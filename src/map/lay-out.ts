import { createRng } from "../kernels/index.js";
import type { ConceptMap, Embedding } from "../model/index.js";
import { arrange } from "./arrange.js";
import { principalAxes } from "./axes.js";
import type { Places } from "./places.js";
import { settle } from "./settle.js";
import { spread } from "./spread.js";
import type { WeightedGraph } from "./weighted-graph.js";

export interface LayOutInput {
	readonly places: Places;
	readonly affinity: WeightedGraph;
	readonly community: Uint32Array;
	readonly importance: Float32Array;
	readonly embedding: Embedding;
	readonly seed: number;
	readonly previous?: ConceptMap;
}

/** (concepts, 2): every concept's place. Drawn anew, unless an earlier map holds most of the concepts. */
export function layOut(input: LayOutInput): Float32Array {
	const { places, affinity, community, importance, embedding, seed, previous } = input;
	const arrangement = { graph: affinity, community, importance };
	const settled = previous === undefined ? undefined : settle(places.concepts, arrangement, previous);
	if (settled !== undefined) return Float32Array.from(settled);
	const rng = createRng(seed);
	const positions = principalAxes(embedding.vectors, embedding.dimension, places.rows);
	for (let i = 0; i < positions.length; i++)
		positions[i] = 0.1 * positions[i]! + 0.02 * (rng.uniform() - 0.5);
	spread(
		positions,
		affinity,
		{ vectors: embedding.vectors, dimension: embedding.dimension, rows: places.rows },
		rng,
	);
	arrange(positions, arrangement);
	return Float32Array.from(positions);
}
