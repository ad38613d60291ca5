import type { Cell } from "../cell.js";
import { add, linear, lstmUpdate } from "../operations/index.js";
import { type Tensor, zeros } from "../tensor.js";
import { type CellSize, combine, named, relationWeights, total, uniform, withRng } from "./combine.js";

/**
 * Long short-term memory (Hochreiter & Schmidhuber 1997; forget gate: Gers et al. 2000). A node's state is the hidden
 * h and the memory c, and both are sent; memories of several parents add up, as in the child-sum tree LSTM
 * (Tai et al. 2015, arXiv:1503.00075) with one forget gate for all. m = Σᵣ mᵣ·Wᵣ,
 *
 *     i, f, o = σ(x·W + m·U + b)   g = tanh(x·W_g + m·U_g + b_g)   c = f∘Σ c_parents + i∘g   h = o∘tanh(c)
 */
export function lstm(options: CellSize): Cell<{ readonly h: Tensor; readonly c: Tensor }> {
	const size = withRng(options);
	const d = size.hidden;
	const Wx = uniform([size.input, 4 * d], size);
	const Wh = uniform([d, 4 * d], size);
	const bx = uniform([4 * d], size);
	const bh = uniform([4 * d], size);
	const relations = relationWeights(size);
	return {
		parameters: { Wx, Wh, bx, bh, ...named(relations) },
		read: (x) => linear(x, Wx, bx), // (n, 4d)
		init: (x) => ({ h: zeros([x.rows, d], x.kernels), c: zeros([x.rows, d], x.kernels) }), // (n, d) each
		step(state, gx, message) {
			const m = combine(message, relations, state.h); // (n, d)
			const memory = total(
				Object.values(message).map(({ c }) => c),
				state.c,
			); // (n, d)
			return lstmUpdate(add(gx, linear(m, Wh, bh)), memory);
		},
	};
}
