import { addInto } from "../gradient.js";
import type { Tensor } from "../tensor.js";
import { scale } from "./elementwise.js";
import { make, makeZeros, withGradient } from "./make.js";

/** Σ of all numbers; over axis 0 the sum of the rows (d), over axis 1 the sum of each row (n). */
export function sum(x: Tensor, axis?: 0 | 1): Tensor {
	if (axis === undefined) return sumAll(x);
	return axis === 0 ? sumOfRows(x) : sumOfEachRow(x);
}

/** The sum over how many there are; not a number if there are none. */
export function mean(x: Tensor, axis?: 0 | 1): Tensor {
	return scale(sum(x, axis), 1 / (axis === undefined ? x.size : axis === 0 ? x.rows : x.columns));
}

function sumAll(x: Tensor): Tensor {
	const { kernels, size } = x;
	const y = make([], x); // ()
	y.data[0] = kernels.sum(x.data, size);
	return withGradient(y, [x], (dy) =>
		addInto(x, (dx) => {
			for (let i = 0; i < size; i++) dx[i]! += dy[0]!;
		}),
	);
}

function sumOfRows(x: Tensor): Tensor {
	const { kernels, rows: n, columns: d } = x;
	const y = makeZeros([d], x); // (d)
	kernels.sumRows(y.data, x.data, n, d);
	return withGradient(y, [x], (dy) => addInto(x, (dx) => kernels.addRow(dx, dx, dy, n, d)));
}

function sumOfEachRow(x: Tensor): Tensor {
	const { rows: n, columns: d } = x;
	const y = make([n], x); // (n)
	for (let i = 0; i < n; i++) {
		let total = 0;
		for (let k = i * d; k < (i + 1) * d; k++) total += x.data[k]!;
		y.data[i] = total;
	}
	return withGradient(y, [x], (dy) =>
		addInto(x, (dx) => {
			for (let i = 0; i < n; i++) for (let k = i * d; k < (i + 1) * d; k++) dx[k]! += dy[i]!;
		}),
	);
}
