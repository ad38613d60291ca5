/** Vectors in a quarter of the room: one byte for each entry, one scale for each row. */
import type { Floats } from "./kernels.js";

export interface Quantized {
	/** (n, d), −127 … 127 */
	readonly codes: Int8Array;
	/** (n): entry = code · scale, within half a scale */
	readonly scales: Float32Array;
}

export function quantizeRows(x: Floats, n: number, d: number): Quantized {
	const codes = new Int8Array(n * d);
	const scales = new Float32Array(n);
	for (let i = 0; i < n; i++) {
		let largest = 0;
		for (let j = i * d; j < (i + 1) * d; j++) largest = Math.max(largest, Math.abs(x[j]!));
		scales[i] = largest / 127;
		const scale = scales[i]!;
		if (scale === 0) continue;
		for (let j = i * d; j < (i + 1) * d; j++) codes[j] = Math.round(x[j]! / scale);
	}
	return { codes, scales };
}

/** Dot products of one vector (d) with every row, as the browser computes them. */
export function quantizedDots(
	{ codes, scales }: Quantized,
	query: ArrayLike<number>,
	d: number,
): Float32Array {
	const dots = new Float32Array(scales.length);
	for (let i = 0; i < scales.length; i++) {
		let sum = 0;
		for (let j = 0; j < d; j++) sum += codes[i * d + j]! * query[j]!;
		dots[i] = sum * scales[i]!;
	}
	return dots;
}
