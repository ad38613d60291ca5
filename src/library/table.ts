import { Tensor } from "../network/index.js";
import { escapeMarkup } from "./escape.js";
import { isDate, isMap, ownValue } from "./inspect/kinds.js";
import { shortNumber } from "./inspect/tensor-text.js";
import { inspectText } from "./inspect/text.js";
import { checkNames } from "./known-names.js";
import { contentOf, Shown } from "./shown.js";
import { columnsOf } from "./text-width.js";

/** Records, rows, columns by name, a map, or a matrix. */
export type TableData =
	| readonly object[]
	| readonly (readonly unknown[])[]
	| Readonly<Record<string, ArrayLike<unknown>>>
	| ReadonlyMap<unknown, unknown>
	| Tensor;

export interface TableOptions {
	/** Which columns, in this order. Without: all, as they come. */
	readonly columns?: readonly string[];
	readonly caption?: string;
	/** Significant digits of numbers; 6. */
	readonly digits?: number;
	/** Rows that are shown; 100. How many there are is said below. */
	readonly rows?: number;
}

/**
 * A table: right-aligned numbers, and what stands in it as text, or as it looks if it is `html` or a chart.
 *
 *     table([{ cell: "lstm", loss: 0.031 }, { cell: "gru", loss: 0.029 }], { caption: "After 100 epochs" })
 */
export function table(data: TableData, options: TableOptions = {}): Shown {
	checkNames("table", options, ["columns", "caption", "digits", "rows"]);
	const { caption, digits = 6, rows: most = 100 } = options;
	const grid = gridOf(data, Math.max(0, Math.min(most, 10_000)));
	const order = options.columns?.map((name) => grid.columns.indexOf(name)) ?? [...grid.columns.keys()];
	const columns = order.map((at, i) => (at < 0 ? options.columns![i]! : grid.columns[at]!));
	const cells = grid.rows.map((row) => order.map((at) => cellOf(row[at], digits)));
	const numeric = columns.map(
		(_, j) =>
			cells.every((row) => row[j]!.numeric || row[j]!.text === "") && cells.some((row) => row[j]!.numeric),
	);
	const seen: Seen = { columns, cells, numeric, caption, more: grid.total - grid.rows.length };
	return new Shown({
		"text/html": toHtml(seen),
		"application/vnd.notapse.table+json": {
			columns: columns.map((name, j) => ({ name, kind: numeric[j] ? "number" : "text" })),
			rows: cells.map((row) => row.map(({ plain }) => plain)),
			total: grid.total,
			...(caption !== undefined && { caption }),
		},
		"text/plain": toText(seen),
	});
}

interface Grid {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly unknown[])[];
	/** Rows there are, shown or not. */
	readonly total: number;
}

const mostColumns = 100;

function gridOf(data: TableData, most: number): Grid {
	if (data instanceof Tensor) return ofRows(data.toArrays(), most);
	if (Array.isArray(data))
		return data.slice(0, most).some(Array.isArray) ? ofRows(data, most) : ofRecords(data, most);
	if (typeof data !== "object" || data === null)
		throw new TypeError(`table: rows are wanted, not ${inspectText(data)}`);
	if (isMap(data)) return { ...ofRows(Array.from(data.entries()), most), columns: ["key", "value"] };
	return ofColumns(data as Readonly<Record<string, ArrayLike<unknown>>>, most);
}

function ofRows(rows: readonly (readonly unknown[])[], most: number): Grid {
	const shown = rows.slice(0, most).map((row) => (Array.isArray(row) ? row.slice(0, mostColumns) : [row]));
	const width = shown.reduce((width, row) => Math.max(width, row.length), 0);
	return { columns: Array.from({ length: width }, (_, j) => String(j)), rows: shown, total: rows.length };
}

function ofRecords(records: readonly unknown[], most: number): Grid {
	const shown = records.slice(0, most);
	const names = new Set<string>();
	for (const record of shown)
		if (typeof record === "object" && record !== null)
			for (const name of Object.keys(record)) if (names.size < mostColumns) names.add(name);
	const others = shown.some((record) => typeof record !== "object" || record === null);
	const columns = [...names];
	if (others) columns.push("value");
	const rows = shown.map((record) => {
		if (typeof record !== "object" || record === null)
			return [...columns.slice(1).map(() => undefined), record];
		return columns.map((name) => (names.has(name) ? ownValue(record, name) : undefined));
	});
	return { columns, rows, total: records.length };
}

function ofColumns(data: Readonly<Record<string, ArrayLike<unknown>>>, most: number): Grid {
	const columns = Object.keys(data).slice(0, mostColumns);
	const lists = columns.map((name) => listOf(ownValue(data, name)));
	const total = lists.reduce((total, list) => Math.max(total, list.length), 0);
	const rows = Array.from({ length: Math.min(total, most) }, (_, i) => lists.map((list) => list[i]));
	return { columns, rows, total };
}

/** A single value is a column of one row: an object of numbers is a table as well. */
function listOf(value: unknown): ArrayLike<unknown> {
	if (value instanceof Tensor) return value.shape.length === 2 ? value.toArrays() : value.data;
	return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))
		? (value as ArrayLike<unknown>)
		: [value];
}

interface Cell {
	readonly text: string;
	readonly html: string;
	readonly numeric: boolean;
	readonly plain: string | number | boolean | null;
}

function cellOf(value: unknown, digits: number): Cell {
	if (value === undefined || value === null) return { text: "", html: "", numeric: false, plain: null };
	if (typeof value === "number") {
		const text = shortNumber(value, digits);
		return {
			text,
			html: text.replace("-", "−"),
			numeric: true,
			plain: Number.isFinite(value) ? value : text,
		};
	}
	const text = textOf(value);
	const markup = contentOf(value, "text/html") ?? contentOf(value, "image/svg+xml");
	const numeric = typeof value === "bigint";
	return {
		text,
		html: markup ?? escapeMarkup(text),
		numeric,
		plain: typeof value === "boolean" ? value : text,
	};
}

const longest = 300;

function textOf(value: unknown): string {
	if (typeof value === "bigint") return String(value);
	if (typeof value === "object" && value !== null && isDate(value) && !Number.isNaN(value.getTime()))
		return value.toISOString().replace(/T00:00:00\.000Z$/, "");
	const text = inspectText(value).replace(/\s+/g, " ");
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

interface Seen {
	readonly columns: readonly string[];
	readonly cells: readonly (readonly Cell[])[];
	readonly numeric: readonly boolean[];
	readonly caption: string | undefined;
	readonly more: number;
}

function toHtml({ columns, cells, numeric, caption, more }: Seen): string {
	const side = (j: number) => (numeric[j] ? ' align="right"' : "");
	const head = columns.map((name, j) => `<th scope="col"${side(j)}>${escapeMarkup(name)}</th>`).join("");
	const body = cells.map(
		(row) => `<tr>${row.map(({ html }, j) => `<td${side(j)}>${html}</td>`).join("")}</tr>`,
	);
	return [
		"<table>",
		...(caption === undefined ? [] : [`<caption>${escapeMarkup(String(caption))}</caption>`]),
		`<thead><tr>${head}</tr></thead>`,
		"<tbody>",
		...body,
		"</tbody>",
		...(more > 0
			? [`<tfoot><tr><td colspan="${columns.length || 1}">${moreRows(more)}</td></tr></tfoot>`]
			: []),
		"</table>",
	].join("\n");
}

function toText({ columns, cells, numeric, caption, more }: Seen): string {
	const widths = columns.map((name, j) =>
		Math.min(
			40,
			cells.reduce((most, row) => Math.max(most, columnsOf(row[j]!.text)), columnsOf(name)),
		),
	);
	const line = (texts: readonly string[]) =>
		texts
			.map((text, j) => padded(text, widths[j]!, numeric[j]!))
			.join("  ")
			.trimEnd();
	return [
		...(caption === undefined ? [] : [String(caption)]),
		line(columns),
		widths.map((width) => "-".repeat(width)).join("  "),
		...cells.map((row) => line(row.map(({ text }) => text))),
		...(more > 0 ? [moreRows(more)] : []),
	].join("\n");
}

function moreRows(count: number): string {
	return `… ${count} more ${count === 1 ? "row" : "rows"}`;
}

function padded(text: string, width: number, right: boolean): string {
	let cut = text;
	if (columnsOf(text) > width) {
		cut = "";
		for (const sign of text) {
			if (columnsOf(cut) + columnsOf(sign) > width - 1) break;
			cut += sign;
		}
		cut += "…";
	}
	const space = " ".repeat(Math.max(0, width - columnsOf(cut)));
	return right ? space + cut : cut + space;
}
