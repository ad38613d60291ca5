/**
 * Orthonormal columns by Cholesky: Y = Q·R with RᵀR = YᵀY (CholeskyQR). Columns that are nearly parallel need a first
 * pass with a little added to the diagonal, which parts them without being exact (shifted CholeskyQR, Fukaya et al.
 * 2020). Columns that add no direction of their own become zero.
 */
import type { Floats, Kernels } from "./kernels.js";

/** Y (n, l) becomes Q in place: `apart` passes that part the columns, then one that is exact, unless told otherwise. */
export function orthonormalize(
	kernels: Kernels,
	y: Floats,
	n: number,
	l: number,
	{ apart = 1, exact = true }: { readonly apart?: number; readonly exact?: boolean } = {},
): void {
	const mark = kernels.mark();
	const gram = kernels.floats(l * l);
	const inverse = kernels.floats(l * l);
	const q = kernels.floats(n * l);
	const noise = kernels.bits === 32 ? 1e-6 : 1e-14;
	for (let pass = 0; pass < apart + (exact ? 1 : 0); pass++) {
		kernels.gemm(gram, y, y, l, l, n, { transposeA: true });
		const g = Float64Array.from(gram.subarray(0, l * l));
		let largest = 0;
		for (let i = 0; i < l; i++) {
			largest = Math.max(largest, g[i * l + i]!);
			if (pass < apart) g[i * l + i] = g[i * l + i]! * (1 + noise);
		}
		inverse.set(inverseFactor(g, l, pass < apart ? 0 : noise * largest));
		kernels.gemm(q, y, inverse, n, l, l);
		y.set(q.subarray(0, n * l));
	}
	kernels.reset(mark);
}

/**
 * R⁻¹ (upper) of the symmetric G = RᵀR. Where no more than `least` of a column's square is left after the columns
 * before it, the column of R⁻¹ is zero.
 */
export function inverseFactor(g: Float64Array, l: number, least: number): Float64Array {
	const lower = new Float64Array(l * l); // L = Rᵀ, so that rows are read in a line
	const inverse = new Float64Array(l * l); // L⁻¹
	for (let i = 0; i < l; i++) {
		for (let j = 0; j <= i; j++) {
			let sum = g[i * l + j]!;
			for (let p = 0; p < j; p++) sum -= lower[i * l + p]! * lower[j * l + p]!;
			if (j < i) lower[i * l + j] = lower[j * l + j]! > 0 ? sum / lower[j * l + j]! : 0;
			else lower[i * l + i] = sum > least ? Math.sqrt(sum) : 0;
		}
		if (lower[i * l + i] === 0) continue;
		const pivot = lower[i * l + i]!;
		for (let p = 0; p < i; p++) {
			const factor = lower[i * l + p]! / pivot;
			if (factor === 0) continue;
			for (let j = 0; j <= p; j++) inverse[i * l + j] = inverse[i * l + j]! - factor * inverse[p * l + j]!;
		}
		inverse[i * l + i] = 1 / pivot;
	}
	return transpose(inverse, l);
}

function transpose(x: Float64Array, l: number): Float64Array {
	const y = new Float64Array(l * l);
	for (let i = 0; i < l; i++) for (let j = 0; j < l; j++) y[j * l + i] = x[i * l + j]!;
	return y;
}
