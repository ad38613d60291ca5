/** Answers of Dataview, bases and searches for other programs than a terminal. */

import { listColumns, textOf, titlesOf, toldView, withoutTargets } from "../asking/told-answer.js";
import type { AnswerGroup, AnswerTask, AnswerValue, AnswerView } from "../model/index.js";
import { answerLines, rounded } from "./answer-lines.js";
import { harmless, harmlessJson } from "./cells.js";
import { plainText } from "./console.js";
import { csvLines, markdownCell, markdownTable, type ResultFormat } from "./result-formats.js";

export type AnswerFormat = Exclude<ResultFormat, "dot" | "graphml">;

/** @param named whether views are told apart: those of a base */
export function formatAnswer(views: readonly AnswerView[], format: AnswerFormat, named: boolean): string {
	switch (format) {
		case "json":
			return harmlessJson(named ? views.map(toldView) : views.flatMap((view) => toldView(view).rows));
		case "ndjson":
			return views
				.flatMap(toldView)
				.flatMap(({ view, rows }) =>
					rows.map((row) => harmlessJson(view === undefined ? row : { view, ...row })),
				)
				.join("\n");
		case "csv":
			return views.map(csv).join("\r\n");
		case "md":
			return views.map((view) => markdown(view, named)).join("\n\n");
	}
}

/** Texts in columns. What is grouped has the group in the first one. */
interface Flat {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly string[])[];
}

function csv(view: AnswerView): string {
	const { columns, rows } = flat(view);
	return csvLines([columns, ...rows]);
}

function flat(view: AnswerView): Flat {
	switch (view.shape) {
		case "table":
			return flatGroups(view.groups, titlesOf(view.columns), (row) => [row.map((value) => textOf(value))]);
		case "cards":
			return flatGroups(view.groups, titlesOf(view.columns), ({ values }) => [
				values.map((value) => textOf(value)),
			]);
		case "list": {
			const columns = listColumns(view.groups);
			return flatGroups(view.groups, columns, ([item = null, ...more]) => [
				[textOf(item), ...(columns.length > 1 ? [more.map((value) => textOf(value)).join(", ")] : [])],
			]);
		}
		case "tasks":
			return flatGroups(view.groups, ["status", "text", "place"], flatTask);
		case "calendar":
			return {
				columns: ["date", "item"],
				rows: view.days.flatMap(({ date, items }) => items.map((item) => [date, textOf(item)])),
			};
		case "hits":
			return {
				columns: ["place", "excerpt"],
				rows: view.files.flatMap(({ file: { concept }, excerpts }) =>
					excerpts.length === 0
						? [[concept, ""]]
						: excerpts.map(({ line, pieces }) => [`${concept}:${line}`, pieces.join("").trim()]),
				),
			};
		case "graph":
			return {
				columns: ["source", "type", "target"],
				rows: view.edges.map(({ source, type, target }) => [
					textOf(view.nodes[source]!),
					type,
					textOf(view.nodes[target]!),
				]),
			};
		case "document":
			return { columns: ["part"], rows: view.parts.map((part) => [textOf(part)]) };
		case "value":
			return { columns: ["value"], rows: [[textOf(view.value)]] };
	}
}

function flatGroups<T>(
	groups: readonly AnswerGroup<T>[],
	titles: readonly string[],
	rowsOf: (item: T) => readonly (readonly string[])[],
): Flat {
	const isGrouped = groups.some(({ key }) => key !== undefined);
	return {
		columns: isGrouped ? ["group", ...titles] : titles,
		rows: groups.flatMap(({ key, items }) =>
			items.flatMap(rowsOf).map((row) => (isGrouped ? [textOf(key ?? null), ...row] : row)),
		),
	};
}

function flatTask({ status, text, at, children }: AnswerTask): readonly (readonly string[])[] {
	const place = at.line === undefined ? at.concept : `${at.concept}:${at.line}`;
	return [[status ?? "", withoutTargets(text).trim(), place], ...children.flatMap(flatTask)];
}

/** Lists and tasks as Markdown has them; everything else as tables, each group under its name. */
function markdown(view: AnswerView, named: boolean): string {
	const head = named && view.name !== undefined ? [`## ${markdownCell(harmless(view.name))}`, ""] : [];
	return [...head, ...markdownLines(view)].join("\n");
}

function markdownLines(view: AnswerView): readonly string[] {
	switch (view.shape) {
		case "table":
		case "cards": {
			const titles = titlesOf(view.columns);
			const groups: readonly AnswerGroup<readonly AnswerValue[]>[] =
				view.shape === "table"
					? view.groups
					: view.groups.map((group) => ({ ...group, items: group.items.map(({ values }) => values) }));
			return groups.flatMap(({ key, items, summaries = [] }, i) => {
				const rows = items.map((item) => item.map((value) => textOf(value)));
				const foot = summaries.map((summary) =>
					summary === undefined ? "" : `${summary.title} ${textOf(rounded(summary.value))}`,
				);
				const table = markdownTable([titles, ...rows, ...(foot.some(Boolean) ? [foot] : [])].map(safe));
				if (key === undefined) return table;
				return [...(i > 0 ? [""] : []), `### ${markdownCell(harmless(textOf(key))) || "–"}`, "", ...table];
			});
		}
		case "list":
		case "tasks":
			return markdownList(view);
		default: {
			const { columns, rows } = flat(view);
			return markdownTable([columns, ...rows].map(safe));
		}
	}
}

/** As the terminal shows it: that is Markdown. */
function markdownList(view: AnswerView & { readonly shape: "list" | "tasks" }): readonly string[] {
	return view.groups.flatMap((group, i) => {
		const { key, ...rest } = group;
		const alone = { ...view, groups: [rest] } as AnswerView;
		const lines = answerLines(alone, { width: 0, piped: true, paint: plainText, showPlace: harmless });
		if (key === undefined) return lines;
		return [...(i > 0 ? [""] : []), `### ${markdownCell(harmless(textOf(key))) || "–"}`, "", ...lines];
	});
}

function safe(row: readonly string[]): readonly string[] {
	return row.map(harmless);
}
