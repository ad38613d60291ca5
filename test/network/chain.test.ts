import { describe, expect, test } from "vitest";
import {
	add,
	backward,
	type Cell,
	chain,
	type Edge,
	fromEdges,
	gatherRows,
	gru,
	lstm,
	parameter,
	propagate,
	rnn,
	square,
	sub,
	sum,
	synchronous,
	type Tensor,
	tensor,
	topological,
} from "../../src/network/index.js";
import earlier from "./fixtures/chain_gru.json" with { type: "json" };
import chains from "./fixtures/chains.json" with { type: "json" };
import { assign, farthest } from "./support/numbers.js";

const size = { input: 3, hidden: 4 };
const sequence = (nodes: number) => ({ nodes, relations: { next: chain(nodes) } });

describe("on a chain, a node for each time step, a cell is PyTorch's recurrent network", () => {
	test("rnn", () => expectChain(rnn(size), chains.rnn));
	test("gru", () => expectChain(gru(size), chains.gru));
	test("lstm", () => {
		const last = (c: Tensor) => gatherRows(c, Uint32Array.of(c.rows - 1));
		expectChain(lstm(size), chains.lstm, ({ c }) => {
			expect(farthest(last(c).data, chains.lstm.lastC)).toBeLessThan(1e-9);
			return sum(square(last(c)));
		});
	});

	test("gru, from another hand", () => {
		const cell = gru(size);
		const { Wx, Wh, bx, bh, x, h } = earlier;
		assign(cell.parameters, { Wx, Wh, bx, bh });
		const { state } = propagate(sequence(7), cell, { input: tensor(x), schedule: topological() });
		expect(farthest(state.h.data, h)).toBeLessThan(1e-12);
	});
});

test("as many synchronous steps as there are nodes give the same: a message goes one edge further each", () => {
	const cell = lstm(size);
	const options = { input: tensor(chains.lstm.x) };
	const inOrder = propagate(sequence(9), cell, { ...options, schedule: topological() });
	const atOnce = propagate(sequence(9), cell, { ...options, schedule: synchronous(9) });
	expect(farthest(inOrder.state.h.data, atOnce.state.h.data)).toBeLessThan(1e-12);
	expect(farthest(inOrder.state.c.data, atOnce.state.c.data)).toBeLessThan(1e-12);
});

test("several sequences beside each other are a batch", () => {
	const cell = gru(size);
	const x = chains.gru.x;
	const alone = propagate(sequence(9), cell, { input: tensor(x), schedule: topological() });
	const later = propagate(sequence(9), cell, { input: tensor(x.toReversed()), schedule: topological() });
	const edges = [0, 9].flatMap((start) => x.slice(1).map((_, i): Edge => [start + i, start + i + 1]));
	const both = propagate({ nodes: 18, relations: { next: fromEdges(18, edges) } }, cell, {
		input: tensor([...x, ...x.toReversed()]),
		schedule: topological(),
	});
	expect(both.steps).toBe(9);
	expect(both.state.h.toArrays()).toEqual([...alone.state.h.toArrays(), ...later.state.h.toArrays()]);
});

interface Expected {
	readonly x: number[][];
	readonly target: number[][];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly h: number[][];
	readonly loss: number;
	readonly gradients: Readonly<Record<string, unknown>>;
	readonly gradientX: number[][];
}

function expectChain<S extends { readonly h: Tensor; readonly [name: string]: Tensor }>(
	cell: Cell<S>,
	expected: Expected,
	more?: (state: S) => Tensor,
): void {
	assign(cell.parameters, expected.parameters);
	const input = parameter(expected.x);
	const { state } = propagate(sequence(expected.x.length), cell, { input, schedule: topological() });
	expect(farthest(state.h.data, expected.h)).toBeLessThan(1e-9);

	const distance = sum(square(sub(state.h, tensor(expected.target))));
	const loss = more ? add(distance, more(state)) : distance;
	expect(loss.item()).toBeCloseTo(expected.loss, 9);
	backward(loss);
	for (const [name, gradient] of Object.entries(expected.gradients))
		expect(farthest(cell.parameters[name]?.grad, gradient), name).toBeLessThan(1e-9);
	expect(farthest(input.grad, expected.gradientX)).toBeLessThan(1e-9);
}
