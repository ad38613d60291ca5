/** Every maker computes what the definitions say, on every awkward size. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Floats, Kernels } from "../../src/kernels/index.js";
import { draw, drawSparse, held, makers, oddSizes, plain64, seeded } from "./makers.js";
import * as naive from "./naive.js";

const size = fc.constantFrom(...oddSizes);
const seed = fc.integer({ min: 0, max: 2 ** 31 });
const runs = { numRuns: 40 };

/** Rows of a matrix. */
const rowsOf = (x: Float32Array, n: number, d: number) =>
	Array.from({ length: n }, (_, i) => Array.from(x.subarray(i * d, (i + 1) * d)));

describe.each(makers)("%s", (_, kernels, tolerance) => {
	/** Equal within the tolerance times the size of what was added up, at least 1. */
	function near(actual: ArrayLike<number>, expected: ArrayLike<number>, scale = 1): void {
		expect(actual.length).toBe(expected.length);
		for (let i = 0; i < actual.length; i++) {
			const allowed = tolerance * Math.max(1, Math.abs(expected[i]!), scale);
			if (!(Math.abs(actual[i]! - expected[i]!) <= allowed)) expect([i, actual[i]]).toEqual([i, expected[i]]);
		}
	}

	test("matrix products, either way round, written or added", () => {
		const options = fc.record({ transposeA: fc.boolean(), transposeB: fc.boolean(), add: fc.boolean() });
		fc.assert(
			fc.property(
				size,
				size,
				fc.constantFrom(...oddSizes, 256, 257, 513),
				options,
				seed,
				(m, n, k, how, from) => {
					const rng = seeded(from);
					const [a, b, c] = [draw(rng, m * k), draw(rng, k * n), draw(rng, m * n)];
					const out = held(kernels, c);
					kernels.gemm(out, held(kernels, a), held(kernels, b), m, n, k, how);
					near(out, naive.gemm(Array.from(c), a, b, m, n, k, how), Math.sqrt(k) * 4);
				},
			),
			runs,
		);
	});

	test("wide products go through several blocks", () => {
		const [m, n, k] = [6, 1100, 9];
		const [a, b] = [draw(seeded(1), m * k), draw(seeded(2), k * n)];
		const out = held(kernels, new Float32Array(m * n));
		kernels.gemm(out, held(kernels, a), held(kernels, b), m, n, k);
		near(out, naive.gemm([], a, b, m, n, k), 20);
	});

	test("sparse products and their gradient, with empty rows", () => {
		fc.assert(
			fc.property(size, size, size, fc.boolean(), seed, (rows, width, d, add, from) => {
				const rng = seeded(from);
				const s = drawSparse(rng, rows, width, 3 * rows);
				const [x, y] = [draw(rng, width * d), draw(rng, rows * d)];
				const out = held(kernels, y);
				kernels.spmm(out, s, held(kernels, x), d, { add });
				near(out, naive.gemm(Array.from(y), naive.dense(s), x, rows, d, width, { add }), 30);

				const count = s.columns.length;
				const slopes = held(kernels, new Float32Array(count).fill(1));
				kernels.sddmm(slopes, s, held(kernels, y), held(kernels, x), d);
				const expected = new Array<number>(count).fill(1);
				for (let i = 0; i < rows; i++) {
					for (let k = s.offsets[i]!; k < s.offsets[i + 1]!; k++) {
						expected[k] = 1 + naive.dot(y, x, d, i * d, s.columns[k]! * d);
					}
				}
				near(slopes, expected, 30);
			}),
			runs,
		);
	});

	test("element by element, also in place", () => {
		const names = fc.constantFrom(...Object.keys(naive.elementwise));
		fc.assert(
			fc.property(names, size, fc.boolean(), seed, (name, n, inPlace, from) => {
				const rng = seeded(from);
				const two = naive.elementwise[name]!.length > 2;
				const [y, a, b] = [draw(rng, n), draw(rng, n), draw(rng, n)];
				if (name === "log") a.set(a.map((x) => Math.abs(x) + 1e-3));
				const out = inPlace && !name.match(/Add|Backward/) ? held(kernels, a) : held(kernels, y);
				const first = inPlace && !name.match(/Add|Backward/) ? out : held(kernels, a);
				const call = kernels[name as "add"].bind(kernels) as (...args: unknown[]) => void;
				call(...(two ? [out, first, held(kernels, b), n] : [out, first, n]));
				near(
					out,
					Array.from(y, (_, i) => naive.elementwise[name]!(y[i]!, a[i]!, b[i]!)),
					4,
				);
			}),
			{ numRuns: 150 },
		);
	});

	test("scale, axpy, dot, sum", () => {
		fc.assert(
			fc.property(size, seed, (n, from) => {
				const rng = seeded(from);
				const [x, y] = [draw(rng, n), draw(rng, n)];
				const out = held(kernels, y);
				kernels.scale(out, -0.3, held(kernels, x), n);
				near(
					out,
					Array.from(x, (value) => -0.3 * value),
				);
				out.set(y);
				kernels.axpy(out, 0.7, held(kernels, x), n);
				near(
					out,
					Array.from(x, (value, i) => y[i]! + 0.7 * value),
					4,
				);
				near([kernels.dot(held(kernels, x), held(kernels, y), n)], [naive.dot(x, y, n)], n);
				near([kernels.sum(held(kernels, x), n)], [naive.dot(x, new Float32Array(n).fill(1), n)], n);
			}),
			runs,
		);
	});

	test.each([
		["exp", -87, 88],
		["log", 1e-6, 10],
		["sigmoid", -80, 80],
		["tanh", -10, 10],
		["tanh", -1e-3, 1e-3],
	] as const)("%s from %d to %d, in relative terms", (name, low, high) => {
		const n = 20_001;
		const x = Float32Array.from({ length: n }, (_, i) => low + ((high - low) * i) / (n - 1));
		const y = held(kernels, x);
		kernels[name](y, held(kernels, x), n);
		const worst = Array.from(y, (value, i) => {
			const exact = naive.elementwise[name]!(0, x[i]!);
			return exact === 0 ? Math.abs(value) : Math.abs(value / exact - 1);
		}).reduce((a, b) => Math.max(a, b));
		expect(worst).toBeLessThan(kernels.bits === 64 ? 5e-16 : 2e-7);
	});

	test("the ends of the number line", () => {
		const x = Float32Array.from([0, Infinity, -Infinity, NaN]);
		const of = (name: "exp" | "log" | "tanh" | "relu") => {
			const y = held(kernels, x);
			kernels[name](y, held(kernels, x), 4);
			return Array.from(y);
		};
		expect(of("exp")).toEqual([1, Infinity, 0, NaN]);
		expect(of("log")).toEqual([-Infinity, Infinity, NaN, NaN]);
		expect(of("tanh")).toEqual([0, 1, -1, NaN]);
		expect(of("relu")).toEqual([0, Infinity, 0, 0]);
	});

	test("rows: bias, sum, length, dot products, gathering and scattering", () => {
		fc.assert(
			fc.property(size, size, seed, (n, d, from) => {
				const rng = seeded(from);
				const [x, z, b] = [draw(rng, n * d), draw(rng, n * d), draw(rng, d)];
				const places = Uint32Array.from({ length: n }, () => rng.integer(n));
				const [X, Z] = [held(kernels, x), held(kernels, z)];
				const rows = rowsOf(x, n, d);
				const out = held(kernels, x);
				kernels.addRow(out, X, held(kernels, b), n, d);
				near(
					out,
					Array.from(x, (value, i) => value + b[i % d]!),
					4,
				);

				const sums = held(kernels, b);
				kernels.sumRows(sums, X, n, d);
				near(
					sums,
					Array.from(b, (value, j) => value + rows.reduce((sum, row) => sum + row[j]!, 0)),
					n,
				);

				const dots = held(kernels, new Float32Array(n));
				kernels.rowDots(dots, X, Z, n, d);
				near(
					dots,
					rows.map((row, i) => naive.dot(row, z, d, 0, i * d)),
					d,
				);

				const norms = held(kernels, new Float32Array(n));
				kernels.normalizeRows(out, norms, X, n, d);
				const lengths = rows.map((row) => Math.max(1e-12, Math.sqrt(naive.dot(row, row, d))));
				near(norms, lengths, d);
				near(
					out,
					Array.from(x, (value, i) => value / lengths[Math.floor(i / d)]!),
				);

				kernels.gatherRows(out, X, places, n, d);
				near(
					out,
					Array.from(places).flatMap((place) => rows[place]!),
				);

				out.set(z);
				for (const add of [false, true]) {
					const wide = kernels.floats(n * (d + 2));
					for (let i = 0; i < 2; i++)
						kernels.copyColumns(
							{ data: wide, width: d + 2, column: 1 },
							{ data: X, width: d, column: 0 },
							...([n, d, { add }] as const),
						);
					const times = add ? 2 : 1;
					near(
						wide,
						rows.flatMap((row) => [0, ...Array.from(row, (value) => times * value), 0]),
					);
				}

				out.set(z);
				kernels.scatterAddRows(out, X, places, n, d);
				const expected = Array.from(z);
				places.forEach((to, i) => {
					for (let j = 0; j < d; j++) expected[to * d + j]! += x[i * d + j]!;
				});
				near(out, expected, n);
			}),
			runs,
		);
	});

	test("softmax and cross-entropy, with masked entries and rows", () => {
		fc.assert(
			fc.property(size, fc.constantFrom(...oddSizes.slice(1)), seed, (n, d, from) => {
				const rng = seeded(from);
				const x = draw(rng, n * d).map((value) => (rng.integer(5) === 0 ? -Infinity : 10 * value));
				if (n > 1) x.fill(-Infinity, d, 2 * d);
				const rows = rowsOf(x, n, d);
				const y = held(kernels, x);
				kernels.softmaxRows(y, held(kernels, x), n, d);
				const expected = rows.map(naive.softmax);
				near(y, expected.flat());

				const targets = Uint32Array.from(rows, (row) =>
					Math.max(
						0,
						row.findIndex((v) => v > -Infinity),
					),
				);
				const [loss, dx] = [held(kernels, new Float32Array(n)), held(kernels, x)];
				kernels.crossEntropyRows(loss, dx, dx, targets, n, d);
				const masked = rows.map((row) => row.every((value) => value === -Infinity));
				near(
					loss,
					expected.map((_, i) => (masked[i] ? 0 : -logOfSoftmax(rows[i]!, targets[i]!))),
					60,
				);
				near(
					dx,
					expected.flatMap((row, i) => row.map((p, j) => p - (!masked[i] && j === targets[i] ? 1 : 0))),
				);
			}),
			runs,
		);
	});

	test("GRU and LSTM", () => {
		fc.assert(
			fc.property(size, size, seed, (n, d, from) => {
				const rng = seeded(from);
				const [gx, gh, h, g] = [
					draw(rng, 3 * n * d),
					draw(rng, 3 * n * d),
					draw(rng, n * d),
					draw(rng, 4 * n * d),
				];
				const row = (x: Float32Array, i: number, width: number) => x.subarray(i * width, (i + 1) * width);
				const [out, memory, gates] = [n * d, n * d, 4 * n * d].map((length) =>
					held(kernels, new Float32Array(length)),
				) as [Float64Array, Float64Array, Float64Array];
				kernels.gru(out, gates, held(kernels, gx), held(kernels, gh), held(kernels, h), n, d);
				const grus = Array.from({ length: n }, (_, i) =>
					naive.gru(row(gx, i, 3 * d), row(gh, i, 3 * d), row(h, i, d), d),
				);
				near(
					out,
					grus.flatMap((one) => one.out),
				);
				near(
					gates.subarray(0, 3 * n * d),
					grus.flatMap((one) => one.gates),
				);

				kernels.lstm(out, memory, gates, held(kernels, g), held(kernels, h), n, d);
				const lstms = Array.from({ length: n }, (_, i) => naive.lstm(row(g, i, 4 * d), row(h, i, d), d));
				near(
					out,
					lstms.flatMap((one) => one.outH),
				);
				near(
					memory,
					lstms.flatMap((one) => one.outC),
				);
				near(
					gates,
					lstms.flatMap((one) => one.gates),
				);
			}),
			runs,
		);
	});

	test("Adam goes downhill as its paper says", () => {
		const n = 13;
		const x = held(kernels, draw(seeded(3), n));
		const [m, v] = [held(kernels, new Float32Array(n)), held(kernels, new Float32Array(n))];
		const expected = Array.from(x, (value) => ({ value, m: 0, v: 0 }));
		for (let step = 1; step <= 25; step++) {
			const slope = held(kernels, draw(seeded(step), n));
			kernels.adam(x, slope, m, v, n, step, 0.01);
			expected.forEach((one, i) => {
				one.m = 0.9 * one.m + 0.1 * slope[i]!;
				one.v = 0.999 * one.v + 0.001 * slope[i]! ** 2;
				one.value -= (0.01 * (one.m / (1 - 0.9 ** step))) / (Math.sqrt(one.v / (1 - 0.999 ** step)) + 1e-8);
			});
			near(
				x,
				expected.map((one) => one.value),
			);
		}
	});
});

function logOfSoftmax(row: number[], target: number): number {
	const highest = Math.max(...row);
	return row[target]! - highest - Math.log(row.reduce((sum, value) => sum + Math.exp(value - highest), 0));
}

/** Gradients: in float64 against finite differences; the other makers against float64. */
describe.each(makers)("gradients, %s", (_, kernels, tolerance) => {
	const [n, d] = [3, 5];
	const make = (k: Kernels, length: number, seed: number) => held(k, draw(seeded(seed), length));

	/** weights · f(inputs) for every small change of every input, against what `backward` adds. */
	function check(
		lengths: number[],
		outputs: number[],
		forward: (k: Kernels, inputs: Floats[], outputs: Floats[]) => void,
		backward: (k: Kernels, slopes: Floats[], up: Floats[], inputs: Floats[], outputs: Floats[]) => void,
	): void {
		const run = (k: Kernels) => {
			const inputs = lengths.map((length, i) => make(k, length, i + 1));
			const outs = outputs.map((length) => held(k, new Float32Array(length)));
			forward(k, inputs, outs);
			const up = outputs.map((length, i) => make(k, length, i + 50));
			const slopes = lengths.map((length) => held(k, new Float32Array(length).fill(1)));
			backward(k, slopes, up, inputs, outs);
			return slopes.map((slope) => Array.from(slope, (value) => value - 1));
		};
		const exact = lengths.map((length, which) =>
			Array.from({ length }, (_, at) => {
				const value = (change: number) => {
					const inputs = lengths.map((size, i) => make(plain64, size, i + 1));
					inputs[which]![at]! += change;
					const outs = outputs.map((size) => held(plain64, new Float32Array(size)));
					forward(plain64, inputs, outs);
					return outs.reduce(
						(sum, out, i) => sum + naive.dot(out, make(plain64, out.length, i + 50), out.length),
						0,
					);
				};
				return (value(1e-5) - value(-1e-5)) / 2e-5;
			}),
		);
		run(kernels).forEach((slope, which) => {
			slope.forEach((value, at) => {
				const expected = exact[which]![at]!;
				expect(Math.abs(value - expected)).toBeLessThan(
					Math.max(1e-8, 10 * tolerance) * Math.max(1, Math.abs(expected)),
				);
			});
		});
	}

	test("GRU", () =>
		check(
			[3 * n * d, 3 * n * d, n * d],
			[n * d],
			(k, [gx, gh, h], [out]) => k.gru(out!, held(k, new Float32Array(3 * n * d)), gx!, gh!, h!, n, d),
			(k, [dgx, dgh, dh], [dout], [gx, gh, h], [out]) => {
				const gates = held(k, new Float32Array(3 * n * d));
				k.gru(out!, gates, gx!, gh!, h!, n, d);
				k.gruBackward(dgx!, dgh!, dh!, dout!, gates, gh!, h!, n, d);
			},
		));

	test("LSTM", () =>
		check(
			[4 * n * d, n * d],
			[n * d, n * d],
			(k, [g, c], [outH, outC]) => k.lstm(outH!, outC!, held(k, new Float32Array(4 * n * d)), g!, c!, n, d),
			(k, [dg, dc], [doutH, doutC], [g, c], [outH, outC]) => {
				const gates = held(k, new Float32Array(4 * n * d));
				k.lstm(outH!, outC!, gates, g!, c!, n, d);
				k.lstmBackward(dg!, dc!, doutH!, doutC!, gates, outC!, c!, n, d);
			},
		));

	test("softmax", () =>
		check(
			[n * d],
			[n * d],
			(k, [x], [y]) => k.softmaxRows(y!, x!, n, d),
			(k, [dx], [dy], _x, [y]) => k.softmaxRowsBackward(dx!, dy!, y!, n, d),
		));

	test("rows of length 1", () =>
		check(
			[n * d],
			[n * d],
			(k, [x], [y]) => k.normalizeRows(y!, held(k, new Float32Array(n)), x!, n, d),
			(k, [dx], [dy], [x], [y]) => {
				const norms = held(k, new Float32Array(n));
				k.normalizeRows(y!, norms, x!, n, d);
				k.normalizeRowsBackward(dx!, dy!, y!, norms, n, d);
			},
		));

	test("a row without direction has no gradient", () => {
		const [x, y, norms] = [d, d, 1].map((length) => held(kernels, new Float32Array(length))) as Floats[];
		kernels.normalizeRows(y!, norms!, x!, 1, d);
		const dx = held(kernels, new Float32Array(d).fill(2));
		kernels.normalizeRowsBackward(dx, make(kernels, d, 9), y!, norms!, 1, d);
		expect(Array.from(dx)).toEqual([2, 2, 2, 2, 2]);
	});
});
