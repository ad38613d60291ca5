/** Where numbers stand: nothing is computed, and gradients go back to where the numbers came from. */
import type { Columns, Floats } from "../../kernels/index.js";
import { addInto, addScaled, gradientOf, handOn, into, record } from "../gradient.js";
import { type Shape, sizeOf, Tensor } from "../tensor.js";
import { demand, make, makeZeros, withGradient } from "./make.js";

/** The same numbers in the same order; no copy. */
export function reshape(x: Tensor, shape: Shape): Tensor {
	const { kernels, size } = x;
	const y = new Tensor(shape, x.data, kernels);
	demand(sizeOf(shape) === size, "reshape", x, y);
	return withGradient(y, [x], (dy) => handOn(x, dy));
}

/** The same numbers elsewhere. */
export function copy(x: Tensor): Tensor {
	const y = make(x.shape, x);
	y.data.set(x.data.subarray(0, x.size));
	return withGradient(y, [x], (dy) => handOn(x, dy));
}

/** The same numbers without their history: gradients stop here. */
export function detach(x: Tensor): Tensor {
	return new Tensor(x.shape, x.data, x.kernels);
}

/** Side by side: (n, d₁), (n, d₂), … → (n, d₁ + d₂ + …). */
export function concat(...parts: readonly Tensor[]): Tensor {
	const first = parts[0];
	if (!first) throw new RangeError("concat: at least one tensor");
	for (const part of parts) demand(part.rows === first.rows, "concat", first, part);
	const { kernels, rows: n } = first;
	const starts = runningSums(parts.map(({ columns }) => columns));
	const width = starts[parts.length]!;
	const y = make(first.shape.length < 2 ? [width] : [n, width], first);
	const place = (data: Floats, i: number) => ({ data, width, column: starts[i]! });
	parts.forEach((part, i) => {
		kernels.copyColumns(place(y.data, i), whole(part, part.data), n, part.columns);
	});
	return withGradient(y, parts, (dy) =>
		parts.forEach((part, i) => {
			into(part, (dx, add) => kernels.copyColumns(whole(part, dx), place(dy, i), n, part.columns, { add }));
		}),
	);
}

/** The columns from `start` until before `end`. */
export function slice(x: Tensor, start: number, end: number): Tensor {
	const { kernels, rows: n, columns: width } = x;
	if (!(start >= 0 && start <= end && end <= width))
		throw new RangeError(`slice: no columns ${start} to ${end} of ${width}`);
	const d = end - start;
	const y = make(x.shape.length < 2 ? [d] : [n, d], x);
	const place = (data: Floats) => ({ data, width, column: start });
	kernels.copyColumns(whole(y, y.data), place(x.data), n, d);
	return withGradient(y, [x], (dy) =>
		addInto(x, (dx) => kernels.copyColumns(place(dx), whole(y, dy), n, d, { add: true })),
	);
}

/** One above the other: (n₁, d), (n₂, d), … → (n₁ + n₂ + …, d). */
export function concatRows(...parts: readonly Tensor[]): Tensor {
	const first = parts[0];
	if (!first) throw new RangeError("concatRows: at least one tensor");
	for (const part of parts) demand(part.columns === first.columns, "concatRows", first, part);
	const { columns: d } = first;
	const y = make([parts.reduce((total, { rows }) => total + rows, 0), d], first);
	const starts = runningSums(parts.map(({ size }) => size));
	parts.forEach(({ data, size }, i) => {
		y.data.set(data.subarray(0, size), starts[i]!);
	});
	return withGradient(y, parts, (dy) =>
		parts.forEach((part, i) => {
			addScaled(part, 1, dy.subarray(starts[i]!));
		}),
	);
}

/** Y[i] = X[rows[i]]; a row may be taken several times. */
export function gatherRows(x: Tensor, rows: Uint32Array): Tensor {
	const { kernels, columns: d } = x;
	const y = make([rows.length, d], x); // (rows, d)
	demand(
		rows.every((row) => row < x.rows),
		"gatherRows",
		x,
		y,
	);
	kernels.gatherRows(y.data, x.data, rows, rows.length, d);
	return withGradient(y, [x], (dy) =>
		addInto(x, (dx) => kernels.scatterAddRows(dx, dy, rows, rows.length, d)),
	);
}

/** Y (n, d) is zero; then Y[rows[i]] += X[i]. */
export function scatterRows(x: Tensor, rows: Uint32Array, n: number): Tensor {
	const { kernels, columns: d } = x;
	const y = makeZeros([n, d], x); // (n, d)
	demand(rows.length === x.rows && rows.every((row) => row < n), "scatterRows", x, y);
	kernels.scatterAddRows(y.data, x.data, rows, rows.length, d);
	return withGradient(y, [x], (dy) =>
		into(x, (dx, add) => {
			const taken = add ? kernels.scratch(rows.length * d) : dx;
			kernels.gatherRows(taken, dy, rows, rows.length, d);
			if (add) kernels.axpy(dx, 1, taken, rows.length * d);
		}),
	);
}

/**
 * X with X[rows[i]] = values[i], **in the memory of X**, which may not be used any more. Rows are different. What was
 * computed from X before must not need its numbers on the way back: `gatherRows` does not.
 */
export function overwriteRows(x: Tensor, rows: Uint32Array, values: Tensor): Tensor {
	const { columns: d } = x;
	const y = new Tensor(x.shape, x.data, x.kernels);
	moveRows(values.data, y.data, rows, d);
	record([y], [x, values], () => {
		const dy = gradientOf(y);
		addInto(values, (dv) => {
			rows.forEach((row, i) => {
				for (let j = 0; j < d; j++) dv[i * d + j]! += dy[row * d + j]!;
			});
		});
		// What stood in these rows before has no influence.
		for (const row of rows) dy.fill(0, row * d, (row + 1) * d);
		handOn(x, dy);
	});
	return y;
}

function moveRows(from: Floats, to: Floats, rows: Uint32Array, d: number): void {
	rows.forEach((row, i) => {
		for (let j = 0; j < d; j++) to[row * d + j] = from[i * d + j]!;
	});
}

/** All columns of a tensor, of its numbers or of their gradients. */
function whole({ columns }: Tensor, data: Floats): Columns {
	return { data, width: columns, column: 0 };
}

/** Where each part begins, and at last where all end. */
function runningSums(lengths: readonly number[]): number[] {
	const sums = [0];
	for (const length of lengths) sums.push(sums.at(-1)! + length);
	return sums;
}
