/** Making and turning sparse matrices. Everything is linear in entries, rows and columns, and sorted without comparing. */
import type { Csr, Kernels } from "./kernels.js";

/** Where the arrays of a new matrix come from: any `Kernels`. */
export type Memory = Pick<Kernels, "floats" | "indices">;

/** Entries in any order; those with the same place are added up, in their order. Without weights each counts 1. */
export interface Entries {
	readonly rows: ArrayLike<number>;
	readonly columns: ArrayLike<number>;
	readonly weights?: ArrayLike<number>;
}

export function csrFromEntries(memory: Memory, rows: number, width: number, entries: Entries): Csr {
	const n = entries.rows.length;
	// Radix sort: stable by column, then stable by row.
	const byColumn = countingOrder(entries.columns, width, identity(n));
	const order = countingOrder(entries.rows, rows, byColumn);
	const merged = new Float64Array(n);
	const columns = new Uint32Array(n);
	const offsets = memory.indices(rows + 1);
	let filled = 0;
	for (let i = 0; i < n; i++) {
		const entry = order[i]!;
		const [row, column, weight] = [
			entries.rows[entry]!,
			entries.columns[entry]!,
			entries.weights?.[entry] ?? 1,
		];
		const before = order[i - 1];
		if (before !== undefined && entries.rows[before] === row && entries.columns[before] === column) {
			merged[filled - 1] = merged[filled - 1]! + weight;
			continue;
		}
		columns[filled] = column;
		merged[filled++] = weight;
		offsets[row + 1] = filled;
	}
	for (let row = 0; row < rows; row++) offsets[row + 1] = Math.max(offsets[row + 1]!, offsets[row]!);
	return {
		rows,
		width,
		offsets,
		columns: copyInto(memory.indices(filled), columns.subarray(0, filled)),
		weights: copyInto(memory.floats(filled), merged.subarray(0, filled)),
	};
}

/** The transposed matrix; entries of each new row are ascending. */
export function transposeCsr(memory: Memory, s: Csr): Csr {
	const count = s.offsets[s.rows]!;
	const offsets = memory.indices(s.width + 1);
	for (let k = 0; k < count; k++) offsets[s.columns[k]! + 1]!++;
	for (let column = 0; column < s.width; column++)
		offsets[column + 1] = offsets[column + 1]! + offsets[column]!;
	const next = offsets.slice();
	const columns = memory.indices(count);
	const weights = memory.floats(count);
	for (let row = 0; row < s.rows; row++) {
		for (let k = s.offsets[row]!; k < s.offsets[row + 1]!; k++) {
			const to = next[s.columns[k]!]!++;
			columns[to] = row;
			weights[to] = s.weights[k]!;
		}
	}
	return { rows: s.width, width: s.rows, offsets, columns, weights };
}

/** D_r^-½ S D_c^-½, with the sums of the rows and of the columns (for a symmetric S: D^-½ S D^-½). Empty sums give 0. */
export function normalizeSymmetric(memory: Memory, s: Csr): Csr {
	const count = s.offsets[s.rows]!;
	const rowSums = new Float64Array(s.rows);
	const columnSums = new Float64Array(s.width);
	for (let row = 0; row < s.rows; row++) {
		for (let k = s.offsets[row]!; k < s.offsets[row + 1]!; k++) {
			rowSums[row] = rowSums[row]! + s.weights[k]!;
			columnSums[s.columns[k]!] = columnSums[s.columns[k]!]! + s.weights[k]!;
		}
	}
	const weights = memory.floats(count);
	for (let row = 0; row < s.rows; row++) {
		for (let k = s.offsets[row]!; k < s.offsets[row + 1]!; k++) {
			const size = rowSums[row]! * columnSums[s.columns[k]!]!;
			weights[k] = size > 0 ? s.weights[k]! / Math.sqrt(size) : 0;
		}
	}
	return { ...s, weights };
}

/** S with the entries of each row divided by their sum: a mean over neighbours. */
export function normalizeMean(memory: Memory, s: Csr): Csr {
	const weights = memory.floats(s.offsets[s.rows]!);
	for (let row = 0; row < s.rows; row++) {
		let total = 0;
		for (let k = s.offsets[row]!; k < s.offsets[row + 1]!; k++) total += s.weights[k]!;
		for (let k = s.offsets[row]!; k < s.offsets[row + 1]!; k++) {
			weights[k] = total > 0 ? s.weights[k]! / total : 0;
		}
	}
	return { ...s, weights };
}

/** The same matrix in another memory: one that is used often should lie where its kernels work. */
export function copyCsr(memory: Memory, s: Csr): Csr {
	const count = s.offsets[s.rows]!;
	return {
		rows: s.rows,
		width: s.width,
		offsets: copyInto(memory.indices(s.rows + 1), s.offsets.subarray(0, s.rows + 1)),
		columns: copyInto(memory.indices(count), s.columns.subarray(0, count)),
		weights: copyInto(memory.floats(count), s.weights.subarray(0, count)),
	};
}

/** The matrix without its empty columns, and which columns were kept, ascending. */
export function compactColumns(memory: Memory, s: Csr): { compact: Csr; kept: Uint32Array } {
	const count = s.offsets[s.rows]!;
	const place = new Uint32Array(s.width);
	for (let k = 0; k < count; k++) place[s.columns[k]!] = 1;
	let width = 0;
	for (let column = 0; column < s.width; column++) if (place[column] === 1) place[column] = ++width;
	const kept = new Uint32Array(width);
	for (let column = 0; column < s.width; column++) if (place[column]! > 0) kept[place[column]! - 1] = column;
	const { offsets, columns, weights } = copyCsr(memory, s);
	for (let k = 0; k < count; k++) columns[k] = place[columns[k]!]! - 1;
	return { compact: { rows: s.rows, width, offsets, columns, weights }, kept };
}

function identity(n: number): Uint32Array {
	const order = new Uint32Array(n);
	for (let i = 0; i < n; i++) order[i] = i;
	return order;
}

/** `order`, stably sorted by keys[·] < size. */
function countingOrder(keys: ArrayLike<number>, size: number, order: Uint32Array): Uint32Array {
	const starts = new Uint32Array(size + 1);
	for (let i = 0; i < order.length; i++) starts[keys[i]! + 1]!++;
	for (let key = 0; key < size; key++) starts[key + 1] = starts[key + 1]! + starts[key]!;
	const sorted = new Uint32Array(order.length);
	for (const item of order) sorted[starts[keys[item]!]!++] = item;
	return sorted;
}

function copyInto<T extends { set(from: ArrayLike<number>): void }>(to: T, from: ArrayLike<number>): T {
	to.set(from);
	return to;
}
