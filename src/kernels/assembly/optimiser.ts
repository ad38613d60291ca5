/** Adam; the constants come rounded from outside, so that there is one place that has them. */
import { multiplyAdd, storeSome } from "./lanes";

export function adam(
	x: usize,
	dx: usize,
	m: usize,
	v: usize,
	n: i32,
	keep1: f32,
	take1: f32,
	keep2: f32,
	take2: f32,
	rate: f32,
	spread: f32,
	least: f32,
): void {
	for (let i = 0; i < n; i += 4) {
		const g = v128.load(dx);
		const m4 = multiplyAdd(f32x4.splat(keep1), v128.load(m), f32x4.mul(f32x4.splat(take1), g));
		const v4 = multiplyAdd(f32x4.splat(keep2), v128.load(v), f32x4.mul(f32x4.splat(take2), f32x4.mul(g, g)));
		const size = f32x4.add(f32x4.mul(f32x4.sqrt(v4), f32x4.splat(spread)), f32x4.splat(least));
		const x4 = f32x4.sub(v128.load(x), f32x4.div(f32x4.mul(f32x4.splat(rate), m4), size));
		put(m, m4, n - i);
		put(v, v4, n - i);
		put(x, x4, n - i);
		x += 16;
		dx += 16;
		m += 16;
		v += 16;
	}
}

// @ts-ignore: decorator
@inline
function put(to: usize, value: v128, left: i32): void {
	if (left >= 4) v128.store(to, value);
	else storeSome(to, value, left);
}
