import { hostFor } from "./host.js";

/** A file of the vault that the cell declares with `reads=`, by the name used there. */
export function read(name: string, as?: "text"): string;
export function read(name: string, as: "bytes"): Uint8Array;
export function read(name: string, as: "json"): unknown;
/** Comma-separated values with a line of names first: an object for each line. Numbers are numbers. */
export function read(name: string, as: "csv"): Record<string, string | number>[];
export function read(name: string, as: "text" | "bytes" | "json" | "csv" = "text"): unknown {
	const bytes = hostFor("read").read(name);
	if (!bytes) throw new Error(`read: the cell does not say reads=${JSON.stringify(name)}`);
	// A copy: what one cell does to it stays in that cell.
	if (as === "bytes") return bytes.slice();
	const text = new TextDecoder().decode(bytes);
	if (as === "json") return JSON.parse(text);
	return as === "csv" ? readCsv(text) : text;
}

/** RFC 4180, with any line ends. Later columns of one name win; missing fields are empty. */
function readCsv(text: string): Record<string, string | number>[] {
	const [names = [], ...rows] = readRows(text);
	return rows.map(
		(row) => Object.fromEntries(names.map((name, i) => [name, asNumber(row[i] ?? "")])), // own keys, `__proto__` too
	);
}

function readRows(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	// A field, and what ends it: quoted with doubled quotes, or up to the next comma or line end.
	for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|\n|\r|$)/g)) {
		row.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
		if (end === ",") continue;
		if (row.length > 1 || row[0] !== "") rows.push(row);
		row = [];
	}
	return rows;
}

function asNumber(field: string): string | number {
	return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(field) ? Number(field) : field;
}
