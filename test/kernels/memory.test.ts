/** Memory of the kernels: zeroed, given up by marks, grown in place, and arrays from elsewhere. */
import { describe, expect, test } from "vitest";
import { createWasmKernels, type Kernels } from "../../src/kernels/index.js";
import { draw, drawSparse, makers, plain32, seeded, wasm } from "./makers.js";

test.each(makers)("%s: new arrays are zero, also where others were", (_, kernels) => {
	const mark = kernels.mark();
	kernels.floats(100).fill(7);
	kernels.indices(33).fill(7);
	kernels.reset(mark);
	expect(Array.from(kernels.floats(120)).every((x) => x === 0)).toBe(true);
	expect(Array.from(kernels.indices(50)).every((x) => x === 0)).toBe(true);
	kernels.reset(mark);
});

describe("WebAssembly", () => {
	test("what was made before memory grew stays valid", () => {
		const kernels = createWasmKernels();
		const early = kernels.floats(1000).fill(2);
		const large = kernels.floats(30_000_000); // 120 MB: more than there was
		large[29_999_999] = 1;
		const [sum, late] = [kernels.floats(1000), kernels.floats(1000).fill(3)];
		kernels.add(sum, early, late, 1000);
		expect(new Set(sum)).toEqual(new Set([5]));
		kernels.add(early, early, late, 1000); // in place, in the oldest part
		expect(early[999]).toBe(5);
		expect(large[29_999_999]).toBe(1);
	});

	test("says when it is full", () => {
		const kernels = createWasmKernels();
		expect(() => kernels.floats(2 ** 30)).toThrow("4 GiB");
	});

	test("a mark that is gone", () => {
		const kernels = createWasmKernels();
		const early = kernels.mark();
		kernels.floats(100);
		const late = kernels.mark();
		kernels.reset(early);
		expect(() => kernels.reset(late)).toThrow(RangeError);
	});

	test("an array that is too short is refused, before anything is written", () => {
		for (const make of [(n: number) => new Float32Array(n), (n: number) => wasm.floats(n)]) {
			expect(() => wasm.add(make(9), make(10), make(10), 10)).toThrow("an array of 9 where 10 are needed");
			expect(() => wasm.gemm(make(16), make(16), make(15), 4, 4, 4)).toThrow(RangeError);
		}
	});

	test("rows that are not there are refused", () => {
		const [x, y] = [wasm.floats(12), wasm.floats(12)];
		const rows = Uint32Array.of(0, 4);
		expect(() => wasm.gatherRows(y, x, rows, 2, 3)).toThrow("index 4 of 4");
		expect(() => wasm.scatterAddRows(y, x, rows, 2, 3)).toThrow("index 4 of 4");
		expect(() => wasm.crossEntropyRows(wasm.floats(2), y, x, rows, 2, 3)).toThrow("index 4 of 3");
	});

	test("a call that was refused leaves nothing behind", () => {
		const kernels = createWasmKernels();
		const mark = kernels.mark();
		const y = new Float32Array(10).fill(1);
		expect(() => kernels.add(y, new Float32Array(10), new Float32Array(9), 10)).toThrow(RangeError);
		expect(kernels.mark()).toBe(mark);
		expect(() => kernels.floats(2 ** 30)).toThrow("4 GiB");
		expect(kernels.mark()).toBe(mark);
		const kept = kernels.floats(10).fill(2);
		y.fill(3);
		kernels.add(new Float32Array(10), new Float32Array(10), new Float32Array(10), 10);
		expect([y[9], kernels.floats(10)[0], kept[9]]).toEqual([3, 0, 2]);
	});

	test("longer arrays than needed keep their ends", () => {
		for (const make of [(n: number) => new Float32Array(n), (n: number) => wasm.floats(n)]) {
			const y = make(12).fill(9);
			wasm.add(y, make(12).fill(1), make(12).fill(1), 7);
			expect(Array.from(y)).toEqual([2, 2, 2, 2, 2, 2, 2, 9, 9, 9, 9, 9]);
		}
	});

	test("arrays from here, from there, and parts of them are the same", () => {
		const [rows, d] = [50, 13];
		const s = drawSparse(seeded(1), rows, rows, 300);
		const x = draw(seeded(2), rows * d);
		const expected = spmm(plain32, s, x, d);
		const inside = wasm.floats(rows * d + 3).subarray(3); // not at the beginning of a register
		inside.set(x);
		const wide = new Float64Array(x);
		for (const from of [x, inside, wide]) expect(spmm(wasm, s, from, d)).toEqual(expected);
		const mark = wasm.mark();
		spmm(wasm, s, x, d);
		expect(wasm.mark()).toBe(mark); // copies were given up
	});

	test("an array may lie in another's memory", () => {
		const other = createWasmKernels();
		const x = other.floats(5).fill(4);
		wasm.add(x, x, x, 5);
		expect(Array.from(x)).toEqual([8, 8, 8, 8, 8]);
	});
});

function spmm(
	kernels: Kernels,
	s: Parameters<Kernels["spmm"]>[1],
	x: Parameters<Kernels["spmm"]>[2],
	d: number,
) {
	const y = new Float32Array(s.rows * d);
	kernels.spmm(y, s, x, d);
	return Array.from(y);
}
