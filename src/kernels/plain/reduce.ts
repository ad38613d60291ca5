/**
 * Sums in a fixed order. Entry i goes to lane i mod 16 (four SIMD registers of four), the lanes are added as a tree, and
 * the last n mod 4 entries one by one at the end. This is what keeps float32 sums the same with and without SIMD.
 */
import type { Floats } from "../kernels.js";
import type { Arithmetic } from "./arithmetic.js";

export interface Reductions {
	/** Σ a[from + i] · b[at + i], i < n */
	dot(a: Floats, from: number, b: Floats, at: number, n: number): number;
	/** Σ x[from + i], i < n */
	sum(x: Floats, from: number, n: number): number;
}

export function reductions({ round, floats }: Arithmetic): Reductions {
	const lanes = floats(16);

	function total(): number {
		for (let l = 0; l < 8; l++) lanes[l] = lanes[l]! + lanes[l + 8]!;
		for (let l = 0; l < 4; l++) lanes[l] = lanes[l]! + lanes[l + 4]!;
		return round(round(lanes[0]! + lanes[1]!) + round(lanes[2]! + lanes[3]!));
	}

	return {
		dot(a, from, b, at, n) {
			lanes.fill(0);
			const whole = n & ~3;
			for (let i = 0; i < whole; i++) {
				lanes[i & 15] = lanes[i & 15]! + round(a[from + i]! * b[at + i]!);
			}
			let result = total();
			for (let i = whole; i < n; i++) result = round(result + round(a[from + i]! * b[at + i]!));
			return result;
		},

		sum(x, from, n) {
			lanes.fill(0);
			const whole = n & ~3;
			for (let i = 0; i < whole; i++) lanes[i & 15] = lanes[i & 15]! + x[from + i]!;
			let result = total();
			for (let i = whole; i < n; i++) result = round(result + x[from + i]!);
			return result;
		},
	};
}
