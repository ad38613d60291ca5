/** Softmax over rows, its gradient, and the loss that goes with it. */
import { SOFTMAX_LOW } from "../coefficients";
import * as elementary from "./elementary";
import { dot, multiplyAdd, splat, storeSome, sum } from "./lanes";

export function softmaxRows(y: usize, x: usize, n: i32, d: i32): void {
	const width = (<usize>d) << 2;
	for (let i = 0; i < n; i++) {
		if (expRow(y, x, d) > -Infinity) scaleRow(y, <f32>1 / sum(y, d), d);
		x += width;
		y += width;
	}
}

export function softmaxRowsBackward(dx: usize, dy: usize, y: usize, n: i32, d: i32): void {
	const width = (<usize>d) << 2;
	const whole = width & ~15;
	for (let i = 0; i < n; i++) {
		const mean = f32x4.splat(dot(y, dy, d));
		for (let at: usize = 0; at < whole; at += 16)
			v128.store(dx + at, withGradient(dx + at, dy + at, y + at, mean));
		if (d & 3) storeSome(dx + whole, withGradient(dx + whole, dy + whole, y + whole, mean), d & 3);
		dx += width;
		dy += width;
		y += width;
	}
}

// @ts-ignore: decorator
@inline
function withGradient(dx: usize, dy: usize, y: usize, mean: v128): v128 {
	return multiplyAdd(v128.load(y), f32x4.sub(v128.load(dy), mean), v128.load(dx));
}

export function crossEntropyRows(loss: usize, dx: usize, x: usize, targets: usize, n: i32, d: i32): void {
	const width = (<usize>d) << 2;
	for (let i = 0; i < n; i++) {
		const target = (<usize>load<u32>(targets)) << 2;
		const aim = load<f32>(x + target);
		const highest = expRow(dx, x, d);
		store<f32>(loss, 0);
		if (highest > -Infinity) {
			const all = sum(dx, d);
			store<f32>(loss, f32x4.extract_lane(elementary.log(f32x4.splat(all)), 0) - (aim - highest));
			scaleRow(dx, <f32>1 / all, d);
			store<f32>(dx + target, load<f32>(dx + target) - 1);
		}
		x += width;
		dx += width;
		loss += 4;
		targets += 4;
	}
}

/** Y = exp(X − max X); returns the maximum, −∞ if the row is masked as a whole (then Y = 0). */
function expRow(y: usize, x: usize, d: i32): f32 {
	const highest = maximum(x, d);
	const whole = (<usize>d & ~3) << 2;
	if (highest == -Infinity) {
		memory.fill(y, 0, (<usize>d) << 2);
		return highest;
	}
	const shift = f32x4.splat(highest);
	for (let at: usize = 0; at < whole; at += 16) {
		v128.store(y + at, part(x + at, shift));
	}
	if (d & 3) storeSome(y + whole, part(x + whole, shift), d & 3);
	return highest;
}

// @ts-ignore: decorator
@inline
function part(x: usize, highest: v128): v128 {
	const below = f32x4.sub(v128.load(x), highest);
	return v128.andnot(elementary.exp(below), f32x4.lt(below, splat(SOFTMAX_LOW)));
}

function maximum(x: usize, d: i32): f32 {
	let m = splat(-Infinity);
	const whole = (<usize>d & ~3) << 2;
	for (let at: usize = 0; at < whole; at += 16) m = f32x4.pmax(m, v128.load(x + at));
	let highest = larger(
		larger(f32x4.extract_lane(m, 0), f32x4.extract_lane(m, 1)),
		larger(f32x4.extract_lane(m, 2), f32x4.extract_lane(m, 3)),
	);
	for (let at = whole; at < (<usize>d) << 2; at += 4) highest = larger(highest, load<f32>(x + at));
	return highest;
}

// @ts-ignore: decorator
@inline
function larger(a: f32, b: f32): f32 {
	return b > a ? b : a;
}

function scaleRow(y: usize, factor: f32, d: i32): void {
	const factors = f32x4.splat(factor);
	const whole = (<usize>d & ~3) << 2;
	for (let at: usize = 0; at < whole; at += 16) v128.store(y + at, f32x4.mul(v128.load(y + at), factors));
	if (d & 3) storeSome(y + whole, f32x4.mul(v128.load(y + whole), factors), d & 3);
}
