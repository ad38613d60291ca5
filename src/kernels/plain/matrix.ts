/** Dense matrices: products, and what is done to whole rows. */
import type { Kernels } from "../kernels.js";
import type { Arithmetic } from "./arithmetic.js";
import { reductions } from "./reduce.js";

type Operations = "gemm" | "addRow" | "sumRows" | "normalizeRows" | "normalizeRowsBackward" | "rowDots";

export function matrixKernels(arithmetic: Arithmetic): Pick<Kernels, Operations> {
	const { round } = arithmetic;
	const { dot } = reductions(arithmetic);

	return {
		/** Every entry of C is summed with k ascending, beginning with what `add` finds there. */
		gemm(c, a, b, m, n, k, { transposeA = false, transposeB = false, add = false } = {}) {
			if (!add) c.fill(0, 0, m * n);
			const [aRow, aColumn] = transposeA ? [1, m] : [k, 1];
			const [bRow, bColumn] = transposeB ? [1, k] : [n, 1];
			for (let i = 0; i < m; i++) {
				for (let p = 0; p < k; p++) {
					const x = a[i * aRow + p * aColumn]!;
					for (let j = 0; j < n; j++) {
						c[i * n + j] = c[i * n + j]! + round(x * b[p * bRow + j * bColumn]!);
					}
				}
			}
		},

		addRow(y, x, b, n, d) {
			for (let i = 0; i < n; i++) {
				for (let j = 0; j < d; j++) y[i * d + j] = x[i * d + j]! + b[j]!;
			}
		},

		sumRows(out, x, n, d) {
			for (let i = 0; i < n; i++) {
				for (let j = 0; j < d; j++) out[j] = out[j]! + x[i * d + j]!;
			}
		},

		normalizeRows(y, norms, x, n, d) {
			for (let i = 0; i < n; i++) {
				const norm = Math.max(round(Math.sqrt(dot(x, i * d, x, i * d, d))), shortest);
				const inverse = round(1 / norm);
				norms[i] = norm;
				for (let j = i * d; j < (i + 1) * d; j++) y[j] = x[j]! * inverse;
			}
		},

		// y = x / ‖x‖, so dx = (dy − y (y·dy)) / ‖x‖
		normalizeRowsBackward(dx, dy, y, norms, n, d) {
			for (let i = 0; i < n; i++) {
				if (norms[i]! <= round(shortest)) continue;
				const inverse = round(1 / norms[i]!);
				const along = dot(y, i * d, dy, i * d, d);
				for (let j = i * d; j < (i + 1) * d; j++) {
					dx[j] = dx[j]! + round(round(dy[j]! - round(along * y[j]!)) * inverse);
				}
			}
		},

		rowDots(out, a, b, n, d) {
			for (let i = 0; i < n; i++) out[i] = dot(a, i * d, b, i * d, d);
		},
	};
}

const shortest = Math.fround(1e-12);
