import type { Tensor } from "../../network/index.js";

const mostRows = 20;
const mostColumns = 12;

/**
 * `Tensor (2, 3)` and below it the numbers in columns, to four digits.
 *
 *     Tensor (2, 3)
 *        1    2.5  -0.125
 *     1000  1e-10       0
 */
export function tensorText(tensor: Tensor, depth: number): string {
	const { shape, data } = tensor;
	const [rows, columns] = [shape.length === 2 ? shape[0] : 1, shape.at(-1) ?? 1];
	if (!ArrayBuffer.isView(data) || ![rows, columns].every((size) => Number.isSafeInteger(size) && size >= 0))
		return "[a tensor that cannot be read]";
	const title = `${tensor.isParameter ? "parameter" : "Tensor"} (${shape.join(", ")})`;
	if (shape.length === 0) return `${title} ${data[0]}`;
	if (depth > 0 || rows * columns === 0) return title;
	const texts = Array.from({ length: Math.min(rows, mostRows) }, (_, i) =>
		Array.from({ length: Math.min(columns, mostColumns) }, (_, j) => shortNumber(data[i * columns + j]!)),
	);
	const width = Math.max(...texts.flat().map((text) => text.length));
	const lines = texts.map((row) => row.map((text) => text.padStart(width)).join("  "));
	const cut = [
		columns > mostColumns && `${columns - mostColumns} more columns`,
		rows > mostRows && `${rows - mostRows} more rows`,
	].filter(Boolean);
	return [title, ...lines, ...(cut.length > 0 ? [`… ${cut.join(" and ")}`] : [])].join("\n");
}

/** To four digits, and no longer than that needs. */
export function shortNumber(x: number, digits = 4): string {
	if (!Number.isFinite(x)) return String(x);
	return Object.is(x, -0) ? "-0" : String(Number(x.toPrecision(digits)));
}
