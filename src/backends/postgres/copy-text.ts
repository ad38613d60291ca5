/** Lists are arrays of the database; what is JSON there is a text here. */
export type Cell = null | boolean | number | string | readonly string[] | readonly number[] | Float32Array;

/** A line of COPY in its text format. */
export function copyLine(cells: readonly Cell[]): string {
	return `${cells.map(field).join("\t")}\n`;
}

/** The same line, with its list of numbers as pgvector writes it. */
export function withVector(line: string): string {
	return line.replace("{", "[").replace("}", "]");
}

function field(cell: Cell): string {
	if (cell === null) return "\\N";
	if (typeof cell === "string") return escaped(cell);
	if (typeof cell === "number") return String(cell);
	if (typeof cell === "boolean") return cell ? "t" : "f";
	if (cell instanceof Float32Array) return `{${cell.join(",")}}`;
	const items = cell.map((item) => (typeof item === "number" ? String(item) : quoted(item)));
	return escaped(`{${items.join(",")}}`);
}

function quoted(item: string): string {
	return `"${item.replace(/["\\]/g, "\\$&")}"`;
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function escaped(text: string): string {
	return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => escapes[character]!) : text;
}
