/** Every maker of kernels, and random arguments for them. */
import v8 from "node:v8";
import {
	type Csr,
	createPlainKernels,
	createRng,
	createWasmKernels,
	csrFromEntries,
	type Floats,
	type Kernels,
	type Rng,
} from "../../src/kernels/index.js";

v8.setFlagsFromString("--experimental-wasm-relaxed-simd");

export const plain64 = createPlainKernels({ bits: 64 });
export const plain32 = createPlainKernels({ bits: 32 });
export const wasm = createWasmKernels();
export const relaxed = createWasmKernels({ relaxed: true });

/** title, kernels, and what they may be off by, in parts of the largest size that went into a number. */
export const makers: [string, Kernels, number][] = [
	["plain, float64", plain64, 1e-13],
	["plain, float32", plain32, 4e-6],
	["wasm", wasm, 4e-6],
	["wasm, relaxed", relaxed, 4e-6],
];

/** Lengths that end in the middle of a register, a tile, a cache line. */
export const oddSizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100];

/** Numbers that float32 has exactly, so that all makers are asked the same. */
export function draw(rng: Rng, length: number): Float32Array {
	return Float32Array.from({ length }, () => rng.normal());
}

export function drawSparse(rng: Rng, rows: number, width: number, count: number): Csr {
	const places = rows * width === 0 ? 0 : count;
	const entries = {
		rows: Array.from({ length: places }, () => rng.integer(rows)),
		columns: Array.from({ length: places }, () => rng.integer(width)),
		weights: draw(rng, places),
	};
	return csrFromEntries(plain32, rows, width, entries);
}

/** What calls write to goes through here: float64 for those that compute so. */
export function held(kernels: Kernels, x: ArrayLike<number>): Floats {
	const copy = kernels.bits === 64 ? new Float64Array(x.length) : new Float32Array(x.length);
	copy.set(x);
	return copy;
}

export const seeded = (seed: number): Rng => createRng(seed);
