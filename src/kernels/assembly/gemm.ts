/**
 * C = op(A) · op(B) by tiles of 4 × 8, which are eight registers. B is packed in panels of eight columns, a block of
 * `depth` × `breadth` at a time, so that the panels stay in the second cache; the four rows of A that meet them are
 * packed too, whichever way A lies. The sums continue from one block to the next, so that blocks do not show in the
 * result: every entry adds up with k ascending.
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

const blockBytes = depth * breadth * 4;
const stripBytes = depth * 4 * 4;
const tileBytes = 4 * 8 * 4;

/** Bytes that `scratch` must have: the block of B, the strip of A, and one tile. */
export function gemmScratch(): i32 {
	return blockBytes + stripBytes + tileBytes;
}

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
	const strip = scratch + blockBytes;
	const row = (<usize>n) << 2;
	for (let p = 0; p < k; p += depth) {
		const deep = min(depth, k - p);
		const more = add || p > 0;
		for (let j = 0; j < n; j += breadth) {
			const broad = min(breadth, n - j);
			if (transposeB) packColumns(scratch, b + ((<usize>(j * k + p)) << 2), k, deep, broad);
			else packPanels(scratch, b + ((<usize>(p * n + j)) << 2), n, deep, broad);
			for (let i = from; i < to; i += 4) {
				const rows = min(4, to - i);
				if (transposeA) packStrip(strip, a + ((<usize>(p * m + i)) << 2), m, deep);
				else packRows(strip, a + ((<usize>(i * k + p)) << 2), k, deep, rows);
				tiles(c + ((<usize>(i * n + j)) << 2), row, strip, scratch, rows, deep, broad, more);
			}
		}
	}
}

/** One row of tiles: up to four rows, all columns of the block. What is not there is computed, and left aside. */
function tiles(c: usize, row: usize, strip: usize, panel: usize, rows: i32, deep: i32, broad: i32, add: bool): void {
	const aside = strip + stripBytes;
	for (let j = 0; j < broad; j += 8) {
		if (rows == 4 && broad - j >= 8) {
			tile(c, row, strip, panel, deep, add);
		} else {
			const columns = min(8, broad - j);
			if (add) copyTile(aside, 32, c, row, rows, columns);
			tile(aside, 32, strip, panel, deep, add);
			copyTile(c, row, aside, 32, rows, columns);
		}
		c += 32;
		panel += (<usize>deep) << 5;
	}
}

function copyTile(to: usize, toRow: usize, from: usize, fromRow: usize, rows: i32, columns: i32): void {
	for (let i = 0; i < rows; i++) {
		for (let j: usize = 0; j < (<usize>columns) << 2; j += 4) store<f32>(to + j, load<f32>(from + j));
		to += toRow;
		from += fromRow;
	}
}

/**
 * 4 × 8 of C = strip (deep, 4)ᵀ · panel (deep, 8). One step to a turn: V8 collects the loads of a block at its
 * beginning, and those of several steps would not fit in the registers.
 */
function tile(c: usize, row: usize, a: usize, b: usize, deep: i32, add: bool): void {
	const c1 = c + row;
	const c2 = c1 + row;
	const c3 = c2 + row;
	const zero = f32x4.splat(0);
	let s00 = zero;
	let s01 = zero;
	let s10 = zero;
	let s11 = zero;
	let s20 = zero;
	let s21 = zero;
	let s30 = zero;
	let s31 = zero;
	if (add) {
		s00 = v128.load(c);
		s01 = v128.load(c, 16);
		s10 = v128.load(c1);
		s11 = v128.load(c1, 16);
		s20 = v128.load(c2);
		s21 = v128.load(c2, 16);
		s30 = v128.load(c3);
		s31 = v128.load(c3, 16);
	}
	const end = b + (<usize>deep << 5);
	while (b < end) {
		const b0 = v128.load(b);
		const b1 = v128.load(b, 16);
		let x = v128.load_splat<f32>(a);
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
		a += 16;
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
function packPanels(to: usize, b: usize, n: i32, deep: i32, broad: i32): void {
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
function packColumns(to: usize, b: usize, k: i32, deep: i32, broad: i32): void {
	const column = (<usize>k) << 2;
	const bytes = (<usize>deep) << 5;
	for (let j = 0; j < broad; j += 8, to += bytes) {
		const left = broad - j;
		if (left < 8) memory.fill(to, 0, bytes);
		const from = b + <usize>j * column;
		packFour(to, from, column, 32, deep, min(left, 4));
		if (left > 4) packFour(to + 16, from + 4 * column, column, 32, deep, min(left - 4, 4));
	}
}

/** Four rows of A: to[k · 4 + i]. */
function packRows(to: usize, a: usize, k: i32, deep: i32, rows: i32): void {
	packFour(to, a, (<usize>k) << 2, 16, deep, rows);
}

/** The same from an A that lies by columns: its rows are neighbours. */
function packStrip(to: usize, a: usize, m: i32, deep: i32): void {
	const step = (<usize>m) << 2;
	for (const end = to + ((<usize>deep) << 4); to < end; to += 16, a += step) v128.store(to, v128.load(a));
}

/** Up to four lines of length `deep`, `line` bytes apart, side by side: to[k · step + i]. */
function packFour(to: usize, from: usize, line: usize, step: usize, deep: i32, lines: i32): void {
	// Lines that are not there are copies of the last one.
	let l0 = from;
	let l1 = lines > 1 ? l0 + line : l0;
	let l2 = lines > 2 ? l1 + line : l1;
	let l3 = lines > 3 ? l2 + line : l2;
	let left = deep;
	for (; left >= 4; left -= 4) {
		const x0 = v128.load(l0);
		const x1 = v128.load(l1);
		const x2 = v128.load(l2);
		const x3 = v128.load(l3);
		const low01 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5);
		const low23 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5);
		const high01 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7);
		const high23 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
		v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
		v128.store(to + step, v128.shuffle<f64>(low01, low23, 1, 3));
		v128.store(to + 2 * step, v128.shuffle<f64>(high01, high23, 0, 2));
		v128.store(to + 3 * step, v128.shuffle<f64>(high01, high23, 1, 3));
		l0 += 16;
		l1 += 16;
		l2 += 16;
		l3 += 16;
		to += 4 * step;
	}
	for (; left > 0; left--) {
		store<f32>(to, load<f32>(l0));
		store<f32>(to, load<f32>(l1), 4);
		store<f32>(to, load<f32>(l2), 8);
		store<f32>(to, load<f32>(l3), 12);
		l0 += 4;
		l1 += 4;
		l2 += 4;
		l3 += 4;
		to += step;
	}
}
