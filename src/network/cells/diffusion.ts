import type { Cell } from "../cell.js";
import { add, linear, scale } from "../operations/index.js";
import { type CellSize, combine, named, relationWeights, uniform, withRng } from "./combine.js";

export interface DiffusionSize extends CellSize {
	/** How much of a node's own input stays in its state. */
	readonly own?: number;
}

/**
 * No gate and no bend: h = own·x·W + (1 − own)·m, m = Σᵣ mᵣ·Wᵣ. With W = I this is lazy diffusion (personalised
 * PageRank of vectors; Klicpera et al. 2019, arXiv:1810.05997): what any gate has to be better than.
 */
export function diffusion({ own = 0.5, ...options }: DiffusionSize): Cell {
	const size = withRng(options);
	const Wx = uniform([size.input, size.hidden], size);
	const relations = relationWeights(size);
	return {
		parameters: { Wx, ...named(relations) },
		read: (x) => linear(x, Wx), // (n, d)
		init: (x) => ({ h: linear(x, Wx) }), // (n, d)
		step: (state, gx, message) => ({
			h: add(scale(gx, own), scale(combine(message, relations, state.h), 1 - own)),
		}),
	};
}
