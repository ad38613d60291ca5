import type { Csr } from "../../kernels/index.js";

/** The same entries by columns: row j of the result is column j. */
export function transposeCsr({ rows, width, offsets, columns, weights }: Csr): Csr {
	const starts = new Uint32Array(width + 1);
	for (const column of columns) starts[column + 1]!++;
	for (let i = 0; i < width; i++) starts[i + 1]! += starts[i]!;
	const next = starts.slice(0, width);
	const [turned, values] = [new Uint32Array(columns.length), new Float32Array(columns.length)];
	for (let row = 0; row < rows; row++) {
		for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
			const at = next[columns[k]!]!++;
			turned[at] = row;
			values[at] = weights[k]!;
		}
	}
	return { rows: width, width: rows, offsets: starts, columns: turned, weights: values };
}
