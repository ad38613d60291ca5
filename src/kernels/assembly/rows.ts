/** What is done to whole rows of a dense matrix. */
import { dot, multiplyAdd, multiplySubtract, storeSome } from "./lanes";

/** Widths of the two matrices in bytes. */
export function copyColumns(y: usize, x: usize, yWidth: usize, xWidth: usize, n: i32, d: i32, add: i32): void {
	const whole = ((<usize>d) << 2) & ~15;
	for (let i = 0; i < n; i++) {
		if (add) {
			for (let at: usize = 0; at < whole; at += 16)
				v128.store(y + at, f32x4.add(v128.load(x + at), v128.load(y + at)));
			if (d & 3) storeSome(y + whole, f32x4.add(v128.load(x + whole), v128.load(y + whole)), d & 3);
		} else {
			for (let at: usize = 0; at < whole; at += 16) v128.store(y + at, v128.load(x + at));
			if (d & 3) storeSome(y + whole, v128.load(x + whole), d & 3);
		}
		y += yWidth;
		x += xWidth;
	}
}

export function addRow(y: usize, x: usize, b: usize, n: i32, d: i32): void {
	const width = (<usize>d) << 2;
	const whole = width & ~15;
	for (let i = 0; i < n; i++) {
		for (let at: usize = 0; at < whole; at += 16)
			v128.store(y + at, f32x4.add(v128.load(x + at), v128.load(b + at)));
		if (d & 3) storeSome(y + whole, f32x4.add(v128.load(x + whole), v128.load(b + whole)), d & 3);
		y += width;
		x += width;
	}
}

export function sumRows(out: usize, x: usize, n: i32, d: i32): void {
	const width = (<usize>d) << 2;
	let j = 0;
	for (; j + 32 <= d; j += 32) sum32Columns(out + ((<usize>j) << 2), x + ((<usize>j) << 2), n, width);
	for (; j + 4 <= d; j += 4) {
		let s = v128.load(out + ((<usize>j) << 2));
		for (let i = 0, from = x + ((<usize>j) << 2); i < n; i++, from += width)
			s = f32x4.add(s, v128.load(from));
		v128.store(out + ((<usize>j) << 2), s);
	}
	for (; j < d; j++) {
		let s = load<f32>(out + ((<usize>j) << 2));
		for (let i = 0, from = x + ((<usize>j) << 2); i < n; i++, from += width) s += load<f32>(from);
		store<f32>(out + ((<usize>j) << 2), s);
	}
}

function sum32Columns(out: usize, x: usize, n: i32, width: usize): void {
	let s0 = v128.load(out);
	let s1 = v128.load(out, 16);
	let s2 = v128.load(out, 32);
	let s3 = v128.load(out, 48);
	let s4 = v128.load(out, 64);
	let s5 = v128.load(out, 80);
	let s6 = v128.load(out, 96);
	let s7 = v128.load(out, 112);
	for (let i = 0; i < n; i++) {
		s0 = f32x4.add(s0, v128.load(x));
		s1 = f32x4.add(s1, v128.load(x, 16));
		s2 = f32x4.add(s2, v128.load(x, 32));
		s3 = f32x4.add(s3, v128.load(x, 48));
		s4 = f32x4.add(s4, v128.load(x, 64));
		s5 = f32x4.add(s5, v128.load(x, 80));
		s6 = f32x4.add(s6, v128.load(x, 96));
		s7 = f32x4.add(s7, v128.load(x, 112));
		x += width;
	}
	v128.store(out, s0);
	v128.store(out, s1, 16);
	v128.store(out, s2, 32);
	v128.store(out, s3, 48);
	v128.store(out, s4, 64);
	v128.store(out, s5, 80);
	v128.store(out, s6, 96);
	v128.store(out, s7, 112);
}

export function normalizeRows(y: usize, norms: usize, x: usize, n: i32, d: i32): void {
	const width = (<usize>d) << 2;
	const whole = width & ~15;
	for (let i = 0; i < n; i++) {
		const length = sqrt<f32>(dot(x, x, d));
		const norm: f32 = length > <f32>1e-12 || length != length ? length : <f32>1e-12;
		const inverse = f32x4.splat(<f32>1 / norm);
		store<f32>(norms, norm);
		for (let at: usize = 0; at < whole; at += 16) v128.store(y + at, f32x4.mul(v128.load(x + at), inverse));
		if (d & 3) storeSome(y + whole, f32x4.mul(v128.load(x + whole), inverse), d & 3);
		y += width;
		x += width;
		norms += 4;
	}
}

export function normalizeRowsBackward(dx: usize, dy: usize, y: usize, norms: usize, n: i32, d: i32): void {
	const width = (<usize>d) << 2;
	const whole = width & ~15;
	for (let i = 0; i < n; i++) {
		const norm = load<f32>(norms);
		if (!(norm <= <f32>1e-12)) {
			const inverse = f32x4.splat(<f32>1 / norm);
			const along = f32x4.splat(dot(y, dy, d));
			for (let at: usize = 0; at < whole; at += 16) {
				v128.store(dx + at, withGradient(dx + at, dy + at, y + at, along, inverse));
			}
			if (d & 3)
				storeSome(dx + whole, withGradient(dx + whole, dy + whole, y + whole, along, inverse), d & 3);
		}
		dx += width;
		dy += width;
		y += width;
		norms += 4;
	}
}

/** dx + (dy − y · along) · inverse */
// @ts-ignore: decorator
@inline
function withGradient(dx: usize, dy: usize, y: usize, along: v128, inverse: v128): v128 {
	return multiplyAdd(multiplySubtract(along, v128.load(y), v128.load(dy)), inverse, v128.load(dx));
}

export function rowDots(out: usize, a: usize, b: usize, n: i32, d: i32): void {
	const width = (<usize>d) << 2;
	for (let i = 0; i < n; i++) {
		store<f32>(out, dot(a, b, d));
		out += 4;
		a += width;
		b += width;
	}
}

export function gatherRows(y: usize, x: usize, rows: usize, n: i32, d: i32): void {
	const width = (<usize>d) << 2;
	const whole = width & ~15;
	for (let i = 0; i < n; i++) {
		const from = x + <usize>load<u32>(rows) * width;
		for (let at: usize = 0; at < whole; at += 16) v128.store(y + at, v128.load(from + at));
		if (d & 3) storeSome(y + whole, v128.load(from + whole), d & 3);
		y += width;
		rows += 4;
	}
}

export function scatterAddRows(y: usize, x: usize, rows: usize, n: i32, d: i32): void {
	const width = (<usize>d) << 2;
	const whole = width & ~15;
	for (let i = 0; i < n; i++) {
		const to = y + <usize>load<u32>(rows) * width;
		for (let at: usize = 0; at < whole; at += 16)
			v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(x + at)));
		if (d & 3) storeSome(to + whole, f32x4.add(v128.load(to + whole), v128.load(x + whole)), d & 3);
		x += width;
		rows += 4;
	}
}
