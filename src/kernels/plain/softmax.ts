/** Softmax over rows, and the loss that goes with it. */
import { SOFTMAX_LOW } from "../coefficients.js";
import type { Floats, Kernels } from "../kernels.js";
import type { Arithmetic } from "./arithmetic.js";
import { reductions } from "./reduce.js";

type Operations = "softmaxRows" | "softmaxRowsBackward" | "crossEntropyRows";

export function softmaxKernels(arithmetic: Arithmetic): Pick<Kernels, Operations> {
	const { round, exp, log } = arithmetic;
	const { dot, sum } = reductions(arithmetic);

	/** Y = exp(X − max X) on one row; returns the maximum, −∞ if the row is masked as a whole (then Y = 0). */
	function expRow(y: Floats, x: Floats, from: number, d: number): number {
		let highest = Number.NEGATIVE_INFINITY;
		for (let j = from; j < from + d; j++) if (x[j]! > highest) highest = x[j]!;
		const masked = highest === Number.NEGATIVE_INFINITY;
		for (let j = from; j < from + d; j++) {
			const below = round(x[j]! - highest);
			y[j] = masked || below < SOFTMAX_LOW ? 0 : exp(below);
		}
		return highest;
	}

	function scaleRow(y: Floats, factor: number, from: number, d: number): void {
		for (let j = from; j < from + d; j++) y[j] = y[j]! * factor;
	}

	return {
		softmaxRows(y, x, n, d) {
			for (let i = 0; i < n; i++) {
				if (expRow(y, x, i * d, d) === Number.NEGATIVE_INFINITY) continue;
				scaleRow(y, round(1 / sum(y, i * d, d)), i * d, d);
			}
		},

		// dx = y (dy − y·dy)
		softmaxRowsBackward(dx, dy, y, n, d) {
			for (let i = 0; i < n; i++) {
				const mean = dot(y, i * d, dy, i * d, d);
				for (let j = i * d; j < (i + 1) * d; j++) {
					dx[j] = dx[j]! + round(y[j]! * round(dy[j]! - mean));
				}
			}
		},

		crossEntropyRows(loss, dx, x, targets, n, d) {
			for (let i = 0; i < n; i++) {
				const target = i * d + targets[i]!;
				const aim = x[target]!;
				const highest = expRow(dx, x, i * d, d);
				loss[i] = 0;
				if (highest === Number.NEGATIVE_INFINITY) continue;
				const total = sum(dx, i * d, d);
				loss[i] = log(total) - round(aim - highest);
				scaleRow(dx, round(1 / total), i * d, d);
				dx[target] = dx[target]! - 1;
			}
		},
	};
}
