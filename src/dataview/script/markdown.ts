/** Tables, lists and tasks as Markdown, as `dv.markdownTable` and its kin give them. */
import { elementsOf, isGrouped } from "./data-array.js";
import { Link } from "./link.js";
import { nestedItems, type ScriptItem } from "./nested-items.js";
import { Widget } from "./widget.js";

type Print = (value: unknown) => string;

export function markdownTable(headers: unknown, values: unknown, print: Print): string {
	const titles = elementsOf(headers).map((title) => escapeBars(print(title)));
	const rows = elementsOf(values).map((row) =>
		elementsOf(row).map((cell) => escapeBars(cellText(cell, print))),
	);
	const [first] = rows;
	if (first !== undefined && first.length !== titles.length)
		throw new Error(`A table with ${titles.length} headers cannot have rows of ${first.length} values.`);
	const widths = titles.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |\n`;
	return [line(titles), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("");
}

/** Lists and objects in a table's cell are HTML: nothing else has room there. */
function cellText(value: unknown, print: Print): string {
	if (Array.isArray(value))
		return `<ul>${elementsOf(value)
			.map((item) => `<li>${escapeBars(cellText(item, print))}</li>`)
			.join("")}</ul>`;
	if (!isPlainObject(value)) return print(value);
	const entries = Object.entries(value).map(
		([key, inner]) => `<li><b>${escapeBars(key)}</b>: ${escapeBars(cellText(inner, print))}</li>`,
	);
	return `<ul>${entries.join("")}</ul>`;
}

export function markdownList(values: unknown, print: Print): string {
	return listText(values, print, 0);
}

function listText(value: unknown, print: Print, depth: number): string {
	const start = depth === 0 ? "" : "\n";
	const indent = "    ".repeat(depth);
	if (Array.isArray(value)) {
		const items = elementsOf(value).map((item) => `${indent}- ${listText(item, print, depth + 1)}\n`);
		return start + items.join("").replace(/\n\n/g, "\n");
	}
	if (value instanceof Widget && value.$widget === "dataview:list-pair")
		return `${print(value.key)}: ${listText(value.value, print, depth)}`;
	if (!isPlainObject(value)) return print(value);
	const entries = Object.entries(value).map(
		([key, inner]) => `${indent}- ${key}: ${listText(inner, print, depth + 1)}\n`,
	);
	return start + entries.join("").replace(/\n\n/g, "\n");
}

export function markdownTaskList(tasks: unknown, print: Print, depth = 0): string {
	const all = elementsOf(tasks);
	if (!isGrouped(all)) return taskText(nestedItems(all as readonly ScriptItem[]), 0);
	return all
		.map(
			({ key, rows }) =>
				`${"#".repeat(depth + 1)} ${print(key)}\n\n${markdownTaskList(rows, print, depth + 1)}`,
		)
		.join("");
}

function taskText(items: readonly ScriptItem[], depth: number): string {
	return items
		.map((item) => {
			const text = String(item.visual ?? item.text ?? "").replaceAll("\n", " ");
			const box = item.task ? `[${String(item.status ?? " ")}] ` : "";
			const children =
				depth < 60 ? taskText(elementsOf(item.children) as readonly ScriptItem[], depth + 1) : "";
			return `${"    ".repeat(depth)}- ${box}${text}\n${children}`;
		})
		.join("");
}

function escapeBars(text: string): string {
	return text.replace(/\\?\|/g, "\\|");
}

/** Not a date, a link or the like, which have a text of their own. */
function isPlainObject(value: unknown): value is object {
	if (typeof value !== "object" || value === null || value instanceof Link || value instanceof Widget)
		return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}
