import type {
	AnswerCard,
	AnswerColumn,
	AnswerGroup,
	AnswerSummary,
	AnswerValue,
	AnswerView,
	VaultPath,
} from "../../model/index.js";
import { isNumber, type Key, keyOf, type ListValue, type syntax, type Value } from "../../query/index.js";
import type { Base, BaseView } from "../document/base.js";
import type { ViewColumn, ViewQuery } from "../translate/translate-view.js";
import { BaseFile } from "../values/file-value.js";
import type { BaseFiles } from "../values/files.js";
import { isEmpty } from "../values/truth.js";
import { coordinatesAnswer, coordinatesOf, toAnswerValue, toCardImage } from "./answer-value.js";

/** The value of a summary's query for the values of a column. */
export type Summarise = (query: syntax.Query, values: ListValue) => Value;

export interface ViewInput {
	readonly base: Base;
	readonly view: BaseView;
	readonly translated: ViewQuery;
	readonly rows: readonly (readonly Value[])[];
	readonly files: BaseFiles;
	readonly summarise: Summarise;
}

/** A view's rows in the shape in which the page shows them. */
export function viewOf(input: ViewInput): AnswerView {
	const { view } = input;
	const name = view.name === "" ? {} : { name: view.name };
	switch (view.type) {
		case "cards":
			return { ...cardsOf(input), ...name };
		case "list":
			return { ...listOf(input), ...name };
		case "map":
			return { ...mapOf(input), ...name };
		default:
			// Also what plugins show in their own way: the same rows.
			return { ...tableOf(input), ...name };
	}
}

type Shape<T extends AnswerView["shape"]> = Extract<AnswerView, { shape: T }>;

function tableOf(input: ViewInput): Shape<"table"> {
	const groups = groupsOf(input, (row, from) => shownValues(input, row, from));
	return { shape: "table", columns: columnsOf(input), groups };
}

function columnsOf({ translated, rows }: ViewInput): AnswerColumn[] {
	return translated.columns.map(({ title, index }) => {
		const filled = rows.map((row) => row[index]!).filter((value) => value !== null);
		return { title, ...(filled.length > 0 && filled.every(isNumber) && { numeric: true as const }) };
	});
}

function listOf(input: ViewInput): Shape<"list"> {
	const written = String(input.view.options.get("markers")?.value ?? "");
	const marker = /^num/i.test(written) ? "number" : /^none/i.test(written) ? "none" : "bullet";
	const groups = groupsOf(input, (row, from) => {
		// What is empty would be two commas.
		const [first, ...others] = input.translated.columns.map(({ index }) => row[index]!);
		return [first!, ...others.filter((value) => !isEmpty(value))].map((value) => toAnswerValue(value, from));
	});
	return { shape: "list", groups, marker };
}

function cardsOf(input: ViewInput): Shape<"cards"> {
	const { translated, view, files } = input;
	const aspect = Number(view.options.get("imageAspectRatio")?.value ?? Number.NaN);
	const fit = view.options.get("imageFit")?.value;
	const groups = groupsOf(input, (row, from): AnswerCard => {
		const image =
			translated.image === undefined ? undefined : toCardImage(row[translated.image]!, files, from);
		return { ...(image !== undefined && { image }), values: shownValues(input, row, from) };
	});
	return {
		...{ shape: "cards", columns: columnsOf(input), groups },
		...(aspect > 0 && aspect <= 10 && { imageAspect: aspect }),
		...((fit === "contain" || fit === "cover") && { imageFit: fit }),
	};
}

/** A list of places: a page without requests has no map. What has no coordinates is on no map, and in no list. */
function mapOf(input: ViewInput): Shape<"list"> {
	const { translated } = input;
	const at = translated.coordinates;
	const rows = at === undefined ? [] : input.rows.filter((row) => coordinatesOf(row[at]!) !== undefined);
	const groups = groupsOf({ ...input, rows }, (row, from) => [
		...shownValues(input, row, from),
		coordinatesAnswer(coordinatesOf(row[at!]!)!),
	]);
	return { shape: "list", groups, marker: "bullet" };
}

function shownValues({ translated }: ViewInput, row: readonly Value[], from: VaultPath): AnswerValue[] {
	return translated.columns.map(({ index }) => toAnswerValue(row[index]!, from));
}

/** Groups in the order in which the first of them comes. */
function groupsOf<T>(
	input: ViewInput,
	toItem: (row: readonly Value[], from: VaultPath) => T,
): readonly AnswerGroup<T>[] {
	const { translated, rows } = input;
	const { group } = translated;
	const groups = new Map<Key, { key: Value; rows: (readonly Value[])[] }>();
	for (const row of rows) {
		const value = group === undefined || row[group] === "" ? null : row[group]!;
		const key = keyOf(value);
		const known = groups.get(key);
		if (known === undefined) groups.set(key, { key: value, rows: [row] });
		else known.rows.push(row);
	}
	return [...groups.values()].map(({ key, rows: own }) => {
		const summaries = summariesOf(input, own);
		return {
			...(group !== undefined && { key: toAnswerValue(key, fileOf(translated, own[0]!)) }),
			items: own.map((row) => toItem(row, fileOf(translated, row))),
			...(summaries !== undefined && { summaries }),
		};
	});
}

function fileOf({ file }: ViewQuery, row: readonly Value[]): VaultPath {
	const value = row[file];
	return value instanceof BaseFile ? value.path : "";
}

function summariesOf(
	{ translated: { columns }, summarise }: ViewInput,
	rows: readonly (readonly Value[])[],
): readonly (AnswerSummary | undefined)[] | undefined {
	if (columns.every(({ summary }) => summary === undefined)) return undefined;
	return columns.map((column: ViewColumn) => {
		const { summary, index } = column;
		if (summary === undefined) return undefined;
		const value = summarise(
			summary.query,
			rows.map((row) => row[index]!),
		);
		return { title: summary.title, value: toAnswerValue(value, "") };
	});
}
