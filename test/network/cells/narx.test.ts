import { expect, test } from "vitest";
import {
	type Cell,
	chain,
	createRng,
	linear,
	propagate,
	square,
	sum,
	type Tensor,
	tanh,
	topological,
	zeros,
} from "../../../src/network/index.js";
import { gradientError } from "../support/differences.js";
import { hyperbolic, plus, row, times, type Vector } from "../support/loops.js";
import { farthest, randomParameter } from "../support/numbers.js";

interface Weights {
	/** From the last inputs, x_t first. */
	readonly W: readonly [Tensor, Tensor, Tensor];
	/** From the last outputs, y_{t−1} first. */
	readonly U: readonly [Tensor, Tensor];
	readonly V: Tensor;
	readonly b: Tensor;
}

/**
 * Nonlinear autoregressive model with exogenous inputs (Leontaritis & Billings 1985), the function a layer of hidden
 * units: y_t = tanh(b + x_t·W₀ + x_{t−1}·W₁ + x_{t−2}·W₂ + y_{t−1}·U₁ + y_{t−2}·U₂)·V. It feeds back its output, not what
 * is hidden.
 */
function narx({ W, U, V, b }: Weights): Cell<{ readonly y: Tensor; readonly x: Tensor }, "one" | "two"> {
	return {
		parameters: { W0: W[0], W1: W[1], W2: W[2], U1: U[0], U2: U[1], V, b },
		init: (x) => ({ y: zeros([x.rows, V.columns]), x }),
		step(_state, x, { one, two }) {
			const hidden = tanh(linear([x, one.x, two.x, one.y, two.y], [...W, ...U], b));
			return { y: linear(hidden, V), x };
		},
	};
}

test("a NARX model is a cell whose state is its input and its output", () => {
	const rng = createRng(2);
	const make = (rows: number, columns: number) => randomParameter([rows, columns], rng);
	const W = [make(3, 5), make(3, 5), make(3, 5)] as const;
	const U = [make(2, 5), make(2, 5)] as const;
	const [V, b, x] = [make(5, 2), randomParameter([5], rng), make(8, 3)];
	const relations = { one: chain(8), two: chain(8, { lag: 2 }) };
	const run = () =>
		propagate({ nodes: 8, relations }, narx({ W, U, V, b }), { input: x, schedule: topological() }).state.y;

	const outputs: Vector[] = [];
	for (let t = 0; t < 8; t++) {
		const fromInputs = W.flatMap((w, k) => (t >= k ? [times(row(x, t - k), w)] : []));
		const fromOutputs = U.flatMap((u, k) => (t > k ? [times(outputs[t - 1 - k]!, u)] : []));
		outputs.push(times(hyperbolic(plus(row(b), ...fromInputs, ...fromOutputs)), V));
	}
	expect(farthest(run().data, outputs)).toBeLessThan(1e-12);
	expect(gradientError([x, ...W, ...U, V, b], () => sum(square(run())))).toBeLessThan(1e-6);
});
