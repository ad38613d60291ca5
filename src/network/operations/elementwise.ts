/** Number by number. Rows, columns and single numbers stretch to the other's shape, as in NumPy. */
import type { Floats, Rng } from "../../kernels/index.js";
import { addInto, addProduct, addScaled, handOn } from "../gradient.js";
import { sameShape, type Tensor, tensor } from "../tensor.js";
import { broadcast, commonShape } from "./broadcast.js";
import { demand, make, withGradient } from "./make.js";

export type Operand = Tensor | number;

export function add(a: Operand, b: Operand): Tensor {
	if (isTensor(a) && isTensor(b) && isRowFor(b, a)) return addRow(a, b);
	const [x, y] = stretch(a, b);
	const { kernels, size } = x;
	const z = make(x.shape, x);
	kernels.add(z.data, x.data, y.data, size);
	return withGradient(z, [x, y], (dz) => {
		addScaled(y, 1, dz);
		handOn(x, dz);
	});
}

export function sub(a: Operand, b: Operand): Tensor {
	const [x, y] = stretch(a, b);
	const { kernels, size } = x;
	const z = make(x.shape, x);
	kernels.subtract(z.data, x.data, y.data, size);
	return withGradient(z, [x, y], (dz) => {
		addScaled(y, -1, dz);
		handOn(x, dz);
	});
}

/** Element by element; `matmul` is the other product. */
export function mul(a: Operand, b: Operand): Tensor {
	if (typeof b === "number" && isTensor(a)) return scale(a, b);
	if (typeof a === "number" && isTensor(b)) return scale(b, a);
	const [x, y] = stretch(a, b);
	const { kernels, size } = x;
	const z = make(x.shape, x);
	kernels.multiply(z.data, x.data, y.data, size);
	return withGradient(z, [x, y], (dz) => {
		addProduct(x, dz, y.data);
		addProduct(y, dz, x.data);
	});
}

export function div(a: Operand, b: Operand): Tensor {
	const [x, y] = stretch(a, b);
	const { size } = x;
	const z = make(x.shape, x);
	for (let i = 0; i < size; i++) z.data[i] = x.data[i]! / y.data[i]!;
	return withGradient(z, [x, y], (dz) => {
		addInto(x, (dx) => {
			for (let i = 0; i < size; i++) dx[i]! += dz[i]! / y.data[i]!;
		});
		addInto(y, (dy) => {
			for (let i = 0; i < size; i++) dy[i]! -= (dz[i]! * z.data[i]!) / y.data[i]!;
		});
	});
}

/** α · X. */
export function scale(x: Tensor, alpha: number): Tensor {
	const { kernels, size } = x;
	const y = make(x.shape, x);
	kernels.scale(y.data, alpha, x.data, size);
	return withGradient(y, [x], (dy) => addScaled(x, alpha, dy));
}

/** (y)′ = y */
export function exp(x: Tensor): Tensor {
	const { kernels, size } = x;
	const y = make(x.shape, x);
	kernels.exp(y.data, x.data, size);
	return withGradient(y, [x], (dy) => addProduct(x, dy, y.data));
}

/** Natural; (y)′ = 1/x */
export function log(x: Tensor): Tensor {
	const { kernels, size } = x;
	const y = make(x.shape, x);
	kernels.log(y.data, x.data, size);
	return withGradient(y, [x], (dy) =>
		addInto(x, (dx) => {
			for (let i = 0; i < size; i++) dx[i]! += dy[i]! / x.data[i]!;
		}),
	);
}

/** (y)′ = 1/2y */
export function sqrt(x: Tensor): Tensor {
	const { size } = x;
	const y = make(x.shape, x);
	for (let i = 0; i < size; i++) y.data[i] = Math.sqrt(x.data[i]!);
	return withGradient(y, [x], (dy) =>
		addInto(x, (dx) => {
			for (let i = 0; i < size; i++) dx[i]! += dy[i]! / (2 * y.data[i]!);
		}),
	);
}

/** (y)′ = x + x */
export function square(x: Tensor): Tensor {
	const { kernels, size } = x;
	const y = make(x.shape, x);
	kernels.multiply(y.data, x.data, x.data, size);
	return withGradient(y, [x], (dy) =>
		addInto(x, (dx) => {
			kernels.multiplyAdd(dx, dy, x.data, size);
			kernels.multiplyAdd(dx, dy, x.data, size);
		}),
	);
}

/** σ(x) = 1/(1 + e⁻ˣ); (y)′ = y(1 − y) */
export function sigmoid(x: Tensor): Tensor {
	const { kernels, size } = x;
	const y = make(x.shape, x);
	kernels.sigmoid(y.data, x.data, size);
	return withGradient(y, [x], (dy) => addInto(x, (dx) => kernels.sigmoidBackward(dx, dy, y.data, size)));
}

/** (y)′ = 1 − y² */
export function tanh(x: Tensor): Tensor {
	const { kernels, size } = x;
	const y = make(x.shape, x);
	kernels.tanh(y.data, x.data, size);
	return withGradient(y, [x], (dy) => addInto(x, (dx) => kernels.tanhBackward(dx, dy, y.data, size)));
}

/** max(x, 0); (y)′ = 1 where y > 0 */
export function relu(x: Tensor): Tensor {
	const { kernels, size } = x;
	const y = make(x.shape, x);
	kernels.relu(y.data, x.data, size);
	return withGradient(y, [x], (dy) => addInto(x, (dx) => kernels.reluBackward(dx, dy, y.data, size)));
}

/**
 * While training, each number is dropped with probability `rate` (to 1/65536) and the others grow by 1/(1 − rate), so
 * that the expected sum stays (Srivastava et al. 2014).
 */
export function dropout(x: Tensor, rate: number, rng: Pick<Rng, "bits">): Tensor {
	if (!(rate >= 0 && rate < 1)) throw new RangeError(`dropout: a rate from 0 to below 1, not ${rate}`);
	const { kernels, size } = x;
	const mask = kernels.scratch(size);
	fillMask(mask, size, rate, rng);
	const y = make(x.shape, x);
	kernels.multiply(y.data, x.data, mask, size);
	return withGradient(y, [x], (dy) => addProduct(x, dy, mask));
}

/** The common case of `add`: a bias (d) under n rows. */
function addRow(x: Tensor, b: Tensor): Tensor {
	const { kernels, rows: n, columns: d } = x;
	const y = make(x.shape, x); // (n, d)
	kernels.addRow(y.data, x.data, b.data, n, d);
	return withGradient(y, [x, b], (dy) => {
		addInto(b, (db) => kernels.sumRows(db, dy, n, d));
		handOn(x, dy);
	});
}

function isRowFor(b: Tensor, x: Tensor): boolean {
	return x.shape.length === 2 && b.rows === 1 && b.columns === x.columns && !sameShape(b.shape, x.shape);
}

function stretch(a: Operand, b: Operand): [Tensor, Tensor] {
	const kernels = isTensor(a) ? a.kernels : isTensor(b) ? b.kernels : undefined;
	const options = kernels ? { kernels } : {};
	const x = isTensor(a) ? a : tensor(a, options);
	const y = isTensor(b) ? b : tensor(b, options);
	if (sameShape(x.shape, y.shape)) return [x, y];
	const shape = commonShape(x.shape, y.shape);
	demand(shape !== undefined, "element by element", x, y);
	return [broadcast(x, shape), broadcast(y, shape)];
}

function isTensor(operand: Operand): operand is Tensor {
	return typeof operand !== "number";
}

/**
 * 0 or 1/(1 − rate). There may be millions to draw: sfc32 (Doty-Humphrey), begun by the better generator, gives 32 bits
 * in a few instructions, enough for two numbers.
 */
function fillMask(mask: Floats, size: number, rate: number, rng: Pick<Rng, "bits">): void {
	const limit = Math.round(rate * 65536);
	const kept = 1 / (1 - rate);
	let [a, b, c, counter] = [rng.bits() | 0, rng.bits() | 0, rng.bits() | 0, 1];
	for (let i = 0; i < size; i += 2) {
		const word = (((a + b) | 0) + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (((c << 21) | (c >>> 11)) + word) | 0;
		// The sign of limit − 1 − half, because a branch that nobody can foresee is slow.
		mask[i] = kept * ((limit - 1 - (word >>> 16)) >>> 31);
		if (i + 1 < size) mask[i + 1] = kept * ((limit - 1 - (word & 0xffff)) >>> 31);
	}
}
