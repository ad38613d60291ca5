/**
 * How one number is rounded and what the elementary functions are, in either width. The float32 functions are the
 * WebAssembly ones (assembly/elementary.ts), operation by operation.
 */
import * as c from "../coefficients.js";
import * as elementary from "../elementary.js";
import type { Floats } from "../kernels.js";

export interface Arithmetic {
	readonly bits: 32 | 64;
	floats(length: number): Floats;
	round(x: number): number;
	exp(x: number): number;
	log(x: number): number;
	sigmoid(x: number): number;
	tanh(x: number): number;
}

export const float64: Arithmetic = {
	bits: 64,
	floats: (length) => new Float64Array(length),
	round: (x) => x,
	exp: elementary.exp,
	log: elementary.log,
	sigmoid: elementary.sigmoid,
	tanh: elementary.tanh,
};

const f = Math.fround;

export const float32: Arithmetic = {
	bits: 32,
	floats: (length) => new Float32Array(length),
	round: f,

	exp(x) {
		const t = clamp(x, c.EXP_LOW, c.EXP_HIGH);
		const n = nearest(t);
		const half = n >> 1;
		return f(f(f(1 + expm1Rest(t, n)) * powerOf2(half)) * powerOf2(n - half));
	},

	log(x) {
		if (!(x > 0) || x === Number.POSITIVE_INFINITY)
			return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
		const subnormal = x < c.SMALLEST_NORMAL;
		float[0] = subnormal ? x * 2 ** 23 : x;
		const e = (bits[0]! - c.SQRT_HALF_BITS) >> 23;
		bits[0] = bits[0]! - (e << 23);
		return logOf(float[0]!, subnormal ? e - 23 : e);
	},

	sigmoid(x) {
		const t = -clamp(x, -c.SIGMOID_LIMIT, c.SIGMOID_LIMIT);
		const n = nearest(t);
		return f(1 / f(1 + f(f(1 + expm1Rest(t, n)) * powerOf2(n))));
	},

	tanh(x) {
		const magnitude = Math.abs(x);
		const t = 2 * (c.TANH_LIMIT < magnitude ? f(c.TANH_LIMIT) : magnitude);
		const n = nearest(t);
		const scale = powerOf2(n);
		const e = f(f(scale * expm1Rest(t, n)) + f(scale - 1));
		const y = f(e / f(e + 2));
		return x < 0 || Object.is(x, -0) ? -y : y;
	},
};

/** NaN stays NaN. */
function clamp(x: number, low: number, high: number): number {
	return x < low ? low : high < x ? high : x;
}

/** t / ln 2, rounded to an integer */
function nearest(t: number): number {
	return f(f(f(t * c.LOG2_E) + c.ROUNDER) - c.ROUNDER);
}

/** eʳ − 1 of the rest r = t − n·ln 2. */
function expm1Rest(t: number, n: number): number {
	const r = f(f(t - f(n * c.LN2_HIGH)) - f(n * c.LN2_LOW));
	let q = f(f(c.EXP_4 * r) + c.EXP_3);
	q = f(f(q * r) + c.EXP_2);
	q = f(f(q * r) + c.EXP_1);
	q = f(f(q * r) + c.EXP_0);
	return f(f(f(r * r) * q) + r);
}

/** log(2ᵉ·m) */
function logOf(m: number, e: number): number {
	const rest = f(m - 1);
	const s = f(rest / f(2 + rest));
	const square = f(s * s);
	let q = f(f(c.LOG_2 * square) + c.LOG_1);
	q = f(f(q * square) + c.LOG_0);
	const twice = f(s + s);
	const tail = f(f(f(square * q) * twice) + f(e * c.LN2_LOW));
	return f(f(tail + twice) + f(e * c.LN2_HIGH));
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** −126 ≤ n ≤ 127 */
function powerOf2(n: number): number {
	bits[0] = (n + 127) << 23;
	return float[0]!;
}
