import { describe, expect, test } from "vitest";
import {
	add,
	backward,
	type Cell,
	CycleError,
	crossEntropy,
	type Edge,
	fromEdges,
	gatherRows,
	ggnn,
	gru,
	lstm,
	matmul,
	mean,
	normalizeRows,
	parameter,
	propagate,
	type Schedule,
	scale,
	square,
	sum,
	synchronous,
	type Tensor,
	tensor,
	topological,
} from "../../src/network/index.js";
import chain from "./fixtures/chain_gru.json" with { type: "json" };
import dag from "./fixtures/dag.json" with { type: "json" };
import tiny from "./fixtures/tiny_gmp.json" with { type: "json" };
import { gradientError } from "./support/differences.js";
import { assign, farthest, randomParameter } from "./support/numbers.js";

const size = { input: 3, hidden: 4 };
/** Fixtures name the receiver first. */
const received = (edges: number[][]) => edges.map(([to, from, weight]): Edge => [from!, to!, weight!]);

describe("a directed acyclic graph is a recursive network", () => {
	const graph = { nodes: 8, relations: { child: fromEdges(8, received(dag.edges)) } };
	const cell = gru(size);
	const { Wx, Wh, bx, bh } = chain;
	assign(cell.parameters, { Wx, Wh, bx, bh });
	const input = tensor(dag.x);

	test("with PyTorch's numbers", () => {
		const { state, steps } = propagate(graph, cell, { input, schedule: topological() });
		expect(farthest(state.h.data, dag.h)).toBeLessThan(1e-12);
		expect(steps).toBe(dag.sweeps);
	});

	test("which synchronous steps reach, once there are as many as levels", () => {
		const distance = (steps: number) =>
			farthest(propagate(graph, cell, { input, schedule: synchronous(steps) }).state.h.data, dag.h);
		expect(distance(dag.sweeps)).toBeLessThan(1e-12);
		expect(distance(dag.sweeps - 1)).toBeGreaterThan(1e-3);
	});

	test.each([
		["gru", gru({ ...size, relations: ["child"] })],
		["ggnn", ggnn(size)],
		["lstm", lstm(size)],
	] as const)("gradients through the levels: %s", (_name, other) => {
		const x = randomParameter([8, 3]);
		const loss = () =>
			sum(square(propagate(graph, other as Cell, { input: x, schedule: topological() }).state.h));
		expect(gradientError([x, ...Object.values(other.parameters)], loss)).toBeLessThan(1e-6);
	});
});

describe("three synchronous steps over two relations", () => {
	const [out, back] = tiny.edges;
	const graph = {
		nodes: 6,
		relations: { out: fromEdges(6, received(out!)), back: fromEdges(6, received(back!)) },
	};
	const cell = gru({ ...size, relations: ["out", "back"] });
	const { Wr, ...gates } = tiny.params;
	assign(cell.parameters, { ...gates, "Wr.out": Wr[0], "Wr.back": Wr[1] });

	test("states, loss and every gradient are PyTorch's", () => {
		const input = parameter(tiny.x);
		const seen: Tensor[] = [];
		const { state } = propagate(graph, cell, {
			input,
			schedule: synchronous(tiny.T),
			onStep: ({ h }) => seen.push(h),
		});
		seen.forEach((h, t) => {
			expect(farthest(h.data, tiny.states[t + 1]), `step ${t + 1}`).toBeLessThan(1e-12);
		});

		const z = normalizeRows(state.h);
		const [from, to] = [0, 1].map((end) => Uint32Array.from(tiny.pos, (pair) => pair[end]!));
		const masked = tensor(
			Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (_, j) => (i === j ? -1e9 : 0))),
		);
		const scores = add(scale(matmul(z, z, { transposeB: true }), tiny.tau), masked); // (6, 6)
		const loss = mean(crossEntropy(gatherRows(scores, from!), to!));
		expect(loss.item()).toBeCloseTo(tiny.loss, 12);

		backward(loss);
		const { Wr: dWr, ...gradients } = tiny.grads;
		for (const [name, gradient] of Object.entries({ ...gradients, "Wr.out": dWr[0], "Wr.back": dWr[1] }))
			expect(farthest(cell.parameters[name]!.grad, gradient), name).toBeLessThan(1e-12);
		expect(farthest(input.grad, tiny.grad_x)).toBeLessThan(1e-12);
	});
});

describe("cycles", () => {
	const of = (edges: Edge[], nodes = 6) => ({ nodes, relations: { next: fromEdges(nodes, edges) } });
	const order = (graph: Parameters<typeof propagate>[0]) => () =>
		propagate(graph, gru(size), { input: randomParameter([graph.nodes, 3]), schedule: topological() });

	test("a topological order names the nodes of one", () => {
		const graph = of([
			[0, 1],
			[1, 2],
			[2, 3],
			[3, 1],
			[3, 4],
		]);
		expect(order(graph)).toThrow(CycleError);
		expect(order(graph)).toThrow(/1 → 2 → 3 → 1|2 → 3 → 1 → 2|3 → 1 → 2 → 3/);
	});

	test("by their names, if they have names", () => {
		const label = (node: number) => ["ant", "bee", "cow", "dog", "elk", "fox"][node]!;
		expect(
			order({
				...of([
					[4, 5],
					[5, 4],
				]),
				label,
			}),
		).toThrow(/elk → fox → elk|fox → elk → fox/);
	});

	test("a self-loop is one, and one may go through several relations", () => {
		expect(order(of([[2, 2]]))).toThrow(/2 → 2/);
		const relations = { up: fromEdges(2, [[0, 1]]), down: fromEdges(2, [[1, 0]]) };
		expect(order({ nodes: 2, relations })).toThrow(/0 → 1 → 0|1 → 0 → 1/);
	});

	test("a long one is shortened", () => {
		const ring = Array.from({ length: 500 }, (_, i): Edge => [i, (i + 1) % 500]);
		expect(order(of(ring, 500))).toThrow(/→ … →/);
	});
});

test("any schedule may be written: here every node by itself, round after round, last first", () => {
	const oneByOne: Schedule = {
		*sets({ nodes }) {
			for (let round = 0; round < 2; round++) for (let v = nodes; v-- > 0; ) yield Uint32Array.of(v);
		},
	};
	const graph = {
		nodes: 4,
		relations: {
			a: fromEdges(4, [
				[0, 1],
				[1, 2],
				[2, 0],
				[3, 3],
				[2, 1],
			]),
		},
	};
	const cell = ggnn(size);
	const x = randomParameter([4, 3]);
	const run = () => propagate(graph, cell, { input: x, schedule: oneByOne });
	const kept: Tensor[] = [];
	const watched = propagate(graph, cell, { input: x, schedule: oneByOne, onStep: ({ h }) => kept.push(h) });
	// Watching forbids writing in place; the result is the same bits.
	expect(watched.state.h.data).toEqual(run().state.h.data);
	expect(kept.length).toBe(8);
	expect(farthest(kept[0]!.data, kept[7]!.data)).toBeGreaterThan(1e-3);
	expect(
		gradientError([x, ...Object.values(cell.parameters)], () => sum(square(run().state.h))),
	).toBeLessThan(1e-6);
});
