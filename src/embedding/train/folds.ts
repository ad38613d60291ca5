import type { Rng } from "../../kernels/index.js";
import { shufflePairs } from "./hide-pairs.js";
import { fewestPairs, type Recipe } from "./recipe.js";

/** Linked pairs that one network does without. */
export interface Fold {
	/** (n, 2) */
	readonly held: Uint32Array;
	/**
	 * The same in the parts in which the ranker is asked for them. Only one part is hidden at a time: hardly more is
	 * unknown then than when a link is missing later.
	 */
	readonly parts: readonly Uint32Array[];
}

/** One for each network: with many links one fold tells enough, with hardly any none tells anything. */
export function foldsOf(pairs: Uint32Array, { folds, questions }: Recipe, rng: Rng): Fold[] {
	const count = pairs.length / 2;
	if (count < fewestPairs) return [];
	const shuffled = shufflePairs(pairs, rng);
	const size = Math.min(Math.floor(folds.share * count), folds.pairs);
	const number = Math.max(1, Math.min(folds.most, Math.round(folds.enough / count)));
	const parts = Math.ceil(size / Math.max(1, questions.share * count));
	return Array.from({ length: number }, (_, i) => {
		const held = shuffled.slice(2 * i * size, 2 * (i + 1) * size);
		return { held, parts: Array.from({ length: parts }, (_, part) => partOf(held, part, parts)) };
	});
}

function partOf(pairs: Uint32Array, part: number, parts: number): Uint32Array {
	const start = (i: number) => 2 * Math.round((i * pairs.length) / 2 / parts);
	return pairs.slice(start(part), start(part + 1));
}
