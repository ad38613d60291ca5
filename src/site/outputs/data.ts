import { shownColumns, shownField, shownJson, shownRows } from "./limits.js";
import { el, type OutputElement, type OutputNode } from "./node.js";

/** `application/vnd.notapse.table+json`; undefined when it is none. */
export function tableTree(content: unknown, more: (rows: number) => OutputNode): OutputNode | undefined {
	const table = readTable(content);
	if (table === undefined) return undefined;
	const { columns, rows } = table;
	const shown = rows.slice(0, shownRows);
	const width = Math.min(shownColumns, Math.max(columns.length, ...shown.map((row) => row.length), 0));
	const numeric = Array.from(
		{ length: width },
		(_, i) =>
			shown.length > 0 && shown.every((row) => isNumeric(row[i])) && shown.some((row) => row[i] != null),
	);
	const line = (tag: "th" | "td", fields: readonly unknown[]) =>
		el(
			"tr",
			{},
			...numeric.map((isNumber, i) =>
				el(tag, { class: isNumber && "number", scope: tag === "th" && "col" }, fieldText(fields[i])),
			),
		);
	const head = columns.length > 0 && el("thead", {}, line("th", columns));
	const body = el("tbody", {}, ...shown.map((row) => line("td", row)));
	const hidden = rows.length - shown.length;
	const scrolling = el("div", { class: "table", tabindex: 0 }, el("table", {}, head, body));
	return hidden > 0 ? el("div", {}, scrolling, el("p", { class: "cell-more" }, more(hidden))) : scrolling;
}

interface Table {
	readonly columns: readonly unknown[];
	readonly rows: readonly (readonly unknown[])[];
}

function readTable(content: unknown): Table | undefined {
	if (typeof content !== "object" || content === null) return undefined;
	const { columns, rows } = content as { columns?: unknown; rows?: unknown };
	if (!Array.isArray(columns) || !Array.isArray(rows)) return undefined;
	const names = columns.map((column) =>
		typeof column === "object" && column !== null ? ((column as { name?: unknown }).name ?? "") : column,
	);
	const list = (row: unknown): readonly unknown[] =>
		Array.isArray(row)
			? row
			: typeof row === "object" && row !== null
				? names.map((name) =>
						Object.hasOwn(row, String(name)) ? (row as Record<string, unknown>)[String(name)] : undefined,
					)
				: [row];
	return { columns: names, rows: rows.slice(0, shownRows).map(list).concat(rows.slice(shownRows)) };
}

function isNumeric(value: unknown): boolean {
	if (value === null || value === undefined || typeof value === "number") return true;
	return (
		typeof value === "string" &&
		/^(?:[-−]?\d{1,30}(?:\.\d{1,30})?(?:e[-+]?\d{1,4})?|NaN|-?Infinity)$/.test(value)
	);
}

function fieldText(value: unknown): string {
	if (value === null || value === undefined) return "";
	const text = typeof value === "object" ? JSON.stringify(value) : String(value);
	return text.length > shownField ? `${text.slice(0, shownField)}…` : text;
}

/** JSON with a little order: what fits on a line stands on one. */
export function jsonTree(content: unknown): OutputElement {
	const text = JSON.stringify(content, null, 2) ?? "";
	const cut = text.length > shownJson ? `${text.slice(0, shownJson)}\n…` : text;
	return el("pre", { class: "cell-text", tabindex: 0 }, el("code", {}, cut));
}
