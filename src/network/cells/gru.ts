import type { Cell, Parameters } from "../cell.js";
import { gruUpdate, linear } from "../operations/index.js";
import { type Tensor, zeros } from "../tensor.js";
import { type CellSize, combine, named, relationWeights, type Seeded, uniform, withRng } from "./combine.js";

/**
 * The gated recurrent unit (Cho et al. 2014, arXiv:1406.1078) as a generalised RNN: a node's own input is the input,
 * and what its parents send is the hidden state. m = Σᵣ mᵣ·Wᵣ,
 *
 *     r = σ(x·W_r + m·U_r)   z = σ(x·W_z + m·U_z)   c = tanh(x·W_c + r∘(m·U_c))   h = (1 − z)∘c + z∘m
 *
 * On a chain without relation weights m is the previous state, and this is the ordinary GRU.
 */
export function gru(options: CellSize): Cell {
	const size = withRng(options);
	const weights = gateWeights(size, size.input);
	const relations = relationWeights(size);
	const { Wx, Wh, bx, bh } = weights;
	return {
		parameters: { ...weights, ...named(relations) },
		read: (x) => linear(x, Wx, bx), // (n, 3d)
		init: (x) => ({ h: zeros([x.rows, size.hidden], x.kernels) }), // (n, d)
		step(state, gx, message) {
			const m = combine(message, relations, state.h); // (n, d)
			return { h: gruUpdate(gx, linear(m, Wh, bh), m) };
		},
	};
}

/**
 * The other way round, as in gated graph networks (Li et al. 2016, arXiv:1511.05493): messages are the input, and a
 * node's own state the hidden state, which begins as x·W_in.
 *
 *     h′ = GRU(input = Σᵣ mᵣ·Wᵣ, hidden = h)
 */
export function ggnn(options: CellSize): Cell {
	const size = withRng(options);
	const weights = gateWeights(size, size.hidden);
	const relations = relationWeights(size);
	const { Wx, Wh, bx, bh } = weights;
	const Win = uniform([size.input, size.hidden], size);
	return {
		parameters: { ...weights, Win, ...named(relations) },
		init: (x) => ({ h: linear(x, Win) }), // (n, d)
		step(state, _input, message) {
			const m = combine(message, relations, state.h); // (n, d)
			return { h: gruUpdate(linear(m, Wx, bx), linear(state.h, Wh, bh), state.h) };
		},
	};
}

interface GateWeights extends Parameters {
	readonly Wx: Tensor;
	readonly Wh: Tensor;
	readonly bx: Tensor;
	readonly bh: Tensor;
}

/** Gates r, z, c side by side. */
function gateWeights(size: Seeded, input: number): GateWeights {
	const d = size.hidden;
	return {
		Wx: uniform([input, 3 * d], size),
		Wh: uniform([d, 3 * d], size),
		bx: uniform([3 * d], size),
		bh: uniform([3 * d], size),
	};
}
