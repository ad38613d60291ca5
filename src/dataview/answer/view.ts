import type { AnswerColumn, AnswerValue, AnswerView } from "../../model/index.js";
import type { Value } from "../../query/index.js";
import type { View } from "../translate/translate-query.js";
import { Failure } from "../values/failure.js";
import { MomentValue } from "../values/time-values.js";
import { tasksView } from "./tasks.js";
import { type Showing, toAnswerValue } from "./to-answer-value.js";

/** The rows of a query as Dataview shows them. */
export function viewOf(view: View, rows: readonly (readonly Value[])[], showing: Showing): AnswerView {
	switch (view.kind) {
		case "table":
			return tableView(view.titles, rows, showing);
		case "list": {
			const items = rows.map((row) => row.map((value) => toAnswerValue(value, showing)));
			return { shape: "list", groups: [{ items }], marker: "bullet" };
		}
		case "tasks":
			return tasksView(rows, view.groupings.length, showing);
		case "calendar":
			return calendarView(rows, showing);
		case "value":
			return { shape: "value", value: toAnswerValue(rows[0]?.[0] ?? null, showing) };
	}
}

function tableView(
	titles: readonly string[],
	rows: readonly (readonly Value[])[],
	showing: Showing,
): AnswerView {
	const items = rows.map((row) => titles.map((_, i) => toAnswerValue(row[i] ?? null, showing)));
	const columns = titles.map(
		(title, i): AnswerColumn => ({ title, ...(isNumeric(items, i) && { numeric: true }) }),
	);
	return { shape: "table", columns, groups: [{ items }] };
}

function isNumeric(items: readonly (readonly AnswerValue[])[], column: number): boolean {
	const values = items.map((row) => row[column]!).filter((value) => value !== null);
	return values.length > 0 && values.every((value) => typeof value === "number");
}

/** Notes without a date have no day. */
function calendarView(rows: readonly (readonly Value[])[], showing: Showing): AnswerView {
	const days = new Map<string, AnswerValue[]>();
	let others = 0;
	for (const [date, link] of rows) {
		if (date === null || date === undefined) continue;
		if (!(date instanceof MomentValue)) {
			others++;
			continue;
		}
		const day = date.moment.toISODate() ?? "";
		const items = days.get(day) ?? [];
		items.push(toAnswerValue(link ?? null, showing));
		days.set(day, items);
	}
	if (days.size === 0 && others > 0)
		throw new Failure("CALENDAR needs dates, and what it was given is none.");
	const sorted = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
	return { shape: "calendar", days: sorted.map(([date, items]) => ({ date, items })) };
}
