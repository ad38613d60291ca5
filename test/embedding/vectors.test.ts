import { describe, expect, it } from "vitest";
import { findVectorBasis, type Known, vectorsOf } from "../../src/embedding/vectors.js";
import { createPlainKernels, createRng } from "../../src/kernels/index.js";

const kernels = createPlainKernels({ bits: 64 });
const width = 16;
const half = width / 2;

/** Rows of two parts, each of length 1 or nothing. */
function knownOf(rows: readonly (readonly number[])[], items = rows.length): Known {
	const all = kernels.floats(rows.length * width);
	rows.forEach((row, i) => {
		for (const start of [0, half]) {
			const part = row.slice(start, start + half);
			const length = Math.sqrt(dot(part, part)) || 1;
			all.set(
				part.map((x) => x / length),
				i * width + start,
			);
		}
	});
	return { rows: all, width, nodes: rows.length, items, parts: 2 };
}

/** Notes that say something of their own beside what all say; the last says nothing else. */
function cone(count: number): number[][] {
	const rng = createRng(4);
	const common = Array.from({ length: width }, () => 1);
	return Array.from({ length: count }, (_, i) =>
		common.map((x) => x + (i === count - 1 ? 0 : 4 * (rng.uniform() - 0.5))),
	);
}

function vectorsIn(known: Known, less = true): number[][] {
	const basis = findVectorBasis(kernels, known, width);
	const vectors = vectorsOf(kernels, known, less ? basis : { ...basis, mean: new Float32Array(width) });
	return Array.from({ length: known.nodes }, (_, i) => [...vectors.subarray(i * width, (i + 1) * width)]);
}

describe("vectors", () => {
	it("make nobody a neighbour for saying what all say", () => {
		const count = 120;
		const listed = (vectors: readonly number[][]) =>
			vectors.slice(0, -1).filter((own, i) => {
				const others = vectors.map((other, j) => (j === i ? -1 : dot(own, other)));
				return others.filter((score) => score > others.at(-1)!).length < 10;
			}).length;
		const known = knownOf(cone(count));
		expect(listed(vectorsIn(known, false))).toBeGreaterThan(count / 2);
		expect(listed(vectorsIn(known))).toBeLessThan(count / 6);
	});

	it("know the mean of notes alone, and leave nothing where nothing is known", () => {
		const notes = cone(40);
		const silent = notes[3]!.map((x, k) => (k < half ? x : 0));
		const tag = notes[5]!.map((x) => -x);
		const known = knownOf([...notes, silent, tag, new Array<number>(width).fill(0)], 40);
		const { mean } = findVectorBasis(kernels, known, width);
		for (let k = 0; k < width; k++) {
			let sum = 0;
			for (let i = 0; i < 40; i++) sum += known.rows[i * width + k]!;
			expect(mean[k]).toBeCloseTo(sum / (40 + 12), 6);
		}
		const [quiet, , nothing] = vectorsIn(known).slice(40);
		expect(nothing).toEqual(new Array<number>(width).fill(0));
		// Of one who has no words of its own, only what it has heard counts.
		const identity = Float32Array.from({ length: width * width }, (_, i) => (i % (width + 1) === 0 ? 1 : 0));
		const plain = vectorsOf(kernels, known, { width, dimension: width, mean, axes: identity });
		expect([...plain.subarray(40 * width + half, 41 * width)]).toEqual(new Array<number>(half).fill(0));
		expect(dot(quiet!, quiet!)).toBeCloseTo(1, 6);
	});
});

function dot(a: readonly number[], b: readonly number[]): number {
	return a.reduce((sum, x, k) => sum + x * b[k]!, 0);
}
