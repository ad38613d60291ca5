/**
 * Sparse times dense. The columns of a row of Y are taken thirty-two at a time, which are eight registers, and the
 * entries of the row of S run past them: Y is written once and the rows of X are read in whole cache lines.
 */
import { dot, multiplyAdd, storeSome } from "./lanes";

/** Rows from ≤ i < to. The pointers are those of the whole matrices. */
export function spmm(
	y: usize,
	offsets: usize,
	columns: usize,
	weights: usize,
	x: usize,
	d: i32,
	add: bool,
	from: i32,
	to: i32,
): void {
	const width = (<usize>d) << 2;
	for (let i = from; i < to; i++) {
		const start = (<usize>load<u32>(offsets + ((<usize>i) << 2))) << 2;
		const end = (<usize>load<u32>(offsets + ((<usize>i) << 2), 4)) << 2;
		let out = y + <usize>i * width;
		let base = x;
		let left = d;
		for (; left >= 32; left -= 32) {
			row32(out, columns + start, weights + start, columns + end, base, width, add);
			out += 128;
			base += 128;
		}
		for (; left > 0; left -= 4) {
			row4(out, columns + start, weights + start, columns + end, base, width, add, left);
			out += 16;
			base += 16;
		}
	}
}

/**
 * The break in the middle is never taken. It cuts the block in two, and V8, which collects the loads of a block at its
 * beginning, then finds registers for all of them.
 */
// @ts-ignore: decorator
@inline
function row32(out: usize, column: usize, weight: usize, end: usize, x: usize, width: usize, add: bool): void {
	const zero = f32x4.splat(0);
	let s0 = zero;
	let s1 = zero;
	let s2 = zero;
	let s3 = zero;
	let s4 = zero;
	let s5 = zero;
	let s6 = zero;
	let s7 = zero;
	if (add) {
		s0 = v128.load(out);
		s1 = v128.load(out, 16);
		s2 = v128.load(out, 32);
		s3 = v128.load(out, 48);
		s4 = v128.load(out, 64);
		s5 = v128.load(out, 80);
		s6 = v128.load(out, 96);
		s7 = v128.load(out, 112);
	}
	while (column < end) {
		const w = v128.load_splat<f32>(weight);
		const from = x + <usize>load<u32>(column) * width;
		s0 = multiplyAdd(w, v128.load(from), s0);
		s1 = multiplyAdd(w, v128.load(from, 16), s1);
		s2 = multiplyAdd(w, v128.load(from, 32), s2);
		s3 = multiplyAdd(w, v128.load(from, 48), s3);
		if (column == 0) break; // never, see above
		s4 = multiplyAdd(w, v128.load(from, 64), s4);
		s5 = multiplyAdd(w, v128.load(from, 80), s5);
		s6 = multiplyAdd(w, v128.load(from, 96), s6);
		s7 = multiplyAdd(w, v128.load(from, 112), s7);
		column += 4;
		weight += 4;
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

/** Four columns, or as many as are left. */
// @ts-ignore: decorator
@inline
function row4(
	out: usize,
	column: usize,
	weight: usize,
	end: usize,
	x: usize,
	width: usize,
	add: bool,
	left: i32,
): void {
	let s = add ? v128.load(out) : f32x4.splat(0);
	while (column < end) {
		const from = x + <usize>load<u32>(column) * width;
		s = multiplyAdd(v128.load_splat<f32>(weight), v128.load(from), s);
		column += 4;
		weight += 4;
	}
	if (left >= 4) v128.store(out, s);
	else storeSome(out, s, left);
}

export function sddmm(
	out: usize,
	offsets: usize,
	columns: usize,
	x: usize,
	y: usize,
	rows: i32,
	d: i32,
): void {
	const width = (<usize>d) << 2;
	for (let i = 0; i < rows; i++) {
		const end = load<u32>(offsets, 4);
		for (let k = load<u32>(offsets); k < end; k++) {
			const at = (<usize>k) << 2;
			const product = dot(x, y + <usize>load<u32>(columns + at) * width, d);
			store<f32>(out + at, load<f32>(out + at) + product);
		}
		offsets += 4;
		x += width;
	}
}
