import { type ExportInput, rowsOf } from "./rows.js";

/** What each row of the matrix stands for: a line for each, under a line of names. */
export function toRowsTsv(input: ExportInput): string {
	return linesOf(input, () => []);
}

/** The same with the numbers as last columns. */
export function toTsv(input: ExportInput): string {
	const { vectors, dimension } = input.embedding;
	const names = Array.from({ length: dimension }, (_, k) => `v${k}`);
	return linesOf(input, (row) =>
		row < 0 ? names : Array.from(vectors.subarray(row * dimension, (row + 1) * dimension), String),
	);
}

const names = ["id", "kind", "title", "path", "region", "x", "y"] as const;

/** @param more further cells of a row; of the first line, which is row -1, their names */
function linesOf(input: ExportInput, more: (row: number) => readonly string[]): string {
	const lines = rowsOf(input).map((row, i) => [...names.map((name) => cell(row[name])), ...more(i)]);
	return [[...names, ...more(-1)], ...lines].map((cells) => `${cells.join("\t")}\n`).join("");
}

/** The format has no way to write a tab or a line break. */
function cell(value: string | number | undefined): string {
	return value === undefined ? "" : String(value).replace(/[\t\n\r]+/g, " ");
}
