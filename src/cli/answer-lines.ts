/** Answers of Dataview, bases and searches in a terminal: what the page shows, as lines. */

import { textOf, withoutTargets } from "../asking/told-answer.js";
import type { AnswerGroup, AnswerTask, AnswerValue, AnswerView } from "../model/index.js";
import { harmless } from "./cells.js";
import type { Paint } from "./console.js";
import { plural, thousands } from "./findings.js";
import { type Head, type Section, tableLines } from "./result-table.js";

export interface LinesOptions {
	readonly width: number;
	/** Nothing is cut to the width. */
	readonly piped: boolean;
	readonly paint: Paint;
	/** Shows a place, `path:line`, as the user would type it. */
	readonly showPlace: (place: string) => string;
}

export function answerLines(view: AnswerView, options: LinesOptions): string[] {
	switch (view.shape) {
		case "table": {
			const { columns, groups } = view;
			const sections = groups.map((group) =>
				sectionOf(group, (row) => columns.map((_, i) => row[i] ?? null)),
			);
			return sections.every(({ rows }) => rows.length === 0)
				? []
				: tableLines(columns.map(headOf), sections, options);
		}
		case "cards": {
			const sections = view.groups.map((group) => sectionOf(group, ({ values }) => values));
			return sections.every(({ rows }) => rows.length === 0)
				? []
				: tableLines(view.columns.map(headOf), sections, options);
		}
		case "list":
			return grouped(view.groups, options, (row, i) => [markerOf(view.marker, i) + itemText(row)]);
		case "tasks":
			return grouped(view.groups, options, (task) => taskLines(task, "", options));
		case "calendar": {
			const rows = view.days.flatMap(({ date, items }) =>
				items.map((item, i) => [i === 0 ? shown(date) : "", shown(item)]),
			);
			return rows.map(([date, item]) => `${options.paint("bold", date!.padEnd(10))}  ${item}`);
		}
		case "hits":
			return view.files.flatMap(({ file, excerpts }) => {
				const place = (line?: number) =>
					options.showPlace(line === undefined ? file.concept : `${file.concept}:${line}`);
				if (excerpts.length === 0) return [options.paint("cyan", place())];
				return excerpts.map(
					({ line, pieces }) => `${options.paint("cyan", place(line))}  ${marked(pieces, options.paint)}`,
				);
			});
		case "graph":
			return view.edges.map(
				({ source, type, target }) =>
					`${shown(view.nodes[source]!)} -[${harmless(type)}]-> ${shown(view.nodes[target]!)}`,
			);
		case "value":
			return [shown(view.value)];
		case "document":
			return view.parts.flatMap((part) =>
				typeof part === "object" && part?.kind === "view" ? answerLines(part.view, options) : [shown(part)],
			);
	}
}

/** How much there is, in words: `3 rows`, `4 matches in 2 files`. */
export function countIn(view: AnswerView): string {
	const more = view.omitted === undefined ? "" : `, and ${view.omitted} more`;
	const [count, what] = amountOf(view);
	if (count === 0) return "nothing found";
	if (view.shape === "hits" && view.matches > 0)
		return `${thousands(view.matches)} ${view.matches === 1 ? "match" : "matches"} in ${plural(count, "file")}${more}`;
	return `${plural(count, what)}${more}`;
}

function amountOf(view: AnswerView): [number, string] {
	const inGroups = (groups: readonly AnswerGroup<unknown>[]) =>
		groups.reduce((sum, { items }) => sum + items.length, 0);
	switch (view.shape) {
		case "table":
			return [inGroups(view.groups), "row"];
		case "cards":
			return [inGroups(view.groups), "card"];
		case "list":
			return [inGroups(view.groups), "item"];
		case "tasks":
			return [view.groups.reduce((sum, { items }) => sum + tasksIn(items), 0), "task"];
		case "calendar":
			return [view.days.reduce((sum, { items }) => sum + items.length, 0), "note"];
		case "hits":
			return [view.files.length, "file"];
		case "graph":
			return [view.edges.length, "relationship"];
		case "value":
			return [1, "value"];
		case "document":
			return [view.parts.length, "part"];
	}
}

function tasksIn(tasks: readonly AnswerTask[]): number {
	return tasks.reduce((sum, { children }) => sum + 1 + tasksIn(children), 0);
}

function headOf({ title, numeric }: { readonly title: string; readonly numeric?: true }): Head {
	return { title: harmless(title), numeric: numeric === true };
}

function sectionOf<T>(
	{ key, items, summaries }: AnswerGroup<T>,
	valuesOf: (item: T) => readonly AnswerValue[],
): Section {
	return {
		...(key !== undefined && { name: groupName(key, items.length) }),
		rows: items.map((item) => valuesOf(item).map(shown)),
		...(summaries?.some((summary) => summary !== undefined) && {
			foot: summaries.map((summary) =>
				summary === undefined ? "" : `${harmless(summary.title)} ${shown(rounded(summary.value))}`,
			),
		}),
	};
}

/** A mean of short numbers is not shown with more digits than anybody reads. */
export function rounded(value: AnswerValue): AnswerValue {
	if (typeof value !== "number" || Number.isInteger(value) || !Number.isFinite(value)) return value;
	return Math.abs(value) >= 1000 ? Number(value.toFixed(2)) : Number(value.toPrecision(5));
}

/** What has no group stands under a dash. */
function groupName(key: AnswerValue, count: number): string {
	return `${shown(key) || "–"} · ${count}`;
}

function grouped<T>(
	groups: readonly AnswerGroup<T>[],
	{ paint }: LinesOptions,
	linesOf: (item: T, index: number) => readonly string[],
): string[] {
	return groups.flatMap(({ key, items }) => {
		const lines = items.flatMap(linesOf);
		if (key === undefined) return lines;
		return [paint("bold", groupName(key, items.length)), ...lines.map((line) => `  ${line}`)];
	});
}

function markerOf(marker: "bullet" | "number" | "none" | undefined, index: number): string {
	return marker === "number" ? `${index + 1}. ` : marker === "none" ? "" : "- ";
}

/** `first: second, third` */
function itemText([first = null, ...rest]: readonly AnswerValue[]): string {
	const more = rest.every((value) => value === null) ? "" : `: ${rest.map(shown).join(", ")}`;
	return shown(first) + more;
}

/** `- [x] text  (note.md:12)`, with those inside it further in. */
function taskLines(
	{ status, text, at, children }: AnswerTask,
	indent: string,
	options: LinesOptions,
): string[] {
	const { showPlace, paint } = options;
	const box = status === undefined ? "- " : `- [${harmless(status)}] `;
	const place = showPlace(at.line === undefined ? at.concept : `${at.concept}:${at.line}`);
	const said = harmless(withoutTargets(text).replace(/\s+/g, " ").trim());
	return [
		`${indent}${box}${said}  ${paint("dim", `(${place})`)}`,
		...children.flatMap((child) => taskLines(child, `${indent}  `, options)),
	];
}

function marked(pieces: readonly string[], paint: Paint): string {
	const text = pieces.map((piece, i) => {
		const safe = harmless(piece.replace(/\s+/g, " "));
		return i % 2 === 0 ? safe : paint("bold", safe);
	});
	return text.join("").trim();
}

function shown(value: AnswerValue): string {
	return harmless(textOf(value));
}
