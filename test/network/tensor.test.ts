import { describe, expect, test } from "vitest";
import {
	type Cell,
	chain,
	createPlainKernels,
	createWasmKernels,
	type Graph,
	gru,
	linear,
	parameter,
	propagate,
	synchronous,
	tensor,
	weigh,
	wrap,
	zeros,
} from "../../src/network/index.js";

describe("a tensor", () => {
	test.each([
		["a number", tensor(3), [], 1, 1],
		["a row", tensor([1, 2, 3]), [3], 1, 3],
		[
			"rows",
			tensor([
				[1, 2],
				[3, 4],
				[5, 6],
			]),
			[3, 2],
			3,
			2,
		],
		["a flat array with a shape", tensor([1, 2, 3, 4], { shape: [2, 2] }), [2, 2], 2, 2],
		["nothing", tensor([]), [0], 1, 0],
		["no rows", zeros([0, 4]), [0, 4], 0, 4],
	] as const)("of %s", (_name, made, shape, rows, columns) => {
		expect([made.shape, made.rows, made.columns, made.size]).toEqual([shape, rows, columns, rows * columns]);
		expect(made.toArrays().flat()).toEqual(Array.from(made.data));
	});

	test("copies what it is given, and wrap does not", () => {
		const values = Float64Array.of(1, 2);
		const [copied, wrapped] = [tensor(values), wrap(values, [2])];
		values[0] = 9;
		expect([copied.data[0], wrapped.data[0]]).toEqual([1, 9]);
	});

	test("has numbers as wide as its kernels", () => {
		expect(tensor([0.1]).data).toBeInstanceOf(Float64Array);
		for (const kernels of [createPlainKernels({ bits: 32 }), createWasmKernels()])
			expect(tensor([0.1], { kernels }).data).toEqual(Float32Array.of(0.1));
	});

	test("is a parameter with a gradient from the start, or has none", () => {
		expect(parameter([[1, 2]]).grad).toEqual(Float64Array.of(0, 0));
		expect(tensor([[1, 2]]).grad).toBeNull();
	});

	test.each<[string, () => unknown, RegExp]>([
		["item of many", () => tensor([1, 2]).item(), /\(2\) holds 2 numbers/],
		["wrap of too few", () => wrap(new Float64Array(3), [2, 2]), /3 numbers for \(2, 2\)/],
		[
			"a shape that does not fit",
			() => tensor([1, 2, 3], { shape: [2, 2] }),
			/3 numbers do not make \(2, 2\)/,
		],
		["a linear layer without weights", () => linear([zeros([1, 2])], []), /as many inputs as weights/],
		["too few weights of edges", () => weigh(chain(4), tensor([1, 2])), /2 weights for 3 edges/],
	])("refuses %s", (_name, compute, message) => {
		expect(compute).toThrow(message);
	});
});

describe("what does not fit together", () => {
	const cell = gru({ input: 2, hidden: 3 });
	const run = (graph: Graph, rows: number) => () =>
		propagate(graph, cell, { input: zeros([rows, 2]), schedule: synchronous(1) });

	test("an input for other nodes", () => {
		expect(run({ nodes: 4, relations: { next: chain(4) } }, 5)).toThrow(/\(5, 2\) for 4 nodes/);
	});

	test("a relation among other nodes", () => {
		expect(run({ nodes: 4, relations: { next: chain(3) } }, 4)).toThrow(/next is among 3 nodes, not 4/);
	});

	test("a cell that names its relations, and a graph without one of them, do not compile", () => {
		const listener: Cell<{ readonly h: ReturnType<typeof zeros> }, "near"> = {
			parameters: {},
			init: (x) => ({ h: x }),
			step: (_state, _input, { near }) => ({ h: near.h }),
		};
		const options = { input: tensor([[1], [2]]), schedule: synchronous(1) };
		const graph = { nodes: 2, relations: { near: chain(2), far: chain(2) } };
		expect(propagate(graph, listener, options).state.h.toArrays()).toEqual([[0], [1]]);
		// @ts-expect-error: near is missing
		const wrong = () => propagate({ nodes: 2, relations: { far: chain(2) } }, listener, options);
		expect(wrong).toThrow();
	});

	test("a graph of no relations is a network without messages", () => {
		const { state } = propagate({ nodes: 2, relations: {} }, cell, {
			input: tensor([
				[1, 0],
				[0, 1],
			]),
			schedule: synchronous(2),
		});
		const alone = propagate({ nodes: 1, relations: { next: chain(1) } }, cell, {
			input: tensor([[0, 1]]),
			schedule: synchronous(1),
		});
		expect(state.h.toArrays()[1]).toEqual(alone.state.h.toArrays()[0]);
	});
});
