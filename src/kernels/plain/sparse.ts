/** Sparse times dense, and rows and columns taken from and given to places. */
import type { Kernels } from "../kernels.js";
import type { Arithmetic } from "./arithmetic.js";
import { reductions } from "./reduce.js";

type Operations = "spmm" | "sddmm" | "gatherRows" | "scatterAddRows" | "copyColumns";

export function sparseKernels(arithmetic: Arithmetic): Pick<Kernels, Operations> {
	const { round } = arithmetic;
	const { dot } = reductions(arithmetic);

	return {
		/** Entries of a row are added in their order, beginning with what `add` finds there. */
		spmm(y, s, x, d, { add = false } = {}) {
			if (!add) y.fill(0, 0, s.rows * d);
			for (let i = 0; i < s.rows; i++) {
				for (let k = s.offsets[i]!; k < s.offsets[i + 1]!; k++) {
					const weight = s.weights[k]!;
					const from = s.columns[k]! * d;
					for (let j = 0; j < d; j++) y[i * d + j] = y[i * d + j]! + round(weight * x[from + j]!);
				}
			}
		},

		sddmm(out, s, x, y, d) {
			for (let i = 0; i < s.rows; i++) {
				for (let k = s.offsets[i]!; k < s.offsets[i + 1]!; k++) {
					out[k] = out[k]! + dot(x, i * d, y, s.columns[k]! * d, d);
				}
			}
		},

		gatherRows(y, x, rows, n, d) {
			for (let i = 0; i < n; i++) {
				for (let j = 0; j < d; j++) y[i * d + j] = x[rows[i]! * d + j]!;
			}
		},

		scatterAddRows(y, x, rows, n, d) {
			for (let i = 0; i < n; i++) {
				const to = rows[i]! * d;
				for (let j = 0; j < d; j++) y[to + j] = y[to + j]! + x[i * d + j]!;
			}
		},

		copyColumns(y, x, n, d, { add = false } = {}) {
			for (let i = 0; i < n; i++) {
				const to = i * y.width + y.column;
				const from = i * x.width + x.column;
				for (let j = 0; j < d; j++) {
					const value = x.data[from + j]!;
					y.data[to + j] = add ? y.data[to + j]! + value : value;
				}
			}
		},
	};
}
