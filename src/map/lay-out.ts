import { createRng } from "../kernels/index.js";
import type { Embedding } from "../model/index.js";
import { type Arrangement, arrange } from "./arrange.js";
import { principalAxes } from "./axes.js";
import type { Places } from "./places.js";
import { spread } from "./spread.js";

export interface LayOutInput extends Arrangement {
	readonly places: Places;
	readonly embedding: Embedding;
	readonly seed: number;
}

/** (concepts, 2): a place for every concept. */
export function layOut({ places, embedding, seed, ...arrangement }: LayOutInput): Float64Array {
	const rng = createRng(seed);
	const similarity = { ...embedding, rows: places.rows };
	const positions = principalAxes(similarity);
	for (let i = 0; i < positions.length; i++) {
		positions[i] = 0.1 * positions[i]! + 0.02 * (rng.uniform() - 0.5);
	}
	spread(positions, arrangement.graph, similarity, rng);
	arrange(positions, arrangement);
	return positions;
}
