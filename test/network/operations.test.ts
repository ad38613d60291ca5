import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as network from "../../src/network/index.js";
import { createRng, fromEdges, type Rng, type Shape, type Tensor } from "../../src/network/index.js";
import * as all from "../../src/network/operations/index.js";
import { gradientError } from "./support/differences.js";
import { farthest, normal, randomParameter, randomTensor } from "./support/numbers.js";

const { add, aggregate, broadcast, concat, concatRows, copy, crossEntropy, detach, div, dropout } = network;
const { exp, gatherRows, gruUpdate, linear, log, logSoftmax, logSumExp, lstmUpdate, matmul, mean, mul } =
	network;
const { normalizeRows, relu, reshape, rowDots, scale, scatterRows, sigmoid, slice, softmax } = network;
const { inverse, weigh } = network;
const { sqrt, square, sub, sum, tanh, transpose, backward, parameter, tensor } = network;

interface Sizes {
	readonly n: number;
	readonly d: number;
	readonly k: number;
}

/** An operation, the shapes that go in, and how it is applied; shapes depend on sizes that are tried at random. */
type Case = [
	operation: string,
	shapes: (sizes: Sizes) => Shape[],
	apply: (inputs: Tensor[], sizes: Sizes, rng: Rng) => Tensor,
];

const one = ({ n, d }: Sizes): Shape[] => [[n, d]];
const two = ({ n, d }: Sizes): Shape[] => [
	[n, d],
	[n, d],
];
const pairings: [string, (sizes: Sizes) => Shape[]][] = [
	["alike", two],
	["row", ({ n, d }) => [[n, d], [d]]],
	[
		"row (1, d)",
		({ n, d }) => [
			[1, d],
			[n, d],
		],
	],
	[
		"column",
		({ n, d }) => [
			[n, d],
			[n, 1],
		],
	],
	["number", ({ n, d }) => [[], [n, d]]],
	["column and row", ({ n, d }) => [[n, 1], [d]]],
	["vectors", ({ d }) => [[d], [d]]],
];
/** At least ½, for what has a pole at 0. */
const positive = (x: Tensor) => add(square(x), 0.5);
const rowsOf = (count: number, below: number, rng: Rng) =>
	Uint32Array.from({ length: count }, () => rng.integer(below));
const someEdges = ({ n }: Sizes, rng: Rng) =>
	fromEdges(
		n,
		Array.from({ length: 2 * n }, () => [rng.integer(n), rng.integer(n), rng.normal()] as const),
	);

const cases: Case[] = [
	[
		"matmul",
		({ n, d, k }) => [
			[n, k],
			[k, d],
		],
		([a, b]) => matmul(a!, b!),
	],
	[
		"matmul",
		({ n, d, k }) => [
			[k, n],
			[k, d],
		],
		([a, b]) => matmul(a!, b!, { transposeA: true }),
	],
	[
		"matmul",
		({ n, d, k }) => [
			[n, k],
			[d, k],
		],
		([a, b]) => matmul(a!, b!, { transposeB: true }),
	],
	[
		"matmul",
		({ n, d, k }) => [
			[k, n],
			[d, k],
		],
		([a, b]) => matmul(a!, b!, { transposeA: true, transposeB: true }),
	],
	["linear", ({ n, d, k }) => [[n, k], [k, d], [d]], ([x, w, b]) => linear(x!, w!, b!)],
	[
		"linear",
		({ n, d, k }) => [
			[n, k],
			[n, 2],
			[k, d],
			[2, d],
		],
		([x, y, v, w]) => linear([x!, y!], [v!, w!]),
	],
	...pairings.flatMap(([, shapes]): Case[] => [
		["add", shapes, ([a, b]) => add(a!, b!)],
		["sub", shapes, ([a, b]) => sub(a!, b!)],
		["mul", shapes, ([a, b]) => mul(a!, b!)],
		["div", shapes, ([a, b]) => div(a!, positive(b!))],
	]),
	["add", one, ([x]) => add(2, x!)],
	["sub", one, ([x]) => sub(1, x!)],
	["mul", one, ([x]) => mul(x!, -3)],
	["div", one, ([x]) => div(1, positive(x!))],
	["scale", one, ([x]) => scale(x!, 0.7)],
	["broadcast", ({ n }) => [[n, 1]], ([x], { n, d }) => broadcast(x!, [n, d])],
	["exp", one, ([x]) => exp(x!)],
	["log", one, ([x]) => log(positive(x!))],
	["sqrt", one, ([x]) => sqrt(positive(x!))],
	["square", one, ([x]) => square(x!)],
	["sigmoid", one, ([x]) => sigmoid(x!)],
	["tanh", one, ([x]) => tanh(x!)],
	["relu", one, ([x]) => relu(x!)],
	["dropout", one, ([x]) => dropout(x!, 0.4, createRng(3))],
	["sum", one, ([x]) => sum(x!)],
	["sum", one, ([x]) => sum(x!, 0)],
	["sum", one, ([x]) => sum(x!, 1)],
	["mean", one, ([x]) => mean(x!)],
	["mean", one, ([x]) => mean(x!, 0)],
	["mean", one, ([x]) => mean(x!, 1)],
	["softmax", one, ([x]) => softmax(x!)],
	["logSoftmax", one, ([x]) => logSoftmax(x!)],
	["logSumExp", one, ([x]) => logSumExp(x!)],
	[
		"logSumExp without some",
		({ n, d }) => [[n, d + 1]],
		([x], { n, d }, rng) =>
			logSumExp(
				x!,
				Uint32Array.from({ length: n }, (_, i) => i * (d + 1) + rng.integer(d + 1)),
			),
	],
	["crossEntropy", one, ([x], { n, d }, rng) => crossEntropy(x!, rowsOf(n, d, rng))],
	["crossEntropy", one, ([x], { n, d }, rng) => mean(crossEntropy(x!, rowsOf(n, d, rng)))],
	["normalizeRows", one, ([x]) => normalizeRows(x!)],
	["rowDots", two, ([a, b]) => rowDots(a!, b!)],
	["transpose", one, ([x]) => transpose(x!)],
	["reshape", one, ([x], { n, d }) => reshape(x!, [d, n])],
	["copy", one, ([x]) => copy(x!)],
	[
		"concat",
		({ n, d, k }) => [
			[n, d],
			[n, k],
			[n, d],
		],
		(parts) => concat(...parts),
	],
	["slice", ({ n, d }) => [[n, d + 2]], ([x], { d }) => slice(x!, 1, d + 1)],
	[
		"concatRows",
		({ n, d, k }) => [
			[n, d],
			[k, d],
		],
		(parts) => concatRows(...parts),
	],
	["gatherRows", one, ([x], { n, k }, rng) => gatherRows(x!, rowsOf(k + 2, n, rng))],
	["scatterRows", one, ([x], { n, k }, rng) => scatterRows(x!, rowsOf(n, k, rng), k)],
	["aggregate", one, ([x], sizes, rng) => aggregate(someEdges(sizes, rng), x!)],
	[
		"aggregate",
		({ n, d }) => [[n, d], [someEdges({ n, d, k: 1 }, createRng(5)).arriving.columns.length]],
		([x, w], sizes) => aggregate(weigh(someEdges(sizes, createRng(5)), w!), x!),
	],
	[
		"aggregate",
		({ n, d }) => [[n, d], [someEdges({ n, d, k: 1 }, createRng(5)).arriving.columns.length]],
		([x, w], sizes) => aggregate(inverse(weigh(someEdges(sizes, createRng(5)), w!)), x!),
	],
	[
		"gruUpdate",
		({ n, d }) => [
			[n, 3 * d],
			[n, 3 * d],
			[n, d],
		],
		([gx, gh, h]) => gruUpdate(gx!, gh!, h!),
	],
	[
		"lstmUpdate",
		({ n, d }) => [
			[n, 4 * d],
			[n, d],
		],
		([g, c]) => lstmUpdate(g!, c!).h,
	],
	[
		"lstmUpdate",
		({ n, d }) => [
			[n, 4 * d],
			[n, d],
		],
		([g, c]) => lstmUpdate(g!, c!).c,
	],
	[
		"lstmUpdate",
		({ n, d }) => [
			[n, 4 * d],
			[n, d],
		],
		([g, c]) => {
			const { h, c: memory } = lstmUpdate(g!, c!);
			return concat(h, memory);
		},
	],
];

const sizes = fc.record({
	n: fc.integer({ min: 1, max: 5 }),
	d: fc.integer({ min: 1, max: 6 }),
	k: fc.integer({ min: 1, max: 4 }),
});

describe("every operation's gradient is the limit of differences", () => {
	test.each(cases.map((entry, i) => [`${i} ${entry[0]}`, entry] as const))("%s", (_name, [
		,
		shapes,
		apply,
	]) => {
		fc.assert(
			fc.property(sizes, fc.nat(), (size, seed) => {
				const rng = createRng(seed);
				const inputs = shapes(size).map((shape) => randomParameter(shape, rng));
				// Twice, so that each input is used in two places whose gradients must add up.
				const apart = (label: string) => {
					const y = apply(inputs, size, rng.fork("structure"));
					return sum(mul(y, tensor(normal(y.shape, rng.fork(label)), { shape: y.shape })));
				};
				expect(gradientError(inputs, () => add(apart("once"), square(apart("again"))))).toBeLessThan(1e-6);
			}),
			{ numRuns: 12, seed: 1 },
		);
	});

	test("and there is no operation without such a test", () => {
		const tested = new Set([...cases.map(([name]) => name), "detach"]);
		expect(Object.keys(all).filter((name) => !tested.has(name))).toEqual([]);
	});

	test("the same tensor as both operands", () => {
		const x = randomParameter([3, 3]);
		for (const operation of [add, sub, mul, matmul, rowDots, (a: Tensor, b: Tensor) => div(a, positive(b))])
			expect(gradientError([x], () => sum(square(operation(x, x))))).toBeLessThan(1e-6);
	});

	test("through detach nothing goes back", () => {
		const x = parameter([2, 3]);
		backward(sum(mul(x, detach(x))));
		expect(Array.from(x.grad!)).toEqual([2, 3]);
	});
});

describe("values", () => {
	const x = tensor([
		[1, 2, 3],
		[4, 5, 6],
	]);

	test.each<[string, () => Tensor, unknown]>([
		[
			"x + row",
			() => add(x, tensor([10, 20, 30])),
			[
				[11, 22, 33],
				[14, 25, 36],
			],
		],
		[
			"x + column",
			() => add(x, tensor([[10], [20]])),
			[
				[11, 12, 13],
				[24, 25, 26],
			],
		],
		[
			"1 − x",
			() => sub(1, x),
			[
				[0, -1, -2],
				[-3, -4, -5],
			],
		],
		[
			"column · row",
			() => mul(tensor([[1], [2]]), tensor([3, 4])),
			[
				[3, 4],
				[6, 8],
			],
		],
		[
			"x / 2",
			() => div(x, 2),
			[
				[0.5, 1, 1.5],
				[2, 2.5, 3],
			],
		],
		[
			"xᵀ",
			() => transpose(x),
			[
				[1, 4],
				[2, 5],
				[3, 6],
			],
		],
		[
			"x·xᵀ",
			() => matmul(x, x, { transposeB: true }),
			[
				[14, 32],
				[32, 77],
			],
		],
		["sum", () => sum(x), [[21]]],
		["sum of rows", () => sum(x, 0), [[5, 7, 9]]],
		["sum of each row", () => sum(x, 1), [[6, 15]]],
		["mean of each row", () => mean(x, 1), [[2, 5]]],
		[
			"columns 1 to 3",
			() => slice(x, 1, 3),
			[
				[2, 3],
				[5, 6],
			],
		],
		[
			"side by side",
			() => concat(x, tensor([[7], [8]])),
			[
				[1, 2, 3, 7],
				[4, 5, 6, 8],
			],
		],
		[
			"rows 1, 0, 1",
			() => gatherRows(x, Uint32Array.of(1, 0, 1)),
			[
				[4, 5, 6],
				[1, 2, 3],
				[4, 5, 6],
			],
		],
		[
			"both to row 1",
			() => scatterRows(x, Uint32Array.of(1, 1), 3),
			[
				[0, 0, 0],
				[5, 7, 9],
				[0, 0, 0],
			],
		],
		["softmax under a mask", () => softmax(tensor([[0, Number.NEGATIVE_INFINITY, 0]])), [[0.5, 0, 0.5]]],
		[
			"along edges",
			() =>
				aggregate(
					fromEdges(2, [
						[0, 1, 2],
						[1, 1, 1],
					]),
					x,
				),
			[
				[0, 0, 0],
				[6, 9, 12],
			],
		],
	])("%s", (_name, compute, expected) => {
		expect(farthest(compute().toArrays(), expected)).toBeLessThan(1e-12);
	});

	test("log softmax is the logarithm of softmax, also far from zero", () => {
		const scores = randomTensor([4, 5]);
		expect(farthest(logSoftmax(scores).data, log(softmax(scores)).data)).toBeLessThan(1e-12);
		expect(farthest(logSoftmax(tensor([[0, 2000]])).data, [-2000, 0])).toBeLessThan(1e-9);
	});

	test("log of the sum of exponentials: far from zero, without some, and of nothing", () => {
		const x = tensor([
			[0, 2000],
			[1, 1],
			[-Infinity, -Infinity],
		]);
		expect(logSumExp(x).toArrays()).toEqual([[2000], [1 + Math.log(2)], [-Infinity]]);
		expect(logSumExp(x, Uint32Array.of(1, 2)).toArrays()).toEqual([[0], [1], [-Infinity]]);
		expect(x.toArrays()[0]).toEqual([0, 2000]);
	});

	test("dropout keeps the expected sum, and a seed repeats it", () => {
		const ones = tensor(new Float64Array(20001).fill(1));
		const kept = dropout(ones, 0.3, createRng(1));
		expect(Math.abs(mean(kept).item() - 1)).toBeLessThan(0.02);
		expect(new Set(kept.data)).toEqual(new Set([0, 1 / 0.7]));
		expect(dropout(ones, 0.3, createRng(1)).data).toEqual(kept.data);
	});

	test.each<[string, () => unknown, RegExp]>([
		["matmul", () => matmul(x, x), /matmul.*\(2, 3\) and \(2, 3\)/],
		["add", () => add(x, tensor([1, 2])), /\(2, 3\) and \(2\)/],
		["gatherRows", () => gatherRows(x, Uint32Array.of(2)), /gatherRows/],
		["slice", () => slice(x, 2, 5), /no columns 2 to 5 of 3/],
		["ragged", () => tensor([[1, 2], [3]]), /4 numbers|row 1 has 1 numbers/],
		["backward", () => backward(x), /one number/],
		["backward of a constant", () => backward(sum(x)), /no parameter/],
	])("what does not fit is refused: %s", (_name, compute, message) => {
		expect(compute).toThrow(message);
	});
});
