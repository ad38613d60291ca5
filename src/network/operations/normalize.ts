import { addInto } from "../gradient.js";
import type { Tensor } from "../tensor.js";
import { make, withGradient } from "./make.js";

/** Rows of length 1: X[i] / ‖X[i]‖. */
export function normalizeRows(x: Tensor): Tensor {
	const { kernels, rows: n, columns: d } = x;
	const y = make(x.shape, x); // (n, d)
	const norms = kernels.scratch(n);
	kernels.normalizeRows(y.data, norms, x.data, n, d);
	return withGradient(y, [x], (dy) =>
		addInto(x, (dx) => kernels.normalizeRowsBackward(dx, dy, y.data, norms, n, d)),
	);
}
