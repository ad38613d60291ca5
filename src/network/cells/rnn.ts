import type { Cell } from "../cell.js";
import { add, linear, tanh } from "../operations/index.js";
import { zeros } from "../tensor.js";
import { type CellSize, combine, named, relationWeights, uniform, withRng } from "./combine.js";

/** The simple recurrent network (Elman 1990): h = tanh(x·W + m·U + b), m = Σᵣ mᵣ·Wᵣ. */
export function rnn(options: CellSize): Cell {
	const size = withRng(options);
	const d = size.hidden;
	const Wx = uniform([size.input, d], size);
	const Wh = uniform([d, d], size);
	const bx = uniform([d], size);
	const bh = uniform([d], size);
	const relations = relationWeights(size);
	return {
		parameters: { Wx, Wh, bx, bh, ...named(relations) },
		read: (x) => linear(x, Wx, bx), // (n, d)
		init: (x) => ({ h: zeros([x.rows, d], x.kernels) }), // (n, d)
		step: (state, gx, message) => ({
			h: tanh(add(gx, linear(combine(message, relations, state.h), Wh, bh))),
		}),
	};
}
