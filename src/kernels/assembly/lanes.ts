/** Four float32 at a time: the multiplication that may be fused, the ends of rows, and sums in their fixed order. */

/** a · b + c: rounded once in the relaxed module, twice in the plain one. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
	if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
	return f32x4.add(f32x4.mul(a, b), c);
}

/** c − a · b */
// @ts-ignore: decorator
@inline
export function multiplySubtract(a: v128, b: v128, c: v128): v128 {
	if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_nmadd(a, b, c);
	return f32x4.sub(c, f32x4.mul(a, b));
}

// @ts-ignore: decorator
@inline
export function splat(x: f64): v128 {
	return f32x4.splat(<f32>x);
}

/** The first `count` of four. Loads need no such care: there is always memory behind the last array. */
// @ts-ignore: decorator
@inline
export function storeSome(to: usize, value: v128, count: i32): void {
	v128.store_lane<f32>(to, value, 0);
	if (count > 1) v128.store_lane<f32>(to, value, 1, 4);
	if (count > 2) v128.store_lane<f32>(to, value, 2, 8);
}

/** Sixteen lanes to one number, as plain/reduce.ts does it. */
// @ts-ignore: decorator
@inline
function total(s0: v128, s1: v128, s2: v128, s3: v128): f32 {
	const s = f32x4.add(f32x4.add(s0, s2), f32x4.add(s1, s3));
	return (
		f32x4.extract_lane(s, 0) +
		f32x4.extract_lane(s, 1) +
		(f32x4.extract_lane(s, 2) + f32x4.extract_lane(s, 3))
	);
}

export function dot(a: usize, b: usize, n: i32): f32 {
	let s0 = f32x4.splat(0);
	let s1 = f32x4.splat(0);
	let s2 = f32x4.splat(0);
	let s3 = f32x4.splat(0);
	let left = n;
	for (; left >= 16; left -= 16) {
		s0 = multiplyAdd(v128.load(a), v128.load(b), s0);
		s1 = multiplyAdd(v128.load(a, 16), v128.load(b, 16), s1);
		s2 = multiplyAdd(v128.load(a, 32), v128.load(b, 32), s2);
		s3 = multiplyAdd(v128.load(a, 48), v128.load(b, 48), s3);
		a += 64;
		b += 64;
	}
	if (left >= 4) s0 = multiplyAdd(v128.load(a), v128.load(b), s0);
	if (left >= 8) s1 = multiplyAdd(v128.load(a, 16), v128.load(b, 16), s1);
	if (left >= 12) s2 = multiplyAdd(v128.load(a, 32), v128.load(b, 32), s2);
	let result = total(s0, s1, s2, s3);
	for (let i = left & ~3; i < left; i++)
		result += load<f32>(a + ((<usize>i) << 2)) * load<f32>(b + ((<usize>i) << 2));
	return result;
}

export function sum(x: usize, n: i32): f32 {
	let s0 = f32x4.splat(0);
	let s1 = f32x4.splat(0);
	let s2 = f32x4.splat(0);
	let s3 = f32x4.splat(0);
	let left = n;
	for (; left >= 16; left -= 16) {
		s0 = f32x4.add(s0, v128.load(x));
		s1 = f32x4.add(s1, v128.load(x, 16));
		s2 = f32x4.add(s2, v128.load(x, 32));
		s3 = f32x4.add(s3, v128.load(x, 48));
		x += 64;
	}
	if (left >= 4) s0 = f32x4.add(s0, v128.load(x));
	if (left >= 8) s1 = f32x4.add(s1, v128.load(x, 16));
	if (left >= 12) s2 = f32x4.add(s2, v128.load(x, 32));
	let result = total(s0, s1, s2, s3);
	for (let i = left & ~3; i < left; i++) result += load<f32>(x + ((<usize>i) << 2));
	return result;
}
