/** What is built on the kernels: sparse helpers, nearest rows, eigenvectors, singular vectors, bytes for numbers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	compactColumns,
	createRng,
	csrFromEntries,
	elementary,
	nearestRows,
	none,
	normalizeMean,
	normalizeSymmetric,
	orthonormalize,
	quantizedDots,
	quantizeRows,
	randomizedSvd,
	symmetricEigen,
	topK,
	transposeCsr,
} from "../../src/kernels/index.js";
import { draw, drawSparse, held, makers, plain64, seeded } from "./makers.js";
import { dense, dot, gemm } from "./naive.js";

/** `"0 1 2, 3 0 1"`: row column weight */
function sparse(rows: number, width: number, text: string) {
	const entries = text.split(", ").map((entry) => entry.split(" ").map(Number));
	const column = (i: number) => entries.map((entry) => entry[i]!);
	return csrFromEntries(plain64, rows, width, { rows: column(0), columns: column(1), weights: column(2) });
}

describe("sparse matrices", () => {
	test("entries are sorted and those of one place added", () => {
		const s = sparse(4, 3, "2 1 5, 0 2 1, 2 0 3, 0 2 10, 2 1 1");
		expect([Array.from(s.offsets), Array.from(s.columns), Array.from(s.weights)]).toEqual([
			[0, 1, 1, 3, 3],
			[2, 0, 1],
			[11, 3, 6],
		]);
	});

	test("nothing at all", () => {
		const s = csrFromEntries(plain64, 0, 0, { rows: [], columns: [] });
		expect(Array.from(s.offsets)).toEqual([0]);
		expect(Array.from(transposeCsr(plain64, s).offsets)).toEqual([0]);
	});

	test("transposed twice is the same; transposed once is the transposed matrix", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 30 }),
				fc.integer({ min: 0, max: 30 }),
				fc.nat(),
				(rows, width, seed) => {
					const s = drawSparse(seeded(seed), rows, width, 60);
					const t = transposeCsr(plain64, s);
					const [across, along] = [dense(t), dense(s)];
					for (let i = 0; i < rows; i++) {
						for (let j = 0; j < width; j++) expect(across[j * rows + i]).toBe(along[i * width + j]);
					}
					expect(dense(transposeCsr(plain64, t))).toEqual(along);
					const { compact, kept } = compactColumns(plain64, s);
					expect(kept.length).toBe(compact.width);
					expect(Array.from(compact.columns, (column) => kept[column])).toEqual(Array.from(s.columns));
				},
			),
		);
	});

	test("symmetric normalisation has the square roots of the degrees as eigenvector of 1", () => {
		const s = sparse(3, 3, "0 1 2, 1 0 2, 1 2 6, 2 1 6");
		const roots = [2, 8, 6].map(Math.sqrt);
		gemm([], dense(normalizeSymmetric(plain64, s)), roots, 3, 1, 3).forEach((x, i) => {
			expect(x).toBeCloseTo(roots[i]!, 12);
		});
	});

	test("means add up to one, empty rows to nothing", () => {
		const s = normalizeMean(plain64, sparse(3, 2, "0 0 2, 0 1 6, 2 1 5"));
		expect(Array.from(s.weights)).toEqual([0.25, 0.75, 1]);
	});
});

test("topK: best first, of equals the earliest, never NaN", () => {
	expect(Array.from(topK([1, 5, 3, 5, NaN, 4], 6, 3))).toEqual([1, 3, 5]);
	expect(Array.from(topK([1, 2], 2, 5))).toEqual([1, 0]);
	expect(topK([], 0, 5).length).toBe(0);
	expect(topK([3, 1], 2, 0).length).toBe(0);
});

describe.each(makers)("%s", (_, kernels, tolerance) => {
	test("nearest rows are those that sorting all finds", () => {
		fc.assert(
			fc.property(
				fc.constantFrom(1, 2, 3, 40, 600),
				fc.integer({ min: 1, max: 9 }),
				fc.nat(),
				(n, d, seed) => {
					const k = 5;
					const x = draw(seeded(seed), n * d);
					const { indices, scores } = nearestRows(kernels, held(kernels, x), n, d, k);
					for (const i of [0, n >> 1, n - 1]) {
						const cosine = (j: number) =>
							dot(x, x, d, i * d, j * d) / Math.sqrt(dot(x, x, d, i * d, i * d) * dot(x, x, d, j * d, j * d));
						const all = Array.from({ length: n }, (_, j) => j).filter((j) => j !== i);
						const best = all
							.map(cosine)
							.sort((a, b) => b - a)
							.slice(0, k);
						const found = Array.from(indices.subarray(i * k, (i + 1) * k));
						expect(found.filter((j) => j === none).length).toBe(k - best.length);
						best.forEach((score, place) => {
							expect(scores[i * k + place]).toBeCloseTo(score, 5);
							expect(cosine(found[place]!)).toBeCloseTo(score, 5);
						});
					}
				},
			),
			{ numRuns: 12 },
		);
	});

	test("nearest rows: equals in order, questions from outside, rows of zeros", () => {
		const x = held(kernels, [1, 0, 1, 0, 0, 1, 0, 0, 1, 0]);
		expect(Array.from(nearestRows(kernels, x, 5, 2, 3).indices.subarray(0, 3))).toEqual([1, 4, 2]);
		const queries = held(kernels, [0, 2]);
		expect(Array.from(nearestRows(kernels, x, 5, 2, 2, { queries, count: 1 }).indices)).toEqual([2, 0]);
	});

	test("orthonormal columns, and zero for what depends on others", () => {
		const [n, l] = [40, 6];
		const y = held(kernels, draw(seeded(1), n * l));
		for (let i = 0; i < n; i++) y[i * l + 3] = y[i * l]! - 2 * y[i * l + 1]!;
		orthonormalize(kernels, y, n, l);
		for (let i = 0; i < l; i++) {
			for (let j = 0; j < l; j++) {
				const column = (at: number) => Array.from({ length: n }, (_, row) => y[row * l + at]!);
				const expected = i === j && i !== 3 ? 1 : 0;
				expect(Math.abs(dot(column(i), column(j), n) - expected)).toBeLessThan(10 * tolerance);
			}
		}
	});

	test("singular vectors: all of a small matrix", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 25 }),
				fc.integer({ min: 1, max: 40 }),
				fc.nat(),
				(rows, width, seed) => {
					const s = drawSparse(seeded(seed), rows, width, 3 * rows);
					const svd = randomizedSvd(kernels, s, { rank: 30, rng: seeded(seed) });
					const { rank, u, v, columns } = svd;
					const exact = singularValues(s);
					expect(rank).toBeLessThanOrEqual(Math.min(rows, columns.length));
					Array.from(svd.s).forEach((value, i) => {
						expect(Math.abs(value - exact[i]!)).toBeLessThan(1e4 * tolerance * exact[0]!);
					});
					// U diag(s) Vᵀ is the matrix again, but for values too small for the width of the numbers.
					const rebuilt = new Float64Array(rows * width);
					for (let i = 0; i < rows; i++) {
						columns.forEach((column, j) => {
							for (let r = 0; r < rank; r++)
								rebuilt[i * width + column]! += u[i * rank + r]! * svd.s[r]! * v[j * rank + r]!;
						});
					}
					const least = kernels.bits === 32 ? 5e-3 : 1e-5;
					dense(s).forEach((x, i) => {
						expect(Math.abs(rebuilt[i]! - x)).toBeLessThan(least * exact[0]!);
					});
				},
			),
			{ numRuns: 25 },
		);
	});

	test("singular vectors: the leading ones of a larger matrix, the same each time", () => {
		const [rows, width, rank] = [150, 400, 10];
		// Ten strong directions and noise.
		const rng = seeded(8);
		const [left, right] = [draw(rng, rows * rank), draw(rng, width * rank)];
		const entries = { rows: [] as number[], columns: [] as number[], weights: [] as number[] };
		for (let i = 0; i < rows; i++) {
			for (let j = 0; j < width; j++) {
				if (rng.integer(3) > 0) continue;
				entries.rows.push(i);
				entries.columns.push(j);
				entries.weights.push(Math.fround(dot(left, right, rank, i * rank, j * rank) + 0.1 * rng.normal()));
			}
		}
		const s = csrFromEntries(kernels, rows, width, entries);
		const exact = singularValues(s);
		const run = () => randomizedSvd(kernels, s, { rank, rng: createRng(1) });
		const svd = run();
		expect(svd.rank).toBe(rank);
		Array.from(svd.s).forEach((value, i) => {
			expect(Math.abs(value / exact[i]! - 1)).toBeLessThan(0.01);
		});
		expect(run()).toEqual(svd);
	});
});

function singularValues(s: ReturnType<typeof drawSparse>): number[] {
	const a = dense(s);
	const gram = gemm([], a, a, s.rows, s.rows, s.width, { transposeB: true });
	return Array.from(symmetricEigen(gram, s.rows).values, (value) => Math.sqrt(Math.max(0, value)));
}

describe("eigenvectors of symmetric matrices", () => {
	test("a known one", () => {
		const { values, vectors } = symmetricEigen([2, 1, 1, 2], 2);
		expect(values[0]).toBeCloseTo(3, 12);
		expect(values[1]).toBeCloseTo(1, 12);
		for (const x of vectors) expect(Math.abs(x)).toBeCloseTo(Math.SQRT1_2, 12);
	});

	test("A v = λ v, orthonormal, for any: full, low rank, diagonal, zero", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 30 }),
				fc.constantFrom("full", "low", "diagonal", "zero"),
				fc.nat(),
				(n, kind, seed) => {
					const rng = seeded(seed);
					const rank = kind === "full" ? n : 2;
					const x = draw(rng, n * rank);
					const a = gemm([], x, x, n, n, rank, { transposeB: true }).map((value, at) =>
						kind === "zero" || (kind === "diagonal" && at % (n + 1) !== 0) ? 0 : value,
					);
					const { values, vectors } = symmetricEigen(a, n);
					const scale = 1e-12 * Math.max(1, ...Array.from(values, Math.abs));
					for (let v = 0; v < n; v++) {
						const vector = Array.from(vectors.subarray(v * n, (v + 1) * n));
						gemm([], a, vector, n, 1, n).forEach((value, i) => {
							expect(Math.abs(value - values[v]! * vector[i]!)).toBeLessThan(n * scale);
						});
						for (let w = 0; w <= v; w++) {
							expect(Math.abs(dot(vectors, vectors, n, v * n, w * n) - (v === w ? 1 : 0))).toBeLessThan(
								1e-12,
							);
						}
						if (v > 0) expect(values[v]).toBeLessThanOrEqual(values[v - 1]!);
					}
				},
			),
		);
	});
});

test("a byte for each number is within half a step", () => {
	const [n, d] = [20, 33];
	const x = draw(seeded(6), n * d);
	x.fill(0, 0, d);
	const { codes, scales } = quantizeRows(x, n, d);
	x.forEach((value, i) => {
		expect(Math.abs(codes[i]! * scales[Math.floor(i / d)]! - value)).toBeLessThanOrEqual(
			scales[Math.floor(i / d)]! * 0.5001,
		);
	});
	const query = draw(seeded(7), d);
	quantizedDots({ codes, scales }, query, d).forEach((value, i) => {
		expect(Math.abs(value - dot(x, query, d, i * d))).toBeLessThan(0.5 * d * scales[i]! + 1e-6);
	});
});

test("elementary functions in float64 are those of Math, within 5e-16", () => {
	for (let i = 0; i < 20_000; i++) {
		const x = -30 + (i * 60) / 20_000;
		for (const name of ["exp", "tanh"] as const) {
			expect(Math.abs(elementary[name](x) - Math[name](x))).toBeLessThanOrEqual(
				5e-16 * Math.abs(Math[name](x)),
			);
		}
		const positive = Math.exp(x);
		expect(Math.abs(elementary.log(positive) - Math.log(positive))).toBeLessThanOrEqual(
			5e-16 * Math.abs(Math.log(positive)),
		);
	}
	expect([elementary.log(0), elementary.log(-1), elementary.exp(-1e9), elementary.exp(1e9)]).toEqual([
		-Infinity,
		NaN,
		0,
		Infinity,
	]);
});
