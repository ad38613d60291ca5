/**
 * C = op(A) · op(B) by tiles of 4 × 8, which are eight registers. B is packed in panels of eight columns, a block of
 * `depth` × `breadth` at a time, so that the panels stay in the second cache; A needs no packing, whichever way it lies.
 * The sums continue from one block to the next, so that the blocks do not show in the result.
 *
 *          n →   8
 *        k ┌───┬───┬───┐ B
 *        ↓ │   │ ▒ │   │
 *   k →    └───┴───┴───┘
 *   ┌────┐ ┌───┬───┬───┐
 * 4 │▒▒▒▒│ │   │ ▓ │   │ 4 × 8 of C
 *   └────┘ └───┴───┴───┘
 *   A      C
 */
import { multiplyAdd } from "./lanes";

const depth = 256;
const breadth = 512;

/** Bytes that `scratch` must have: the packed block and one tile. */
export function gemmScratch(): i32 {
	return depth * breadth * 4 + tileBytes;
}

const tileBytes = 4 * 8 * 4;

/** Rows from ≤ i < to of C (m, n); k is the inner dimension. The pointers are those of the whole matrices. */
export function gemm(
	c: usize,
	a: usize,
	b: usize,
	m: i32,
	n: i32,
	k: i32,
	transposeA: bool,
	transposeB: bool,
	add: bool,
	scratch: usize,
	from: i32,
	to: i32,
): void {
	if (k == 0 && !add) memory.fill(c + ((<usize>from * n) << 2), 0, (<usize>(to - from) * n) << 2);
	const aRow: usize = transposeA ? 4 : (<usize>k) << 2;
	const aStep: usize = transposeA ? (<usize>m) << 2 : 4;
	const tile = scratch + depth * breadth * 4;
	for (let p = 0; p < k; p += depth) {
		const deep = min(depth, k - p);
		for (let j = 0; j < n; j += breadth) {
			const broad = min(breadth, n - j);
			if (transposeB) packTransposed(scratch, b + ((<usize>(j * k + p)) << 2), k, deep, broad);
			else pack(scratch, b + ((<usize>(p * n + j)) << 2), n, deep, broad);
			for (let i = from; i < to; i += 4) {
				const rows = min(4, to - i);
				const panelOfA = a + <usize>i * aRow + <usize>p * aStep;
				const out = c + ((<usize>(i * n + j)) << 2);
				tiles(out, (<usize>n) << 2, panelOfA, aRow, aStep, scratch, rows, deep, broad, add || p > 0, tile);
			}
		}
	}
}

/** One row of tiles: up to four rows, all columns of the block. */
// @ts-ignore: decorator
@inline
function tiles(
	c: usize,
	cRow: usize,
	a: usize,
	aRow: usize,
	aStep: usize,
	panels: usize,
	rows: i32,
	deep: i32,
	broad: i32,
	add: bool,
	spare: usize,
): void {
	// Rows that are not there are computed as copies of the last one, and left in the spare tile.
	const a1 = rows > 1 ? a + aRow : a;
	const a2 = rows > 2 ? a1 + aRow : a1;
	const a3 = rows > 3 ? a2 + aRow : a2;
	for (let j = 0; j < broad; j += 8) {
		if (rows == 4 && broad - j >= 8) {
			if (aStep == 4) tileOfRows(c, cRow, a, a1, a2, a3, panels, deep, add);
			else tileOfColumns(c, cRow, a, aStep, panels, deep, add);
		} else {
			const columns = min(8, broad - j);
			if (add) copyTile(spare, 32, c, cRow, rows, columns);
			if (aStep == 4) tileOfRows(spare, 32, a, a1, a2, a3, panels, deep, add);
			else tileOfColumns(spare, 32, a, aStep, panels, deep, add);
			copyTile(c, cRow, spare, 32, rows, columns);
		}
		c += 32;
		panels += (<usize>deep) << 5;
	}
}

function copyTile(to: usize, toRow: usize, from: usize, fromRow: usize, rows: i32, columns: i32): void {
	for (let i = 0; i < rows; i++) {
		for (let j: usize = 0; j < (<usize>columns) << 2; j += 4) store<f32>(to + j, load<f32>(from + j));
		to += toRow;
		from += fromRow;
	}
}

/** A lies by rows: its four rows begin at a0 … a3. */
function tileOfRows(
	c: usize,
	cRow: usize,
	a0: usize,
	a1: usize,
	a2: usize,
	a3: usize,
	b: usize,
	deep: i32,
	add: bool,
): void {
	const c1 = c + cRow;
	const c2 = c1 + cRow;
	const c3 = c2 + cRow;
	const zero = f32x4.splat(0);
	let s00 = add ? v128.load(c) : zero;
	let s01 = add ? v128.load(c, 16) : zero;
	let s10 = add ? v128.load(c1) : zero;
	let s11 = add ? v128.load(c1, 16) : zero;
	let s20 = add ? v128.load(c2) : zero;
	let s21 = add ? v128.load(c2, 16) : zero;
	let s30 = add ? v128.load(c3) : zero;
	let s31 = add ? v128.load(c3, 16) : zero;
	let b0 = zero;
	let b1 = zero;
	let x = zero;
	let left = deep;
	for (; left >= 4; left -= 4) {
		b0 = v128.load(b);
		b1 = v128.load(b, 16);
		x = v128.load_splat<f32>(a0);
		s00 = multiplyAdd(x, b0, s00);
		s01 = multiplyAdd(x, b1, s01);
		x = v128.load_splat<f32>(a1);
		s10 = multiplyAdd(x, b0, s10);
		s11 = multiplyAdd(x, b1, s11);
		x = v128.load_splat<f32>(a2);
		s20 = multiplyAdd(x, b0, s20);
		s21 = multiplyAdd(x, b1, s21);
		x = v128.load_splat<f32>(a3);
		s30 = multiplyAdd(x, b0, s30);
		s31 = multiplyAdd(x, b1, s31);
		b0 = v128.load(b, 32);
		b1 = v128.load(b, 48);
		x = v128.load_splat<f32>(a0, 4);
		s00 = multiplyAdd(x, b0, s00);
		s01 = multiplyAdd(x, b1, s01);
		x = v128.load_splat<f32>(a1, 4);
		s10 = multiplyAdd(x, b0, s10);
		s11 = multiplyAdd(x, b1, s11);
		x = v128.load_splat<f32>(a2, 4);
		s20 = multiplyAdd(x, b0, s20);
		s21 = multiplyAdd(x, b1, s21);
		x = v128.load_splat<f32>(a3, 4);
		s30 = multiplyAdd(x, b0, s30);
		s31 = multiplyAdd(x, b1, s31);
		b0 = v128.load(b, 64);
		b1 = v128.load(b, 80);
		x = v128.load_splat<f32>(a0, 8);
		s00 = multiplyAdd(x, b0, s00);
		s01 = multiplyAdd(x, b1, s01);
		x = v128.load_splat<f32>(a1, 8);
		s10 = multiplyAdd(x, b0, s10);
		s11 = multiplyAdd(x, b1, s11);
		x = v128.load_splat<f32>(a2, 8);
		s20 = multiplyAdd(x, b0, s20);
		s21 = multiplyAdd(x, b1, s21);
		x = v128.load_splat<f32>(a3, 8);
		s30 = multiplyAdd(x, b0, s30);
		s31 = multiplyAdd(x, b1, s31);
		b0 = v128.load(b, 96);
		b1 = v128.load(b, 112);
		x = v128.load_splat<f32>(a0, 12);
		s00 = multiplyAdd(x, b0, s00);
		s01 = multiplyAdd(x, b1, s01);
		x = v128.load_splat<f32>(a1, 12);
		s10 = multiplyAdd(x, b0, s10);
		s11 = multiplyAdd(x, b1, s11);
		x = v128.load_splat<f32>(a2, 12);
		s20 = multiplyAdd(x, b0, s20);
		s21 = multiplyAdd(x, b1, s21);
		x = v128.load_splat<f32>(a3, 12);
		s30 = multiplyAdd(x, b0, s30);
		s31 = multiplyAdd(x, b1, s31);
		a0 += 16;
		a1 += 16;
		a2 += 16;
		a3 += 16;
		b += 128;
	}
	for (; left > 0; left--) {
		b0 = v128.load(b);
		b1 = v128.load(b, 16);
		x = v128.load_splat<f32>(a0);
		s00 = multiplyAdd(x, b0, s00);
		s01 = multiplyAdd(x, b1, s01);
		x = v128.load_splat<f32>(a1);
		s10 = multiplyAdd(x, b0, s10);
		s11 = multiplyAdd(x, b1, s11);
		x = v128.load_splat<f32>(a2);
		s20 = multiplyAdd(x, b0, s20);
		s21 = multiplyAdd(x, b1, s21);
		x = v128.load_splat<f32>(a3);
		s30 = multiplyAdd(x, b0, s30);
		s31 = multiplyAdd(x, b1, s31);
		a0 += 4;
		a1 += 4;
		a2 += 4;
		a3 += 4;
		b += 32;
	}
	v128.store(c, s00);
	v128.store(c, s01, 16);
	v128.store(c1, s10);
	v128.store(c1, s11, 16);
	v128.store(c2, s20);
	v128.store(c2, s21, 16);
	v128.store(c3, s30);
	v128.store(c3, s31, 16);
}

/** A lies by columns: its four rows are neighbours, and the next k is `aStep` further. */
function tileOfColumns(c: usize, cRow: usize, a: usize, aStep: usize, b: usize, deep: i32, add: bool): void {
	const c1 = c + cRow;
	const c2 = c1 + cRow;
	const c3 = c2 + cRow;
	const zero = f32x4.splat(0);
	let s00 = add ? v128.load(c) : zero;
	let s01 = add ? v128.load(c, 16) : zero;
	let s10 = add ? v128.load(c1) : zero;
	let s11 = add ? v128.load(c1, 16) : zero;
	let s20 = add ? v128.load(c2) : zero;
	let s21 = add ? v128.load(c2, 16) : zero;
	let s30 = add ? v128.load(c3) : zero;
	let s31 = add ? v128.load(c3, 16) : zero;
	let b0 = zero;
	let b1 = zero;
	let x = zero;
	let left = deep;
	for (; left >= 4; left -= 4) {
		b0 = v128.load(b);
		b1 = v128.load(b, 16);
		x = v128.load_splat<f32>(a);
		s00 = multiplyAdd(x, b0, s00);
		s01 = multiplyAdd(x, b1, s01);
		x = v128.load_splat<f32>(a, 4);
		s10 = multiplyAdd(x, b0, s10);
		s11 = multiplyAdd(x, b1, s11);
		x = v128.load_splat<f32>(a, 8);
		s20 = multiplyAdd(x, b0, s20);
		s21 = multiplyAdd(x, b1, s21);
		x = v128.load_splat<f32>(a, 12);
		s30 = multiplyAdd(x, b0, s30);
		s31 = multiplyAdd(x, b1, s31);
		a += aStep;
		b0 = v128.load(b, 32);
		b1 = v128.load(b, 48);
		x = v128.load_splat<f32>(a);
		s00 = multiplyAdd(x, b0, s00);
		s01 = multiplyAdd(x, b1, s01);
		x = v128.load_splat<f32>(a, 4);
		s10 = multiplyAdd(x, b0, s10);
		s11 = multiplyAdd(x, b1, s11);
		x = v128.load_splat<f32>(a, 8);
		s20 = multiplyAdd(x, b0, s20);
		s21 = multiplyAdd(x, b1, s21);
		x = v128.load_splat<f32>(a, 12);
		s30 = multiplyAdd(x, b0, s30);
		s31 = multiplyAdd(x, b1, s31);
		a += aStep;
		b0 = v128.load(b, 64);
		b1 = v128.load(b, 80);
		x = v128.load_splat<f32>(a);
		s00 = multiplyAdd(x, b0, s00);
		s01 = multiplyAdd(x, b1, s01);
		x = v128.load_splat<f32>(a, 4);
		s10 = multiplyAdd(x, b0, s10);
		s11 = multiplyAdd(x, b1, s11);
		x = v128.load_splat<f32>(a, 8);
		s20 = multiplyAdd(x, b0, s20);
		s21 = multiplyAdd(x, b1, s21);
		x = v128.load_splat<f32>(a, 12);
		s30 = multiplyAdd(x, b0, s30);
		s31 = multiplyAdd(x, b1, s31);
		a += aStep;
		b0 = v128.load(b, 96);
		b1 = v128.load(b, 112);
		x = v128.load_splat<f32>(a);
		s00 = multiplyAdd(x, b0, s00);
		s01 = multiplyAdd(x, b1, s01);
		x = v128.load_splat<f32>(a, 4);
		s10 = multiplyAdd(x, b0, s10);
		s11 = multiplyAdd(x, b1, s11);
		x = v128.load_splat<f32>(a, 8);
		s20 = multiplyAdd(x, b0, s20);
		s21 = multiplyAdd(x, b1, s21);
		x = v128.load_splat<f32>(a, 12);
		s30 = multiplyAdd(x, b0, s30);
		s31 = multiplyAdd(x, b1, s31);
		a += aStep;
		b += 128;
	}
	for (; left > 0; left--) {
		b0 = v128.load(b);
		b1 = v128.load(b, 16);
		x = v128.load_splat<f32>(a);
		s00 = multiplyAdd(x, b0, s00);
		s01 = multiplyAdd(x, b1, s01);
		x = v128.load_splat<f32>(a, 4);
		s10 = multiplyAdd(x, b0, s10);
		s11 = multiplyAdd(x, b1, s11);
		x = v128.load_splat<f32>(a, 8);
		s20 = multiplyAdd(x, b0, s20);
		s21 = multiplyAdd(x, b1, s21);
		x = v128.load_splat<f32>(a, 12);
		s30 = multiplyAdd(x, b0, s30);
		s31 = multiplyAdd(x, b1, s31);
		a += aStep;
		b += 32;
	}
	v128.store(c, s00);
	v128.store(c, s01, 16);
	v128.store(c1, s10);
	v128.store(c1, s11, 16);
	v128.store(c2, s20);
	v128.store(c2, s21, 16);
	v128.store(c3, s30);
	v128.store(c3, s31, 16);
}

/** Panels of eight columns: to[k · 8 + j]. Columns that are not there are zero. */
function pack(to: usize, b: usize, n: i32, deep: i32, broad: i32): void {
	const row = (<usize>n) << 2;
	for (let j = 0; j < broad; j += 8) {
		let from = b + ((<usize>j) << 2);
		if (broad - j >= 8) {
			for (let p = 0; p < deep; p++) {
				v128.store(to, v128.load(from));
				v128.store(to, v128.load(from, 16), 16);
				to += 32;
				from += row;
			}
			continue;
		}
		for (let p = 0; p < deep; p++) {
			for (let q = 0; q < 8; q++) {
				store<f32>(to + ((<usize>q) << 2), q < broad - j ? load<f32>(from + ((<usize>q) << 2)) : 0);
			}
			to += 32;
			from += row;
		}
	}
}

/** The same from a B that lies by columns: column j begins at b + j·k. */
function packTransposed(to: usize, b: usize, k: i32, deep: i32, broad: i32): void {
	const column = (<usize>k) << 2;
	for (let j = 0; j < broad; j += 8) {
		for (let q = 0; q < 8; q++) {
			const end = to + ((<usize>q) << 2) + ((<usize>deep) << 5);
			if (q < broad - j) {
				let from = b + <usize>(j + q) * column;
				for (let at = to + ((<usize>q) << 2); at < end; at += 32, from += 4) store<f32>(at, load<f32>(from));
			} else {
				for (let at = to + ((<usize>q) << 2); at < end; at += 32) store<f32>(at, 0);
			}
		}
		to += (<usize>deep) << 5;
	}
}
