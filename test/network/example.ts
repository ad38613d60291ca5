// The examples of docs/network.md, one after the other.

import {
	chain,
	fromEdges,
	gru,
	inverse,
	normalize,
	propagate,
	synchronous,
	tensor,
	topological,
	zeros,
} from "../../src/network/index.js";

const x = tensor([
	[1, 0],
	[0, 1],
	[1, 1],
	[0, 0],
]); // (4, 2), a row for each node
const cell = gru({ input: 2, hidden: 3 });

// As every textbook writes it:
let h = zeros([1, 3]);
for (const row of x.toArrays()) h = cell.step({ h }, cell.read!(tensor([row])), { previous: { h } }).h;
console.log(h.toArrays()); // → [[0.3608, -0.1167, -0.3397]]

// The same, as a graph that happens to be a chain:
const sequence = { nodes: 4, relations: { previous: chain(4) } };
const { state } = propagate(sequence, cell, { input: x, schedule: topological() });
console.log(state.h.toArrays().at(-1)); // → [0.3608, -0.1167, -0.3397]

// And on a graph with a cycle, along its edges and against them:
const links = normalize(
	fromEdges(4, [
		[0, 1],
		[1, 2],
		[2, 0],
		[3, 0],
	]),
);
const graph = { nodes: 4, relations: { out: links, back: inverse(links) } };
const typed = gru({ input: 2, hidden: 3, relations: ["out", "back"] }); // a matrix W for each relation
const around = propagate(graph, typed, { input: x, schedule: synchronous(2) });
console.log(around.state.h.shape); // → [4, 3]

import {
	adam,
	backward,
	clipGradients,
	matmul,
	mean,
	parameter,
	square,
	sub,
} from "../../src/network/index.js";

// Learn to sum up: the state after the last step shall be the mean of all inputs.
const adder = gru({ input: 1, hidden: 8 });
const out = parameter(new Float64Array(8).fill(0.1), { shape: [8, 1] }); // (8, 1)
const numbers = tensor([[0.3], [-0.1], [0.8], [0.4]]);
const goal = tensor([[0.3], [0.1], [1 / 3], [0.35]]); // the mean so far, at every step
const optimizer = adam({ ...adder.parameters, out }, { rate: 0.02 });

const first = epoch();
for (let i = 0; i < 200; i++) epoch();
console.log(epoch() < first / 1000); // → true

function epoch(): number {
	const { h } = propagate(sequence, adder, { input: numbers, schedule: topological() }).state;
	const loss = mean(square(sub(matmul(h, out), goal)));
	backward(loss);
	clipGradients(adder.parameters, 1);
	optimizer.step();
	return loss.item();
}

import { add, type Cell, concat, linear, mul, sigmoid, type Tensor, tanh } from "../../src/network/index.js";

/** The minimal gated unit (Zhou et al. 2016): one gate, which forgets and renews. */
function minimalGatedUnit(W: Tensor, Wf: Tensor): Cell {
	return {
		parameters: { W, Wf },
		init: (x) => ({ h: zeros([x.rows, W.columns]) }), // (n, d)
		step(_state, x, { previous }) {
			const m = previous!.h; // (n, d)
			const f = sigmoid(linear(concat(x, m), Wf)); // (n, d)
			const c = tanh(linear(concat(x, mul(f, m)), W)); // (n, d)
			return { h: add(mul(sub(1, f), m), mul(f, c)) };
		},
	};
}

const weights = () =>
	parameter(
		Float64Array.from({ length: 15 }, (_, i) => (i % 4) / 4 - 0.3),
		{ shape: [5, 3] },
	);
const own = minimalGatedUnit(weights(), weights());
const run = propagate(sequence, own, { input: x, schedule: topological() });
console.log(run.state.h.toArrays()[3]); // → [0.0933, -0.0979, 0.005]

import { createWasmKernels, rnn, sum, within } from "../../src/network/index.js";

const kernels = createWasmKernels();
const fast = rnn({ input: 2, hidden: 3, kernels }); // parameters are made once, and stay
const input = tensor(x.data, { shape: [4, 2], kernels });
const path = { nodes: 4, relations: { previous: chain(4, { kernels }) } };
for (let i = 0; i < 3; i++)
	within(kernels, () => {
		// All that is made in here is given back at the end: no tensor may come out.
		backward(sum(propagate(path, fast, { input, schedule: topological() }).state.h));
	});
console.log(fast.parameters.Wx!.grad!.length); // → 6
