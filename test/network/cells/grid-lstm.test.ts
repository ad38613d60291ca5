import { expect, test } from "vitest";
import {
	add,
	type Cell,
	concat,
	createRng,
	type Edge,
	fromEdges,
	linear,
	lstmUpdate,
	propagate,
	square,
	sum,
	type Tensor,
	topological,
	zeros,
} from "../../../src/network/index.js";
import { gradientError } from "../support/differences.js";
import { by, hyperbolic, logistic, plus, row, times, type Vector, zero } from "../support/loops.js";
import { farthest, randomParameter } from "../support/numbers.js";

interface Weights {
	/** What of the input enters on the lowest layer. */
	readonly In: Tensor;
	/** (2d, 4d) and (4d) for each dimension of the grid. */
	readonly time: { readonly W: Tensor; readonly b: Tensor };
	readonly depth: { readonly W: Tensor; readonly b: Tensor };
}

type State = { readonly th: Tensor; readonly tc: Tensor; readonly dh: Tensor; readonly dc: Tensor };

/**
 * Grid LSTM (Kalchbrenner et al. 2015, arXiv:1507.01526) in two dimensions. A block has a memory for each dimension, and
 * both read what arrives along both: H = [h_time, h_depth]; (h, c)_time = LSTM(H, c_time), (h, c)_depth = LSTM(H, c_depth).
 */
function gridLstm({ In, time: t, depth: d }: Weights): Cell<State, "time" | "depth"> {
	const hidden = In.columns;
	return {
		parameters: { In, Wt: t.W, bt: t.b, Wd: d.W, bd: d.b },
		read: (x) => linear(x, In),
		init: ({ rows }) => {
			const none = zeros([rows, hidden]);
			return { th: none, tc: none, dh: none, dc: none };
		},
		step(_state, entering, { time, depth }) {
			const H = concat(time.th, add(depth.dh, entering)); // (n, 2d)
			const { h: th, c: tc } = lstmUpdate(linear(H, t.W, t.b), time.tc);
			const { h: dh, c: dc } = lstmUpdate(linear(H, d.W, d.b), depth.dc);
			return { th, tc, dh, dc };
		},
	};
}

test("a grid LSTM is a cell with two relations and four tensors of state", () => {
	const rng = createRng(3);
	const [length, layers, d] = [4, 3, 2];
	const make = (rows: number, columns: number) => randomParameter([rows, columns], rng);
	const weights: Weights = {
		In: make(3, d),
		time: { W: make(2 * d, 4 * d), b: make(1, 4 * d) },
		depth: { W: make(2 * d, 4 * d), b: make(1, 4 * d) },
	};
	// Node layer·length + t; only the lowest layer has an input.
	const x = make(length * layers, 3);
	x.data.fill(0, length * 3);
	const nodes = [...Array(length * layers).keys()];
	const time = nodes.filter((i) => i % length > 0).map((i): Edge => [i - 1, i]);
	const depth = nodes.filter((i) => i >= length).map((i): Edge => [i - length, i]);
	const relations = { time: fromEdges(nodes.length, time), depth: fromEdges(nodes.length, depth) };
	const run = () =>
		propagate({ nodes: nodes.length, relations }, gridLstm(weights), { input: x, schedule: topological() });

	const blocks: Record<keyof State, Vector>[] = [];
	for (const i of nodes) {
		const left = i % length > 0 ? blocks[i - 1] : undefined;
		const below = blocks[i - length];
		const H = [...(left?.th ?? zero(d)), ...plus(below?.dh ?? zero(d), times(row(x, i), weights.In))];
		const [th, tc] = lstm(H, left?.tc ?? zero(d), weights.time);
		const [dh, dc] = lstm(H, below?.dc ?? zero(d), weights.depth);
		blocks.push({ th, tc, dh, dc });
	}
	const { state } = run();
	for (const name of ["th", "tc", "dh", "dc"] as const)
		expect(
			farthest(
				state[name].data,
				blocks.map((block) => block[name]),
			),
			name,
		).toBeLessThan(1e-12);
	const { In, time: t, depth: p } = weights;
	const loss = () => {
		const { th, dh } = run().state;
		return add(sum(square(th)), sum(dh));
	};
	expect(gradientError([In, t.W, t.b, p.W, p.b, x], loss)).toBeLessThan(1e-6);
});

function lstm(H: Vector, c: Vector, { W, b }: { readonly W: Tensor; readonly b: Tensor }): [Vector, Vector] {
	const d = c.length;
	const sums = plus(times(H, W), row(b));
	const gate = (k: number) => sums.slice(k * d, (k + 1) * d);
	const memory = plus(by(logistic(gate(1)), c), by(logistic(gate(0)), hyperbolic(gate(2))));
	return [by(logistic(gate(3)), hyperbolic(memory)), memory];
}
