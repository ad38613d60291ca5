import { expect, test } from "vitest";
import {
	add,
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
import { hyperbolic, plus, row, times, type Vector, zero } from "../support/loops.js";
import { farthest, randomParameter } from "../support/numbers.js";

/**
 * A residual update (He et al. 2016, arXiv:1512.03385) along time: what is learned is the change, h ← h + tanh(h·U + x·W + b),
 * and the gradient has a way back on which nothing shrinks it.
 */
function residual(W: Tensor, U: Tensor, b: Tensor): Cell<{ readonly h: Tensor }, "next"> {
	return {
		parameters: { W, U, b },
		read: (x) => linear(x, W, b),
		init: ({ rows }) => ({ h: zeros([rows, U.rows]) }),
		step: (_state, fromInput, { next }) => ({ h: add(next.h, tanh(add(fromInput, linear(next.h, U)))) }),
	};
}

test("a residual update is a cell that adds to what it hears", () => {
	const rng = createRng(6);
	const [W, U, b] = [randomParameter([2, 3], rng), randomParameter([3, 3], rng), randomParameter([3], rng)];
	const x = randomParameter([7, 2], rng);
	const graph = { nodes: 7, relations: { next: chain(7) } };
	const run = () => propagate(graph, residual(W, U, b), { input: x, schedule: topological() }).state.h;

	const expected: Vector[] = [];
	let h = zero(3);
	for (let t = 0; t < 7; t++) {
		h = plus(h, hyperbolic(plus(times(h, U), times(row(x, t), W), row(b))));
		expected.push(h);
	}
	expect(farthest(run().data, expected)).toBeLessThan(1e-12);
	expect(gradientError([x, W, U, b], () => sum(square(run())))).toBeLessThan(1e-6);
});
