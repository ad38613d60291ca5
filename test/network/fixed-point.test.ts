import { describe, expect, test } from "vitest";
import {
	add,
	backward,
	type Cell,
	ContractionError,
	fixedPoint,
	fromEdges,
	linear,
	parameter,
	propagate,
	type Relation,
	square,
	sum,
	synchronous,
	type Tensor,
	tanh,
	tensor,
	withoutGradients,
	zeros,
} from "../../src/network/index.js";
import expected from "./fixtures/scarselli.json" with { type: "json" };
import { gradientError } from "./support/differences.js";
import { farthest, randomParameter, randomTensor } from "./support/numbers.js";

/** Scarselli et al. 2009, with a linear message: h = tanh(x·U + B·h·W). */
function scarselli(U: Tensor, W: Tensor): Cell<{ readonly h: Tensor }, "near"> {
	return {
		parameters: { U, W },
		read: (x) => linear(x, U),
		init: (x) => ({ h: zeros([x.rows, W.rows], x.kernels) }),
		step: (_state, own, { near }) => ({ h: tanh(add(own, linear(near.h, W))) }),
	};
}

const near = dense(expected.B);
const graph = { nodes: 6, relations: { near } };
const x = tensor(expected.x);
const cell = scarselli(parameter(expected.U), parameter(expected.W));

describe("a contraction comes to rest", () => {
	test("at PyTorch's state, in as many iterations", () => {
		const { state, steps, movement } = propagate(graph, cell, { input: x, schedule: fixedPoint() });
		expect(farthest(state.h.data, expected.h)).toBeLessThan(1e-11);
		expect(Math.abs(steps - expected.iters)).toBeLessThanOrEqual(1);
		expect(movement!.distance).toBeLessThanOrEqual(1e-12);
		expect(movement!.contraction).toBeGreaterThan(0.1);
		expect(movement!.contraction).toBeLessThan(0.9);
	});

	test("at the same state from anywhere, ever as much nearer as before", () => {
		const elsewhere = { h: randomTensor([6, 4]) };
		const [a, b] = [undefined, elsewhere].map((state) =>
			propagate(graph, cell, { input: x, schedule: fixedPoint(), ...(state && { state }) }),
		);
		expect(farthest(a!.state.h.data, b!.state.h.data)).toBeLessThan(1e-11);

		const distances: number[] = [];
		propagate(graph, cell, {
			input: x,
			schedule: synchronous(24),
			state: elsewhere,
			onStep: ({ h }) => distances.push(farthest(h.data, a!.state.h.data)),
		});
		// Two at a time, because states here come near from one side and the other in turn.
		const factors = distances.slice(10).map((distance, i) => distance / distances[i + 8]!);
		for (const factor of factors) expect(Math.abs(factor - 0.135)).toBeLessThan(0.01);
	});

	test("with the gradient of PyTorch, through the equation or through every iteration", () => {
		for (const gradient of ["implicit", "unrolled"] as const) {
			cell.parameters.W!.grad!.fill(0);
			const { state } = propagate(graph, cell, { input: x, schedule: fixedPoint({ gradient }) });
			backward(sum(square(state.h)));
			expect(farthest(cell.parameters.W!.grad, expected.grad_W), gradient).toBeLessThan(1e-9);
		}
	});

	test("with gradients that are limits of differences, also of the input and of what made it", () => {
		const raw = randomParameter([6, 3]);
		const loss = () => {
			const input = tanh(raw);
			const { state } = propagate(graph, cell, { input, schedule: fixedPoint({ tolerance: 1e-13 }) });
			return add(sum(square(state.h)), sum(state.h));
		};
		expect(gradientError([raw, ...Object.values(cell.parameters)], loss)).toBeLessThan(1e-6);
	});

	test("with a state of two tensors, one of which nobody hears", () => {
		const [U, W, V] = [
			[3, 2],
			[2, 2],
			[2, 2],
		].map(([rows, columns], i) => {
			const weights = randomParameter([rows!, columns!]);
			for (let k = 0; k < weights.size; k++) weights.data[k]! *= 0.2 + 0.1 * i;
			return weights;
		}) as [Tensor, Tensor, Tensor];
		const two: Cell<{ readonly h: Tensor; readonly echo: Tensor }, "near"> = {
			parameters: { U, W, V },
			init: ({ rows }) => ({ h: zeros([rows, 2]), echo: zeros([rows, 2]) }),
			step: ({ h }, own, message) => ({
				h: tanh(linear([own, message.near.h], [U, W])),
				echo: linear([h, message.near.echo], [V, W]),
			}),
		};
		const loss = () => {
			const { state } = propagate(graph, two, { input: x, schedule: fixedPoint({ tolerance: 1e-14 }) });
			return add(sum(square(state.echo)), sum(state.h));
		};
		expect(gradientError([U, W, V], loss)).toBeLessThan(1e-6);
	});
});

test("a state may hold what a step only passes on: the gradient finds its way through it", () => {
	const raw = randomParameter([6, 4]);
	const [U, W] = [parameter(expected.U), parameter(expected.W)];
	const passing: Cell<{ readonly h: Tensor; readonly own: Tensor }, "near"> = {
		parameters: { W },
		init: (own) => ({ h: zeros([6, 4]), own }),
		step: (_state, own, { near }) => ({ h: tanh(add(own, linear(near.h, W))), own }),
	};
	const loss = () => {
		const input = add(linear(x, U), raw);
		const { state } = propagate(graph, passing, { input, schedule: fixedPoint({ tolerance: 1e-13 }) });
		return add(sum(square(state.h)), sum(square(state.own)));
	};
	expect(gradientError([raw, U, W], loss)).toBeLessThan(1e-6);
});

describe("what is no contraction", () => {
	// Whoever is pushed up pushes the others down, and they him: the states swing for ever.
	const swinging = scarselli(
		parameter(expected.U),
		parameter(identity(4).map((row) => row.map((w) => -5 * w))),
	);

	test("is refused, with how far it moves", () => {
		const run = () => propagate(graph, swinging, { input: x, schedule: fixedPoint() });
		expect(run).toThrow(ContractionError);
		expect(run).toThrow(/after \d+ iterations .* does not contract/);
		expect(() => withoutGradients(run)).toThrow(ContractionError);
	});

	test("too few iterations are refused as well", () => {
		expect(() => propagate(graph, cell, { input: x, schedule: fixedPoint({ most: 5 }) })).toThrow(
			/after 5 .* more iterations/,
		);
	});
});

function dense(weights: number[][]): Relation {
	return fromEdges(
		weights.length,
		weights.flatMap((row, to) => row.map((weight, from) => [from, to, weight] as const)),
	);
}

function identity(d: number): number[][] {
	return Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => (i === j ? 1 : 0)));
}
