import { expect, test } from "vitest";
import {
	add,
	type Cell,
	createRng,
	type Edge,
	fromEdges,
	linear,
	mul,
	propagate,
	sigmoid,
	slice,
	square,
	sum,
	type Tensor,
	tanh,
	topological,
	zeros,
} from "../../../src/network/index.js";
import { gradientError } from "../support/differences.js";
import { by, hyperbolic, logistic, plus, row, times, type Vector, zero } from "../support/loops.js";
import { farthest, randomParameter } from "../support/numbers.js";

interface Weights {
	/** (d, 4d), (d, 4d), (4d): gates i, f, g, o from the layer below (or the input) and from the step before. */
	readonly W: Tensor;
	readonly U: Tensor;
	readonly b: Tensor;
	/** The depth gate, from the layer below (d, d), from its memory and from one's own memory (d), and its bias (d). */
	readonly Wd: Tensor;
	readonly below: Tensor;
	readonly own: Tensor;
	readonly bd: Tensor;
}

type State = { readonly h: Tensor; readonly c: Tensor };

/**
 * Depth-gated LSTM (Yao et al. 2015, arXiv:1508.03790): a gate lets the memory of the layer below into this layer's,
 *
 *     d = σ(x·W_d + w_own∘c_time + w_below∘c_depth + b_d)   c = d∘c_depth + f∘c_time + i∘g   h = o∘tanh(c)
 *
 * where x is the output of the layer below, and on the lowest layer the input.
 */
function depthGatedLstm({ W, U, b, Wd, below, own, bd }: Weights): Cell<State, "time" | "depth"> {
	const d = Wd.columns;
	return {
		parameters: { W, U, b, Wd, below, own, bd },
		init: ({ rows }) => ({ h: zeros([rows, d]), c: zeros([rows, d]) }),
		step(_state, input, { time, depth }) {
			const x = add(input, depth.h); // (n, d)
			const gates = linear([x, time.h], [W, U], b); // (n, 4d)
			const [i, f, g, o] = [0, 1, 2, 3].map((gate) => slice(gates, gate * d, (gate + 1) * d));
			const open = sigmoid(add(add(linear(x, Wd, bd), mul(time.c, own)), mul(depth.c, below)));
			const kept = add(mul(open, depth.c), mul(sigmoid(f!), time.c));
			const c = add(kept, mul(sigmoid(i!), tanh(g!))); // (n, d)
			return { h: mul(sigmoid(o!), tanh(c)), c };
		},
	};
}

test("a depth-gated LSTM is a cell over time and depth", () => {
	const rng = createRng(4);
	const [length, layers, d] = [4, 3, 2];
	const make = (rows: number, columns: number) => randomParameter([rows, columns], rng);
	const vector = () => randomParameter([d], rng);
	const weights: Weights = {
		...{ W: make(d, 4 * d), U: make(d, 4 * d), b: randomParameter([4 * d], rng) },
		...{ Wd: make(d, d), below: vector(), own: vector(), bd: vector() },
	};
	const x = make(length * layers, d);
	x.data.fill(0, length * d);
	const nodes = [...Array(length * layers).keys()];
	const time = nodes.filter((i) => i % length > 0).map((i): Edge => [i - 1, i]);
	const depth = nodes.filter((i) => i >= length).map((i): Edge => [i - length, i]);
	const relations = { time: fromEdges(nodes.length, time), depth: fromEdges(nodes.length, depth) };
	const run = () =>
		propagate({ nodes: nodes.length, relations }, depthGatedLstm(weights), {
			input: x,
			schedule: topological(),
		});

	const found: { h: Vector; c: Vector }[] = [];
	for (const i of nodes) {
		const before = i % length > 0 ? found[i - 1]! : { h: zero(d), c: zero(d) };
		const under = found[i - length] ?? { h: zero(d), c: zero(d) };
		const input = plus(row(x, i), under.h);
		const sums = plus(times(input, weights.W), times(before.h, weights.U), row(weights.b));
		const gate = (k: number) => sums.slice(k * d, (k + 1) * d);
		const open = logistic(
			plus(
				times(input, weights.Wd),
				row(weights.bd),
				by(before.c, row(weights.own)),
				by(under.c, row(weights.below)),
			),
		);
		const c = plus(
			by(open, under.c),
			by(logistic(gate(1)), before.c),
			by(logistic(gate(0)), hyperbolic(gate(2))),
		);
		found.push({ h: by(logistic(gate(3)), hyperbolic(c)), c });
	}
	const { state } = run();
	expect(
		farthest(
			state.h.data,
			found.map(({ h }) => h),
		),
	).toBeLessThan(1e-12);
	expect(
		farthest(
			state.c.data,
			found.map(({ c }) => c),
		),
	).toBeLessThan(1e-12);
	expect(gradientError([x, ...Object.values(weights)], () => sum(square(run().state.h)))).toBeLessThan(1e-6);
});
