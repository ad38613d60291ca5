import {
	createPlainKernels,
	createRng,
	type Kernels,
	parameter,
	type Rng,
	type Shape,
	type Tensor,
	tensor,
} from "../../../src/network/index.js";

/** Plain kernels in float64 whose memory without zeros is full of what must not be read. */
export const strict: Kernels = {
	...createPlainKernels({ bits: 64 }),
	scratch: (length) => new Float64Array(length).fill(Number.NaN),
};

/** Normal numbers. */
export function normal(shape: Shape, rng: Rng): number[] {
	return Array.from({ length: (shape[0] ?? 1) * (shape[1] ?? 1) }, () => rng.normal());
}

export function randomTensor(shape: Shape, rng: Rng = createRng(1)): Tensor {
	return tensor(normal(shape, rng), { shape, kernels: strict });
}

export function randomParameter(shape: Shape, rng: Rng = createRng(1)): Tensor {
	return parameter(normal(shape, rng), { shape, kernels: strict });
}

/** The largest difference between two lists of numbers, however nested. */
export function farthest(a: unknown, b: unknown): number {
	const [x, y] = [flat(a), flat(b)];
	if (x.length !== y.length) return Number.POSITIVE_INFINITY;
	return x.reduce((most, xi, i) => {
		const distance = Math.abs(xi - y[i]!);
		return distance <= most ? most : distance; // not a number counts as far, too
	}, 0);
}

/** Sets parameters to values from a fixture. */
export function assign(
	parameters: Readonly<Record<string, Tensor>>,
	values: Readonly<Record<string, unknown>>,
): void {
	for (const [name, value] of Object.entries(values)) {
		const numbers = flat(value);
		const target = parameters[name];
		if (target?.size !== numbers.length)
			throw new Error(`${name} is not a parameter of ${numbers.length} numbers`);
		target.data.set(numbers);
	}
}

export function flat(values: unknown): number[] {
	if (typeof values === "number") return [values];
	if (ArrayBuffer.isView(values)) return Array.from(values as Float64Array);
	return (values as unknown[]).flatMap(flat);
}
