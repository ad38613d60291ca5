import { expect, test } from "vitest";
import {
	type Cell,
	chain,
	createRng,
	linear,
	propagate,
	sigmoid,
	square,
	sum,
	type Tensor,
	topological,
	zeros,
} from "../../../src/network/index.js";
import { gradientError } from "../support/differences.js";
import { logistic, plus, row, times, zero } from "../support/loops.js";
import { farthest, randomParameter } from "../support/numbers.js";

/**
 * Time-delay neural network (Waibel et al. 1989): a layer that sees the last inputs, h_t = σ(b + Σ_k x_{t−k}·W_k). A node
 * passes its input on unchanged, and hears one, two, … steps back over a relation each.
 */
function tdnn(
	[now, ...delayed]: [Tensor, ...Tensor[]],
	b: Tensor,
): Cell<{ readonly h: Tensor; readonly x: Tensor }> {
	return {
		parameters: { ...Object.fromEntries([now, ...delayed].map((w, k) => [`W${k}`, w])), b },
		init: (x) => ({ h: zeros([x.rows, now.columns]), x }),
		step: (_state, x, message) => ({
			h: sigmoid(linear([x, ...delayed.map((_, k) => message[k + 1]!.x)], [now, ...delayed], b)),
			x,
		}),
	};
}

test("a time-delay network is a cell that hears several steps back", () => {
	const rng = createRng(1);
	const [steps, delays] = [9, 3];
	const weights = Array.from({ length: delays + 1 }, () => randomParameter([3, 4], rng)) as [
		Tensor,
		...Tensor[],
	];
	const b = randomParameter([4], rng);
	const x = randomParameter([steps, 3], rng);
	const relations = { 1: chain(steps), 2: chain(steps, { lag: 2 }), 3: chain(steps, { lag: 3 }) };
	const run = () =>
		propagate({ nodes: steps, relations }, tdnn(weights, b), { input: x, schedule: topological() }).state.h;

	const expected = x
		.toArrays()
		.map((_, t) =>
			logistic(plus(row(b), ...weights.map((w, k) => (t >= k ? times(row(x, t - k), w) : zero(4))))),
		);
	expect(farthest(run().data, expected)).toBeLessThan(1e-12);
	expect(gradientError([x, b, ...weights], () => sum(square(run())))).toBeLessThan(1e-6);
});
