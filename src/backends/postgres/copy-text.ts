import type { Cell } from "./parts.js";

/** A line of COPY in its text format. @param vector whether lists of numbers are of pgvector's type */
export function copyLine(cells: readonly Cell[], vector: boolean): string {
	return `${cells.map((cell) => field(cell, vector)).join("\t")}\n`;
}

function field(cell: Cell, vector: boolean): string {
	if (cell === null) return "\\N";
	if (typeof cell === "string") return escaped(cell);
	if (typeof cell === "number") return String(cell);
	if (typeof cell === "boolean") return cell ? "t" : "f";
	if (cell instanceof Float32Array) return vector ? `[${cell.join(",")}]` : `{${cell.join(",")}}`;
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
