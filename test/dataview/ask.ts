/** Asks small vaults in Dataview's language, and writes the answers down briefly. */
import {
	answerDataview,
	type DataviewQuestion,
	dataviewFunctions,
	Pages,
	translateDataview,
} from "../../src/dataview/index.js";
import type { Answer, AnswerTask, AnswerValue } from "../../src/model/index.js";
import { type Budget, type Plain, prepare, printQuery, toPlain } from "../../src/query/index.js";
import { createFileTable } from "../../src/query-graph/file-facts.js";
import { createQueryGraph } from "../../src/query-graph/query-graph.js";
import { loadedVault } from "../support/loaded-vault.js";

/** Monday. */
export const now = Date.UTC(2026, 10, 23, 17, 30, 15, 250);

export interface Asked {
	answer(code: string, from?: string, form?: DataviewQuestion["form"]): Promise<Answer>;
	/** The answer as `brief` has it, or `! message`. */
	ask(code: string, from?: string): Promise<unknown>;
	/** The value of an inline query. */
	value(code: string, from?: string): Promise<unknown>;
	/** The query of the engine. */
	cypher(code: string, from?: string, form?: DataviewQuestion["form"]): string;
	/** What is printed, read and run like any other query. */
	printed(code: string, from?: string): Promise<readonly (readonly Plain[])[]>;
}

export async function askVault(
	files: Readonly<Record<string, string>>,
	{ budget = {}, zone = "UTC" }: { budget?: Budget; zone?: string } = {},
): Promise<Asked> {
	const loaded = await loadedVault(files);
	const { notes, graph: concepts, plan } = loaded;
	const table = createFileTable(loaded);
	const pages = new Pages(table, zone);
	const graph = createQueryGraph({ notes, graph: concepts, plan, functions: dataviewFunctions(pages) });
	const world = { graph: graph.options, files: table, pages, now, budget };
	const answer: Asked["answer"] = (code, from, form = "fence") =>
		answerDataview({ code, form, ...(from !== undefined && { from }) }, world);
	const cypher: Asked["cypher"] = (code, from, form = "fence") =>
		printQuery(translateDataview({ code, form, ...(from !== undefined && { from }) }, table).query);
	return {
		answer,
		cypher,
		ask: async (code, from) => brief(await answer(code, from)),
		value: async (code, from) => brief(await answer(code, from, "inline")),
		printed: async (code, from) => {
			const { rows } = await prepare(cypher(code, from), graph.options).run({
				now: BigInt(now) * 1_000_000n,
				zone,
			});
			return rows.map((row) => row.map((value) => toPlain(value, graph.store)));
		},
	};
}

/** Tables as rows below their heads, lists as items, tasks as lines. */
export function brief({ views, problem }: Answer): unknown {
	if (problem !== undefined) return `! ${problem.message}`;
	const [view] = views;
	switch (view?.shape) {
		case "table":
			return [
				view.columns.map(({ title }) => title),
				...view.groups.flatMap(({ items }) => items.map((row) => row.map(short))),
			];
		case "list":
			return view.groups.flatMap(({ items }) =>
				items.map((row) => (row.length === 1 ? short(row[0]!) : row.map(short))),
			);
		case "tasks":
			return view.groups.flatMap(({ key, items }) => [
				...(key === undefined ? [] : [short(key)]),
				...items.flatMap((task) => taskLines(task, "")),
			]);
		case "calendar":
			return Object.fromEntries(view.days.map(({ date, items }) => [date, items.map(short)]));
		case "value":
			return short(view.value);
	}
	return view;
}

function taskLines({ status, text, at, children }: AnswerTask, indent: string): string[] {
	const box = status === undefined ? "-" : `[${status}]`;
	return [
		`${indent}${box} ${text} @${at.line}`,
		...children.flatMap((child) => taskLines(child, `${indent}  `)),
	];
}

function short(value: AnswerValue): unknown {
	if (value === null || typeof value !== "object") return value;
	switch (value.kind) {
		case "link": {
			const place =
				value.heading === undefined
					? value.block === undefined
						? ""
						: `#^${value.block}`
					: `#${value.heading}`;
			return `[[${value.concept}${place}|${value.text}]]`;
		}
		case "markdown":
			return value.text;
		case "list":
			return value.items.map(short);
		case "object":
			return Object.fromEntries(value.entries.map(([key, inner]) => [key, short(inner)]));
		case "date":
		case "duration":
			return value.iso;
		case "tag":
			return `#${value.tag}`;
		case "url":
			return `[${value.text}](${value.href})`;
		case "image":
			return `![${value.alt}](${value.source})`;
		case "problem":
			return `! ${value.message}`;
		default:
			return value;
	}
}
