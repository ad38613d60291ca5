/** Vectors, entry by entry. Each loop below is one kernel for every operation that is named beside it. */
import * as elementary from "./elementary";
import { multiplyAdd, splat, storeSome } from "./lanes";

const enum Of1 {
	exp,
	log,
	sigmoid,
	tanh,
	relu,
}

const enum Of2 {
	add,
	subtract,
	multiply,
}

const enum Into {
	multiplyAdd,
	sigmoidBackward,
	tanhBackward,
	reluBackward,
}

export function exp(y: usize, x: usize, n: i32): void {
	of1(Of1.exp, y, x, n);
}
export function log(y: usize, x: usize, n: i32): void {
	of1(Of1.log, y, x, n);
}
export function sigmoid(y: usize, x: usize, n: i32): void {
	of1(Of1.sigmoid, y, x, n);
}
export function tanh(y: usize, x: usize, n: i32): void {
	of1(Of1.tanh, y, x, n);
}
export function relu(y: usize, x: usize, n: i32): void {
	of1(Of1.relu, y, x, n);
}

export function add(y: usize, a: usize, b: usize, n: i32): void {
	of2(Of2.add, y, a, b, n);
}
export function subtract(y: usize, a: usize, b: usize, n: i32): void {
	of2(Of2.subtract, y, a, b, n);
}
export function multiply(y: usize, a: usize, b: usize, n: i32): void {
	of2(Of2.multiply, y, a, b, n);
}

export function multiplyAddInto(y: usize, a: usize, b: usize, n: i32): void {
	into(Into.multiplyAdd, y, a, b, n);
}
export function sigmoidBackward(dx: usize, dy: usize, y: usize, n: i32): void {
	into(Into.sigmoidBackward, dx, dy, y, n);
}
export function tanhBackward(dx: usize, dy: usize, y: usize, n: i32): void {
	into(Into.tanhBackward, dx, dy, y, n);
}
export function reluBackward(dx: usize, dy: usize, y: usize, n: i32): void {
	into(Into.reluBackward, dx, dy, y, n);
}

export function scale(y: usize, alpha: f32, x: usize, n: i32): void {
	const factor = f32x4.splat(alpha);
	const whole = (<usize>n & ~3) << 2;
	for (let at: usize = 0; at < whole; at += 16) v128.store(y + at, f32x4.mul(factor, v128.load(x + at)));
	if (n & 3) storeSome(y + whole, f32x4.mul(factor, v128.load(x + whole)), n & 3);
}

export function axpy(y: usize, alpha: f32, x: usize, n: i32): void {
	const factor = f32x4.splat(alpha);
	const whole = (<usize>n & ~3) << 2;
	for (let at: usize = 0; at < whole; at += 16) {
		v128.store(y + at, multiplyAdd(factor, v128.load(x + at), v128.load(y + at)));
	}
	if (n & 3) storeSome(y + whole, multiplyAdd(factor, v128.load(x + whole), v128.load(y + whole)), n & 3);
}

// @ts-ignore: decorator
@inline
function value1(operation: Of1, x: v128): v128 {
	if (operation == Of1.exp) return elementary.exp(x);
	if (operation == Of1.log) return elementary.log(x);
	if (operation == Of1.sigmoid) return elementary.sigmoid(x);
	if (operation == Of1.tanh) return elementary.tanh(x);
	return f32x4.pmax(splat(0), x); // 0 for NaN, as in plain
}

// @ts-ignore: decorator
@inline
function of1(operation: Of1, y: usize, x: usize, n: i32): void {
	const whole = (<usize>n & ~3) << 2;
	for (let at: usize = 0; at < whole; at += 16) v128.store(y + at, value1(operation, v128.load(x + at)));
	if (n & 3) storeSome(y + whole, value1(operation, v128.load(x + whole)), n & 3);
}

// @ts-ignore: decorator
@inline
function value2(operation: Of2, a: v128, b: v128): v128 {
	if (operation == Of2.add) return f32x4.add(a, b);
	if (operation == Of2.subtract) return f32x4.sub(a, b);
	return f32x4.mul(a, b);
}

// @ts-ignore: decorator
@inline
function of2(operation: Of2, y: usize, a: usize, b: usize, n: i32): void {
	const whole = (<usize>n & ~3) << 2;
	for (let at: usize = 0; at < whole; at += 16) {
		v128.store(y + at, value2(operation, v128.load(a + at), v128.load(b + at)));
	}
	if (n & 3) storeSome(y + whole, value2(operation, v128.load(a + whole), v128.load(b + whole)), n & 3);
}

/** What y becomes. */
// @ts-ignore: decorator
@inline
function summed(operation: Into, y: v128, a: v128, b: v128): v128 {
	if (operation == Into.multiplyAdd) return multiplyAdd(a, b, y);
	if (operation == Into.sigmoidBackward) {
		return multiplyAdd(a, f32x4.mul(b, f32x4.sub(splat(1), b)), y);
	}
	if (operation == Into.tanhBackward) {
		return multiplyAdd(a, f32x4.sub(splat(1), f32x4.mul(b, b)), y);
	}
	return v128.bitselect(f32x4.add(y, a), y, f32x4.gt(b, splat(0)));
}

// @ts-ignore: decorator
@inline
function into(operation: Into, y: usize, a: usize, b: usize, n: i32): void {
	const whole = (<usize>n & ~3) << 2;
	for (let at: usize = 0; at < whole; at += 16) {
		v128.store(y + at, summed(operation, v128.load(y + at), v128.load(a + at), v128.load(b + at)));
	}
	if (n & 3) {
		const last = summed(operation, v128.load(y + whole), v128.load(a + whole), v128.load(b + whole));
		storeSome(y + whole, last, n & 3);
	}
}
