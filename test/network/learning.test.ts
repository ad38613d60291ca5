import { describe, expect, test } from "vitest";
import {
	adam,
	add,
	backward,
	clipGradients,
	createRng,
	crossEntropy,
	type Edge,
	fromEdges,
	gatherRows,
	gru,
	inverse,
	linear,
	mean,
	mul,
	type Optimizer,
	parameter,
	propagate,
	type Schedule,
	sgd,
	square,
	sum,
	synchronous,
	type Tensor,
	tensor,
	topological,
	weigh,
	withoutGradients,
} from "../../src/network/index.js";
import { gradientError } from "./support/differences.js";
import { farthest, randomParameter, randomTensor } from "./support/numbers.js";

describe("optimisers", () => {
	test("descent follows the gradient, with momentum the gradients before it too", () => {
		const [x, y] = [parameter([1, 2]), parameter([1, 2])];
		const plain = sgd([x], { rate: 0.1 });
		const heavy = sgd({ y }, { rate: 0.1, momentum: 0.5 });
		for (let i = 0; i < 2; i++) {
			backward(add(sum(square(x)), sum(square(y))));
			plain.step();
			heavy.step();
		}
		expect(farthest(x.data, [0.64, 1.28])).toBeLessThan(1e-12);
		// 0.8 − 0.1·(1.6 + 0.5·2), and twice that
		expect(farthest(y.data, [0.54, 1.08])).toBeLessThan(1e-12);
		expect(Array.from(x.grad!)).toEqual([0, 0]);
	});

	test("Adam, as in the paper's algorithm 1", () => {
		const x = parameter([1, -2, 0.5]);
		const optimizer = adam([x], { rate: 0.1 });
		let expected = [1, -2, 0.5];
		let [m, v] = [
			[0, 0, 0],
			[0, 0, 0],
		];
		for (let t = 1; t <= 5; t++) {
			if (t === 4) optimizer.rate = 0.01;
			backward(sum(mul(square(x), tensor([1, 2, 3]))));
			optimizer.step();
			const g = expected.map((xi, i) => 2 * (i + 1) * xi);
			m = m.map((mi, i) => 0.9 * mi + 0.1 * g[i]!);
			v = v.map((vi, i) => 0.999 * vi + 0.001 * g[i]! ** 2);
			expected = expected.map((xi, i) => {
				const [mean, spread] = [m[i]! / (1 - 0.9 ** t), v[i]! / (1 - 0.999 ** t)];
				return xi - ((t < 4 ? 0.1 : 0.01) * mean) / (Math.sqrt(spread) + 1e-8);
			});
			expect(farthest(x.data, expected)).toBeLessThan(1e-12);
		}
	});

	test("gradients that are too long together are shortened together", () => {
		const [a, b] = [parameter([3]), parameter([[0, 4]])];
		const loss = () => backward(mul(add(sum(square(a)), sum(square(b))), 0.5));
		loss();
		expect(clipGradients([a, b], 1)).toBeCloseTo(5, 12);
		expect(farthest([a.grad, b.grad], [0.6, 0, 0.8])).toBeLessThan(1e-12);
		expect(clipGradients({ a, b }, 2)).toBeCloseTo(1, 12);
		expect(farthest([a.grad, b.grad], [0.6, 0, 0.8])).toBeLessThan(1e-12);
	});

	test("only parameters are learned", () => {
		expect(() => sgd([square(parameter([1]))], { rate: 1 })).toThrow(/another tensor/);
	});
});

describe("gradients", () => {
	test("add up over several losses until they are used, and may be taken twice", () => {
		const x = parameter([3]);
		const loss = sum(square(x));
		backward(loss);
		backward(loss);
		expect(Array.from(x.grad!)).toEqual([12]);
	});

	test("are not asked for within withoutGradients, even when that fails", () => {
		const x = parameter([3]);
		expect(() => withoutGradients(() => x.item() + gatherRows(x, Uint32Array.of(9)).item())).toThrow(
			/gatherRows/,
		);
		expect(square(x).tracked).toBe(true);
	});

	test("go through a hundred thousand operations in a row", () => {
		const x = parameter([1]);
		let y: Tensor = x;
		for (let i = 0; i < 100_000; i++) y = mul(y, 1);
		backward(sum(y));
		expect(x.grad![0]).toBe(1);
	});
});

describe("the gradient of an edge's weight says how much the edge mattered", () => {
	const edges: Edge[] = [
		[0, 1, 0.5],
		[0, 2, -1],
		[1, 2, 2],
		[2, 3, 1],
		[1, 3, 0.3],
	];
	const anyOrder: Schedule = {
		sets: () => [[3], [0, 2], [1, 3], [2]].map((nodes) => Uint32Array.from(nodes)),
	};

	test.each([
		["synchronous", synchronous(3), true],
		["topological", topological(), false],
		["in any order", anyOrder, true],
	] as const)("%s", (_name, schedule, bothWays) => {
		const plain = fromEdges(4, edges);
		const weights = parameter(plain.arriving.weights);
		const cell = gru({ input: 3, hidden: 4, relations: bothWays ? ["out", "back"] : ["out"] });
		const input = randomParameter([4, 3]);
		const loss = () => {
			const out = weigh(plain, weights);
			const relations = bothWays ? { out, back: inverse(out) } : { out };
			return sum(square(propagate({ nodes: 4, relations }, cell, { input, schedule }).state.h));
		};
		expect(gradientError([weights, input], loss)).toBeLessThan(1e-6);
	});
});

test("a recurrent network learns to remember: which of two signs came first", () => {
	const [length, count] = [8, 40];
	const rng = createRng(1);
	const first = Uint32Array.from({ length: count }, () => rng.integer(2));
	// Sequences beside each other; the sign is the first input, noise follows.
	const x = tensor(
		Array.from({ length: count * length }, (_, i) =>
			i % length === 0 ? [first[i / length]! * 2 - 1, 1] : [rng.normal() / 2, 0],
		),
	);
	const steps = Array.from({ length: count * length }, (_, i): Edge => [i - 1, i]);
	const next = fromEdges(
		count * length,
		steps.filter(([, to]) => to % length > 0),
	);
	const last = Uint32Array.from(first, (_, i) => i * length + length - 1);
	const cell = gru({ input: 2, hidden: 6, rng });
	const [W, b] = [parameter(randomTensor([6, 2], rng).data, { shape: [6, 2] }), parameter([0, 0])];
	const loss = () => {
		const { h } = propagate({ nodes: count * length, relations: { next } }, cell, {
			input: x,
			schedule: topological(),
		}).state;
		return mean(crossEntropy(linear(gatherRows(h, last), W, b), first));
	};
	const learned = { ...cell.parameters, W, b };
	const optimizer: Optimizer = adam(learned, { rate: 0.03 });
	const before = loss().item();
	for (let epoch = 0; epoch < 60; epoch++) {
		backward(loss());
		clipGradients(learned, 1);
		optimizer.step();
	}
	expect(before).toBeGreaterThan(0.4);
	expect(loss().item()).toBeLessThan(0.02);
});
