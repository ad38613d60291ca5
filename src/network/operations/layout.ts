/** Where numbers stand: nothing is computed, and gradients go back to where the numbers came from. */
import type { Floats } from "../../kernels/index.js";
import { gradientOf, into, record } from "../gradient.js";
import { type Shape, sizeOf, Tensor } from "../tensor.js";
import { demand, made, make } from "./make.js";

/** The same numbers in the same order; no copy. */
export function reshape(x: Tensor, shape: Shape): Tensor {
	const { kernels, size } = x;
	const y = new Tensor(shape, x.data, kernels);
	demand(sizeOf(shape) === size, "reshape", x, y);
	return made(y, [x], (dy) => into(x, (dx) => kernels.axpy(dx, 1, dy, size)));
}

/** The same numbers elsewhere. */
export function copy(x: Tensor): Tensor {
	const { kernels, size } = x;
	const y = make(x.shape, x);
	y.data.set(x.data.subarray(0, size));
	return made(y, [x], (dy) => into(x, (dx) => kernels.axpy(dx, 1, dy, size)));
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
	const { rows: n } = first;
	const starts = runningSums(parts.map(({ columns }) => columns));
	const width = starts[parts.length]!;
	const y = make(first.shape.length < 2 ? [width] : [n, width], first);
	parts.forEach(({ data, columns: d }, i) => {
		addBlock(y.data, starts[i]!, width, data, 0, d, n, d);
	});
	return made(y, parts, (dy) =>
		parts.forEach((part, i) => {
			const { columns: d } = part;
			into(part, (dx) => addBlock(dx, 0, d, dy, starts[i]!, width, n, d));
		}),
	);
}

/** The columns from `start` until before `end`. */
export function slice(x: Tensor, start: number, end: number): Tensor {
	const { rows: n, columns: width } = x;
	if (!(start >= 0 && start <= end && end <= width))
		throw new RangeError(`slice: no columns ${start} to ${end} of ${width}`);
	const d = end - start;
	const y = make(x.shape.length < 2 ? [d] : [n, d], x);
	addBlock(y.data, 0, d, x.data, start, width, n, d);
	return made(y, [x], (dy) => into(x, (dx) => addBlock(dx, start, width, dy, 0, d, n, d)));
}

/** One above the other: (n₁, d), (n₂, d), … → (n₁ + n₂ + …, d). */
export function concatRows(...parts: readonly Tensor[]): Tensor {
	const first = parts[0];
	if (!first) throw new RangeError("concatRows: at least one tensor");
	for (const part of parts) demand(part.columns === first.columns, "concatRows", first, part);
	const { kernels, columns: d } = first;
	const y = make([parts.reduce((total, { rows }) => total + rows, 0), d], first);
	const starts = runningSums(parts.map(({ size }) => size));
	parts.forEach(({ data, size }, i) => {
		y.data.set(data.subarray(0, size), starts[i]!);
	});
	return made(y, parts, (dy) =>
		parts.forEach((part, i) => {
			into(part, (dx) => kernels.axpy(dx, 1, dy.subarray(starts[i]!), part.size));
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
	return made(y, [x], (dy) => into(x, (dx) => kernels.scatterAddRows(dx, dy, rows, rows.length, d)));
}

/** Y (n, d) is zero; then Y[rows[i]] += X[i]. */
export function scatterRows(x: Tensor, rows: Uint32Array, n: number): Tensor {
	const { kernels, columns: d } = x;
	const y = make([n, d], x); // (n, d)
	demand(rows.length === x.rows && rows.every((row) => row < n), "scatterRows", x, y);
	kernels.scatterAddRows(y.data, x.data, rows, rows.length, d);
	return made(y, [x], (dy) =>
		into(x, (dx) => {
			const taken = kernels.floats(rows.length * d);
			kernels.gatherRows(taken, dy, rows, rows.length, d);
			kernels.axpy(dx, 1, taken, rows.length * d);
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
		into(values, (dv) => {
			rows.forEach((row, i) => {
				for (let j = 0; j < d; j++) dv[i * d + j]! += dy[row * d + j]!;
			});
		});
		if (!x.tracked) return;
		// What stood in these rows before has no influence; the rest of the gradient is handed on as it is.
		for (const row of rows) dy.fill(0, row * d, (row + 1) * d);
		if (x.grad) x.kernels.axpy(x.grad, 1, dy, x.size);
		else x.grad = dy;
	});
	return y;
}

function moveRows(from: Floats, to: Floats, rows: Uint32Array, d: number): void {
	rows.forEach((row, i) => {
		for (let j = 0; j < d; j++) to[row * d + j] = from[i * d + j]!;
	});
}

/** Where each part begins, and at last where all end. */
function runningSums(lengths: readonly number[]): number[] {
	const sums = [0];
	for (const length of lengths) sums.push(sums.at(-1)! + length);
	return sums;
}

/** Adds a block of n rows of d numbers; the strides are the widths of the two matrices. */
function addBlock(
	...[to, toStart, toStride, from, fromStart, fromStride, n, d]: [
		...[to: Floats, toStart: number, toStride: number],
		...[from: Floats, fromStart: number, fromStride: number, n: number, d: number],
	]
): void {
	for (let i = 0; i < n; i++) {
		const a = toStart + i * toStride;
		const b = fromStart + i * fromStride;
		for (let j = 0; j < d; j++) to[a + j]! += from[b + j]!;
	}
}
