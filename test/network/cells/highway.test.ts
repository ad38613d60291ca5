import { expect, test } from "vitest";
import {
	add,
	type Cell,
	chain,
	createRng,
	linear,
	mul,
	propagate,
	sigmoid,
	square,
	sub,
	sum,
	type Tensor,
	tanh,
	topological,
} from "../../../src/network/index.js";
import { gradientError } from "../support/differences.js";
import { by, hyperbolic, logistic, minus, plus, row, times, type Vector } from "../support/loops.js";
import { farthest, randomParameter } from "../support/numbers.js";

interface Weights {
	readonly W: Tensor;
	readonly b: Tensor;
	readonly Wt: Tensor;
	readonly bt: Tensor;
}

/**
 * Highway network (Srivastava et al. 2015, arXiv:1505.00387): layers are a chain, and a gate t says how much of a layer
 * is new: h ← t∘tanh(h·W + b) + (1 − t)∘h, t = σ(h·W_t + b_t). The input enters where the chain begins.
 */
function highway({ W, b, Wt, bt }: Weights): Cell<{ readonly h: Tensor }, "layer"> {
	return {
		parameters: { W, b, Wt, bt },
		init: (x) => ({ h: x }),
		step(_state, x, { layer }) {
			const below = add(layer.h, x); // (n, d)
			const gate = sigmoid(linear(below, Wt, bt));
			const next = tanh(linear(below, W, b));
			return { h: add(mul(gate, next), mul(sub(1, gate), below)) };
		},
	};
}

test("a highway network is a cell on the chain of its layers", () => {
	const rng = createRng(5);
	const [layers, d] = [6, 3];
	const [W, Wt, b, bt] = [
		...[randomParameter([d, d], rng), randomParameter([d, d], rng)],
		...[randomParameter([d], rng), randomParameter([d], rng)],
	] as const;
	const x = randomParameter([layers, d], rng);
	x.data.fill(0, d);
	const graph = { nodes: layers, relations: { layer: chain(layers) } };
	const run = () =>
		propagate(graph, highway({ W, b, Wt, bt }), { input: x, schedule: topological() }).state.h;

	const expected: Vector[] = [];
	let h = row(x);
	for (let layer = 0; layer < layers; layer++) {
		const gate = logistic(plus(times(h, Wt), row(bt)));
		const next = hyperbolic(plus(times(h, W), row(b)));
		h = plus(by(gate, next), by(minus([1, 1, 1], gate), h));
		expected.push(h);
	}
	expect(farthest(run().data, expected)).toBeLessThan(1e-12);
	expect(gradientError([x, W, b, Wt, bt], () => sum(square(run())))).toBeLessThan(1e-6);
});
