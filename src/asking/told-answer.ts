/** Answers as programs and terminals are told them: the rows that a page shows, as records or as text. */
import {
	type AnswerGroup,
	type AnswerTask,
	type AnswerValue,
	type AnswerView,
	isWritten,
	textOf,
} from "../model/index.js";

export { textOf, withoutTargets } from "../model/index.js";

/** A view as rows, each a record with a field for each of the columns. */
export interface ToldView {
	readonly shape: AnswerView["shape"];
	/** Of a view of a base. */
	readonly view?: string;
	/** What is grouped has the key of its group in `group`, which is then the first one. */
	readonly columns: readonly string[];
	readonly rows: readonly Record<string, unknown>[];
	/** What stands beneath the columns, of each group. */
	readonly summaries?: readonly Record<string, unknown>[];
	/** Rows that a limit of ours left out. */
	readonly omitted?: number;
}

export function toldView(view: AnswerView): ToldView {
	const { shape, name, omitted } = view;
	return {
		shape,
		...(name !== undefined && { view: name }),
		...rowsOf(view),
		...(omitted !== undefined && { omitted }),
	};
}

type Rows = Pick<ToldView, "columns" | "rows" | "summaries">;

function rowsOf(view: AnswerView): Rows {
	switch (view.shape) {
		case "table":
			return groupedRows(view.groups, titlesOf(view.columns), (row) => row.map(plainOf));
		case "list":
			return groupedRows(view.groups, listColumns(view.groups), ([item = null, ...more]) => [
				plainOf(item),
				more.length === 1 ? plainOf(more[0]!) : more.length === 0 ? null : more.map(plainOf),
			]);
		case "tasks":
			return groupedRows(view.groups, taskColumns, (task) => Object.values(taskOf(task)));
		case "calendar":
			return table(
				["date", "item"],
				view.days.flatMap(({ date, items }) => items.map((item) => [date, plainOf(item)])),
			);
		case "cards": {
			const pictured = view.groups.some(({ items }) => items.some(({ image }) => image !== undefined));
			const titles = pictured ? [...titlesOf(view.columns), "image"] : titlesOf(view.columns);
			return groupedRows(view.groups, titles, ({ values, image = null }) => [
				...values.map(plainOf),
				...(pictured ? [plainOf(image)] : []),
			]);
		}
		case "hits":
			return table(
				["file", "matches", "lines"],
				view.files.map(({ file, matches, excerpts }) => [
					plainOf(file),
					matches,
					excerpts.map(({ line, pieces }) => ({
						line,
						text: pieces.join(""),
						found: pieces.filter((_, i) => i % 2 === 1),
					})),
				]),
			);
		case "graph":
			return table(
				["source", "type", "target"],
				view.edges.map(({ source, type, target }) => [
					plainOf(view.nodes[source]!),
					type,
					plainOf(view.nodes[target]!),
				]),
			);
		case "value":
			return table(["value"], [[plainOf(view.value)]]);
		case "document":
			return table(
				["part"],
				view.parts.map((part) => [plainOf(part)]),
			);
	}
}

export function titlesOf(columns: readonly { readonly title: string }[]): readonly string[] {
	return columns.map(({ title }) => title);
}

/** A list in which nothing stands behind its items has one column. */
export function listColumns(groups: readonly AnswerGroup<readonly AnswerValue[]>[]): readonly string[] {
	return groups.some(({ items }) => items.some((row) => row.length > 1)) ? ["item", "value"] : ["item"];
}

const taskColumns = ["status", "text", "path", "line", "section", "children"];

/** What is not written is null; what is no task has no status. */
function taskOf({ status, text, at, children }: AnswerTask): Record<string, unknown> {
	return {
		status: status ?? null,
		text,
		path: at.concept,
		line: at.line ?? null,
		section: at.heading ?? null,
		children: children.map(taskOf),
	};
}

function groupedRows<T>(
	groups: readonly AnswerGroup<T>[],
	titles: readonly string[],
	toRow: (item: T) => readonly unknown[],
): Rows {
	const isGrouped = groups.some(({ key }) => key !== undefined);
	const rows = groups.flatMap(({ key, items }) =>
		items.map((item) => [...(isGrouped ? [plainOf(key ?? null)] : []), ...toRow(item)]),
	);
	const summaries = groups.flatMap(({ key, summaries = [] }) =>
		summaries.flatMap((summary, i) =>
			summary === undefined
				? []
				: [
						{
							...(isGrouped && { group: plainOf(key ?? null) }),
							column: titles[i],
							summary: summary.title,
							value: plainOf(summary.value),
						},
					],
		),
	);
	return {
		...table(isGrouped ? ["group", ...titles] : titles, rows),
		...(summaries.length > 0 && { summaries }),
	};
}

/** Columns may be called alike, or as strangers like: of two that are, the second one is numbered. */
function table(titles: readonly string[], rows: readonly (readonly unknown[])[]): Rows {
	const columns = distinct(titles);
	return {
		columns,
		rows: rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null]))),
	};
}

function distinct(titles: readonly string[]): readonly string[] {
	const taken = new Set<string>();
	return titles.map((title) => {
		let name = title;
		for (let count = 2; taken.has(name); count++) name = `${title} ${count}`;
		taken.add(name);
		return name;
	});
}

/**
 * Links are `{ text, path }`, and where they lead to a place in a note also `heading`, `block` and `line`; without a
 * path nobody has written the note. Dates and durations are ISO 8601, and texts are as they are written.
 */
export function plainOf(value: AnswerValue): unknown {
	if (typeof value !== "object" || value === null) return value;
	switch (value.kind) {
		case "link": {
			const { text, heading, block, line } = value;
			return {
				text,
				...(isWritten(value) && { path: value.concept }),
				...(heading !== undefined && { heading }),
				...(block !== undefined && { block }),
				...(line !== undefined && { line }),
			};
		}
		case "markdown":
		case "code":
		case "html":
			return value.text;
		case "list":
		case "chain":
			return value.items.map(plainOf);
		case "object":
			return Object.fromEntries(value.entries.map(([key, inner]) => [key, plainOf(inner)]));
		case "date":
		case "duration":
			return value.iso;
		case "image":
			return value.source;
		case "url":
			return value.href;
		case "tag":
			return `#${value.tag}`;
		case "problem":
			return { problem: value.message };
		case "element":
			return value.children.map((child) => textOf(child)).join("");
		case "view":
			return toldView(value.view);
	}
}
