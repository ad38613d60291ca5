import type { PropertyValue } from "../../model/index.js";
import { canonicalName } from "../language/names.js";

/** A line of a table in a file: values by the names of their columns, as written and as Dataview writes names. */
export type CsvRow = ReadonlyMap<string, PropertyValue>;

const mostRows = 200_000;
const mostColumns = 1_000;

/**
 * RFC 4180 with any line ends; names in the first line. The separator is the comma, or the semicolon or tab where the first
 * line has more of these; lines that begin with `#` say nothing, nor do empty ones. What looks like a number is one, and
 * `true` and `false` are what they say.
 */
export function readCsv(text: string): CsvRow[] {
	const [names = [], ...rows] = readRows(text.replace(/^\uFEFF/, ""));
	return rows.map((row) => {
		const fields = new Map<string, PropertyValue>();
		for (const [i, name] of names.entries()) fields.set(name, csvValue(row[i]));
		for (const name of names) fields.set(canonicalName(name), fields.get(name) ?? null);
		return fields;
	});
}

function readRows(text: string): string[][] {
	const separator = separatorOf(text);
	const field = new RegExp(`"((?:[^"]|"")*)"[^${separator}\\r\\n]*|([^${separator}\\r\\n]*)`, "y");
	const rows: string[][] = [];
	let row: string[] = [];
	let at = 0;
	while (at <= text.length && rows.length < mostRows) {
		if (row.length === 0 && text[at] === "#") {
			const end = text.indexOf("\n", at);
			if (end < 0) break;
			at = end + 1;
			continue;
		}
		field.lastIndex = at;
		const [whole = "", quoted, bare = ""] = field.exec(text) ?? [];
		at += whole.length;
		if (row.length < mostColumns) row.push(quoted?.replaceAll('""', '"') ?? bare);
		if (text[at] === separator) {
			at++;
			continue;
		}
		if (row.length > 1 || row[0]!.trim() !== "") rows.push(row);
		row = [];
		if (at >= text.length) break;
		at += text.startsWith("\r\n", at) ? 2 : 1;
	}
	return rows;
}

function separatorOf(text: string): string {
	const [first = ""] = /^(?:#[^\n]*\n)*[^\r\n]*/.exec(text.slice(0, 100_000)) ?? [];
	const line = first.slice(first.lastIndexOf("\n") + 1);
	const count = (sign: string) => line.split(sign).length - 1;
	const [most] = [",", ";", "\t"].map((sign) => [sign, count(sign)] as const).sort((a, b) => b[1] - a[1]);
	return most?.[0] ?? ",";
}

function csvValue(field: string | undefined): PropertyValue {
	const text = field?.trim() ?? "";
	if (text === "") return null;
	if (/^[+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:e[+-]?\d{1,3})?$/i.test(text)) return Number(text);
	if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
	return text;
}
