/** An answer as a table, a list or a plan, with a drawing where there is something to draw. */
import type { PanelAnswer, PanelStep } from "../../../panel/index.js";
import { sortable } from "../answers/sort-table.js";
import { make } from "../dom.js";
import { drawGraph } from "./draw-graph.js";
import { showValue } from "./show-value.js";

export function showAnswer(answer: PanelAnswer): readonly HTMLElement[] {
	if (answer.plan !== undefined) return [showPlan(answer.plan)];
	if (answer.rows.length === 0) return [];
	const drawing = answer.graph === undefined ? [] : [drawGraph(answer.graph)];
	return [...drawing, isList(answer) ? showList(answer) : showTable(answer)];
}

/** A single column of nodes or paths reads better as a list. */
function isList({ columns, rows }: PanelAnswer): boolean {
	const isNode = (value: PanelAnswer["rows"][number][number] | undefined) =>
		typeof value === "object" && (value?.kind === "node" || value?.kind === "path");
	return columns.length === 1 && rows.every(([value]) => isNode(value));
}

function showList({ rows }: PanelAnswer): HTMLElement {
	return make(
		"ol",
		{ class: "query-items" },
		...rows.map(([value]) => make("li", {}, showValue(value ?? null))),
	);
}

function showTable({ columns, rows }: PanelAnswer): HTMLElement {
	const kind = (i: number): Record<string, string> => (columns[i]?.numeric ? { class: "number" } : {});
	const table = make(
		"table",
		{},
		make(
			"thead",
			{},
			make("tr", {}, ...columns.map(({ name }, i) => make("th", { scope: "col", ...kind(i) }, name))),
		),
		make(
			"tbody",
			{},
			...rows.map((row) => make("tr", {}, ...row.map((value, i) => make("td", kind(i), showValue(value))))),
		),
	);
	sortable(table);
	return make(
		"div",
		{ class: "answer-table", tabindex: "0", role: "group", "data-t-label": "queryResults" },
		table,
	);
}

function showPlan(steps: readonly PanelStep[]): HTMLElement {
	const rows = steps.map(({ operator, detail, depth, rows, counted }) =>
		make(
			"tr",
			{},
			make("td", { style: `padding-inline-start: ${depth * 1.5 + 0.5}em` }, operator),
			make("td", { class: "number" }, `${counted ? "" : "~"}${rows}`),
			make("td", {}, make("code", {}, detail)),
		),
	);
	return make("div", { class: "answer-table" }, make("table", {}, make("tbody", {}, ...rows)));
}
