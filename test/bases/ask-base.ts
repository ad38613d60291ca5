/** Vaults of a few files, and bases asked of them, with answers as short texts. */
import { answerBases, type BaseQuestion, baseFunctions, baseQueries } from "../../src/bases/index.js";
import type { Answer, AnswerCard, AnswerValue, AnswerView, FileTable } from "../../src/model/index.js";
import { type Budget, Functions, type PrepareOptions, prepare, toPlain } from "../../src/query/index.js";
import { createFileTable } from "../../src/query-graph/file-facts.js";
import { createQueryGraph } from "../../src/query-graph/query-graph.js";
import { loadedVault } from "../support/loaded-vault.js";

/** Thursday. */
export const now = Date.UTC(2026, 10, 26, 14, 5, 9);

export interface AskedVault {
	readonly files: FileTable;
	answer(code: string, question?: Partial<BaseQuestion>, budget?: Budget): Promise<Answer>;
	/** What a formula is for the file `of`, or for the first one. */
	value(formula: string, question?: { of?: string; from?: string; language?: string }): Promise<string>;
	/** The views as they are read, without problems. */
	shown(code: string, question?: Partial<BaseQuestion>): Promise<string>;
	/** Rows of the printed query of a base's only view, as they are printed. */
	asQuery(code: string): Promise<unknown>;
}

export async function vaultOf(files: Readonly<Record<string, string>>): Promise<AskedVault> {
	const loaded = await loadedVault(files);
	const table = createFileTable(loaded);
	const graph: PrepareOptions = createQueryGraph(loaded).options;
	const answer = (code: string, question: Partial<BaseQuestion> = {}, budget: Budget = {}, language = "en") =>
		answerBases(
			{ code, ...question },
			{ graph, files: table, now, zone: "UTC", language, random: () => 0.25, budget },
		);
	return {
		files: table,
		answer: (code, question, budget) => answer(code, question, budget),
		async value(formula, { of, from, language } = {}) {
			const filters = of === undefined ? "true" : `file.path == ${JSON.stringify(of)}`;
			const code = JSON.stringify({
				formulas: { x: formula },
				filters,
				views: [{ type: "table", limit: 1, order: ["formula.x"] }],
			});
			const { views, problem } = await answer(code, from === undefined ? {} : { from }, {}, language);
			if (problem !== undefined) {
				const at = problem.offset === undefined ? "" : ` at ${problem.offset - (code.indexOf('"x":"') + 5)}`;
				return `! ${problem.message}${at}`;
			}
			const [view] = views;
			return view?.shape === "table" ? text(view.groups[0]?.items[0]?.[0] ?? null) : "no table";
		},
		async shown(code, question) {
			const { views, problem } = await answer(code, question);
			const parts = views.map(viewText);
			return [...parts, ...(problem === undefined ? [] : [`! ${problem.message}`])].join("\n\n");
		},
		async asQuery(code) {
			const [view] = (await baseQueries({ code }, { files: table, language: "en" })).views;
			const functions = new Functions(baseFunctions({ files: table, language: "en" }));
			const prepared = prepare(view!.query, { ...graph, functions });
			const { rows } = prepared.runSync({ now: BigInt(now) * 1_000_000n, random: () => 0.25 });
			return rows.map((row) => row.map((value) => toPlain(value, graph.store)));
		},
	};
}

export function text(value: AnswerValue): string {
	if (value === null) return "nothing";
	if (typeof value === "string") return JSON.stringify(value);
	if (typeof value !== "object") return String(value);
	switch (value.kind) {
		case "list":
			return `[${value.items.map(text).join(", ")}]`;
		case "object":
			return `{${value.entries.map(([key, inner]) => `${key}: ${text(inner)}`).join(", ")}}`;
		case "link":
			return `[[${value.concept}${value.heading === undefined ? "" : `#${value.heading}`}|${value.text}]]`;
		case "date":
		case "duration":
			return value.iso;
		case "problem":
			return `! ${value.message}`;
		case "url":
			return `<${value.href}|${value.text}>`;
		case "tag":
			return `#${value.tag}`;
		case "image":
			return `image ${value.source}`;
		default:
			return `${value.kind} ${"text" in value ? value.text : ""}`;
	}
}

function viewText(view: AnswerView): string {
	const lines: string[] = view.name === undefined ? [] : [`= ${view.name}`];
	if (view.shape === "table" || view.shape === "cards")
		lines.push(view.columns.map(({ title, numeric }) => (numeric ? `${title}#` : title)).join(" | "));
	if (view.shape === "table" || view.shape === "cards" || view.shape === "list") {
		for (const group of view.groups) {
			if (group.key !== undefined) lines.push(`-- ${text(group.key)}`);
			for (const item of group.items) {
				const values: readonly AnswerValue[] = Array.isArray(item) ? item : (item as AnswerCard).values;
				const image = "image" in item && item.image !== undefined ? `(${text(item.image)}) ` : "";
				lines.push(image + values.map(text).join(" | "));
			}
			if (group.summaries !== undefined) {
				const parts = group.summaries.map((sum) =>
					sum === undefined ? "" : `${sum.title} ${text(sum.value)}`,
				);
				lines.push(`Σ ${parts.join(" | ")}`);
			}
		}
	}
	return lines.join("\n");
}
