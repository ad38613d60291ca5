/** exp, log, sigmoid and tanh of four float32, operation by operation as in plain/arithmetic.ts. */
import * as c from "../coefficients";
import { multiplyAdd, multiplySubtract, splat } from "./lanes";

// NaN stays NaN: pmin and pmax return their first argument unless the second is beyond it.
// @ts-ignore: decorator
@inline
function clamp(x: v128, low: f64, high: f64): v128 {
	return f32x4.pmin(f32x4.pmax(x, splat(low)), splat(high));
}

/** t / ln 2 rounded to an integer, still with the rounder in it: its bits are those of the rounder plus the integer. */
// @ts-ignore: decorator
@inline
function rounded(t: v128): v128 {
	return multiplyAdd(t, splat(c.LOG2_E), splat(c.ROUNDER));
}

/** eʳ − 1 of the rest r = t − n·ln 2. */
// @ts-ignore: decorator
@inline
function expm1Rest(t: v128, n: v128): v128 {
	const r = multiplySubtract(n, splat(c.LN2_LOW), multiplySubtract(n, splat(c.LN2_HIGH), t));
	let q = multiplyAdd(splat(c.EXP_4), r, splat(c.EXP_3));
	q = multiplyAdd(q, r, splat(c.EXP_2));
	q = multiplyAdd(q, r, splat(c.EXP_1));
	q = multiplyAdd(q, r, splat(c.EXP_0));
	return multiplyAdd(f32x4.mul(r, r), q, r);
}

/** −126 ≤ n ≤ 127 */
// @ts-ignore: decorator
@inline
function powerOf2(n: v128): v128 {
	return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

// @ts-ignore: decorator
@inline
function integer(withRounder: v128): v128 {
	return i32x4.sub(withRounder, i32x4.splat(reinterpret<i32>(<f32>c.ROUNDER)));
}

// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
	const t = clamp(x, c.EXP_LOW, c.EXP_HIGH);
	const k = rounded(t);
	const n = integer(k);
	const half = i32x4.shr_s(n, 1);
	const e = f32x4.add(splat(1), expm1Rest(t, f32x4.sub(k, splat(c.ROUNDER))));
	return f32x4.mul(f32x4.mul(e, powerOf2(half)), powerOf2(i32x4.sub(n, half)));
}

// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
	const t = f32x4.neg(clamp(x, -c.SIGMOID_LIMIT, c.SIGMOID_LIMIT));
	const k = rounded(t);
	const e = f32x4.add(splat(1), expm1Rest(t, f32x4.sub(k, splat(c.ROUNDER))));
	return f32x4.div(splat(1), f32x4.add(splat(1), f32x4.mul(e, powerOf2(integer(k)))));
}

// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
	const sign = v128.and(x, i32x4.splat(0x80000000));
	const magnitude = f32x4.pmin(v128.xor(x, sign), splat(c.TANH_LIMIT));
	const t = f32x4.add(magnitude, magnitude);
	const k = rounded(t);
	const scale = powerOf2(integer(k));
	const rest = expm1Rest(t, f32x4.sub(k, splat(c.ROUNDER)));
	const e = multiplyAdd(scale, rest, f32x4.sub(scale, splat(1)));
	return v128.or(f32x4.div(e, f32x4.add(e, splat(2))), sign);
}

// @ts-ignore: decorator
@inline
export function log(x: v128): v128 {
	const subnormal = f32x4.lt(x, splat(c.SMALLEST_NORMAL));
	const bits = v128.bitselect(f32x4.mul(x, splat(8388608)), x, subnormal);
	const e = i32x4.shr_s(i32x4.sub(bits, i32x4.splat(<i32>c.SQRT_HALF_BITS)), 23);
	const rest = f32x4.sub(i32x4.sub(bits, i32x4.shl(e, 23)), splat(1));
	const n = f32x4.convert_i32x4_s(i32x4.sub(e, v128.and(subnormal, i32x4.splat(23))));
	const s = f32x4.div(rest, f32x4.add(splat(2), rest));
	const square = f32x4.mul(s, s);
	let q = multiplyAdd(splat(c.LOG_2), square, splat(c.LOG_1));
	q = multiplyAdd(q, square, splat(c.LOG_0));
	const twice = f32x4.add(s, s);
	const tail = multiplyAdd(f32x4.mul(square, q), twice, f32x4.mul(n, splat(c.LN2_LOW)));
	const result = multiplyAdd(n, splat(c.LN2_HIGH), f32x4.add(tail, twice));
	// ∞ and NaN are themselves; −∞ at 0; NaN below.
	const finite = f32x4.lt(x, splat(Infinity));
	const positive = v128.bitselect(result, x, finite);
	const zero = f32x4.eq(x, splat(0));
	const nonPositive = v128.bitselect(splat(-Infinity), splat(NaN), zero);
	return v128.bitselect(nonPositive, positive, f32x4.le(x, splat(0)));
}
