import { createPlainKernels, type Floats, type Kernels } from "../kernels/index.js";

/** `[]` a number, `[d]` a row, `[n, d]` n rows. There is nothing of more dimensions here. */
export type Shape = readonly [] | readonly [number] | readonly [number, number];

export type Values = number | readonly number[] | readonly (readonly number[])[] | Floats;

export interface TensorOptions {
	/** Needed when `values` is a flat array of rows. */
	readonly shape?: Shape;
	/** Who computes with it, and in whose memory it lies. Without: plain TypeScript in float64. */
	readonly kernels?: Kernels;
}

/**
 * A number, a row or a matrix, row-major, and how it came about. Operations are functions (`matmul(x, w)`), and make
 * new tensors; only an optimiser changes numbers in place. All tensors of one computation have the same kernels.
 */
export class Tensor {
	/**
	 * ∂loss/∂this, of the same length as `data`. A parameter has it from the start and keeps it until it is zeroed;
	 * any other tensor only while `backward` runs.
	 */
	grad: Floats | null = null;
	/** What made it, if its gradient is wanted; null for values from outside. */
	source: Operation | null = null;

	constructor(
		readonly shape: Shape,
		readonly data: Floats,
		readonly kernels: Kernels,
		readonly isParameter = false,
	) {
		if (isParameter) this.grad = kernels.floats(sizeOf(shape));
	}

	/** A row counts as a matrix of one row, a number as one of one entry. */
	get rows(): number {
		return this.shape.length === 2 ? this.shape[0] : 1;
	}

	get columns(): number {
		return this.shape.at(-1) ?? 1;
	}

	get size(): number {
		return sizeOf(this.shape);
	}

	/** Whether anything that is learned stands behind it. */
	get tracked(): boolean {
		return this.isParameter || this.source !== null;
	}

	/** The only number in it. */
	item(): number {
		if (this.size !== 1) throw new RangeError(`item: ${print(this.shape)} holds ${this.size} numbers`);
		return this.data[0]!;
	}

	/** The numbers as arrays, one for each row. */
	toArrays(): number[][] {
		const { rows, columns, data } = this;
		return Array.from({ length: rows }, (_, i) => Array.from(data.subarray(i * columns, (i + 1) * columns)));
	}
}

/** One application of a function: what went in, what came out, and the way back. */
export interface Operation {
	/** When it was done; what an operation needs was made before it. */
	readonly time: number;
	readonly inputs: readonly Tensor[];
	readonly outputs: readonly Tensor[];
	/** Adds to the gradients of the inputs, from those of the outputs. */
	readonly backward: () => void;
}

const plain = createPlainKernels({ bits: 64 });

/** A tensor with a copy of these numbers: `tensor([[1, 2], [3, 4]])` is (2, 2). */
export function tensor(values: Values, { shape, kernels = plain }: TensorOptions = {}): Tensor {
	return fill(new Tensor(shape ?? shapeOf(values), kernels.floats(countOf(values)), kernels), values);
}

/** A tensor that is learned: `backward` adds to its `grad`. */
export function parameter(values: Values, { shape, kernels = plain }: TensorOptions = {}): Tensor {
	return fill(new Tensor(shape ?? shapeOf(values), kernels.floats(countOf(values)), kernels, true), values);
}

/** A tensor on numbers that are already there: nothing is copied. */
export function wrap(data: Floats, shape: Shape, kernels: Kernels = plain): Tensor {
	if (data.length < sizeOf(shape)) throw new RangeError(`wrap: ${data.length} numbers for ${print(shape)}`);
	return new Tensor(shape, data, kernels);
}

export function zeros(shape: Shape, kernels: Kernels = plain): Tensor {
	return new Tensor(shape, kernels.floats(sizeOf(shape)), kernels);
}

export function sizeOf(shape: Shape): number {
	return (shape[0] ?? 1) * (shape[1] ?? 1);
}

/** (3, 4) */
export function print(shape: Shape): string {
	return `(${shape.join(", ")})`;
}

export function sameShape(a: Shape, b: Shape): boolean {
	return a.length === b.length && a[0] === b[0] && a[1] === b[1];
}

function fill(target: Tensor, values: Values): Tensor {
	const count = countOf(values);
	if (count !== target.size) throw new RangeError(`${count} numbers do not make ${print(target.shape)}`);
	if (typeof values === "number") target.data[0] = values;
	else if (isNested(values)) fillRows(target, values);
	else target.data.set(values);
	return target;
}

function fillRows({ data, columns }: Tensor, rows: readonly (readonly number[])[]): void {
	for (const [i, row] of rows.entries()) {
		if (row.length !== columns)
			throw new RangeError(`row ${i} has ${row.length} numbers, row 0 has ${columns}`);
		data.set(row, i * columns);
	}
}

function shapeOf(values: Values): Shape {
	if (typeof values === "number") return [];
	return isNested(values) ? [values.length, values[0]!.length] : [values.length];
}

function countOf(values: Values): number {
	if (typeof values === "number") return 1;
	return isNested(values) ? values.length * values[0]!.length : values.length;
}

function isNested(values: Exclude<Values, number>): values is readonly (readonly number[])[] {
	return Array.isArray(values) && Array.isArray(values[0]);
}
