import type { Answer, AnswerProblem, FileTable, VaultPath } from "../../model/index.js";
import {
	type Budget,
	Functions,
	NodeValue,
	type PrepareOptions,
	prepareSyntax,
	QueryError,
	type Value,
} from "../../query/index.js";
import { dataviewFunctions, type Ledger } from "../functions/registry.js";
import { DataviewError } from "../language/dataview-error.js";
import { parseDataview, parseInline } from "../language/parse-query.js";
import type { Pages } from "../pages/pages.js";
import { type TranslatedQuery, translateInline, translateQuery } from "../translate/translate-query.js";
import { Failure, FailureValue } from "../values/failure.js";
import { mostParts, type Showing } from "./to-answer-value.js";
import { viewOf } from "./view.js";

export interface DataviewQuestion {
	/** What stands in the block, or behind the sign of an inline query. */
	readonly code: string;
	readonly form: "fence" | "inline";
	/** The note in which it stands: `this`. Absent for a question that stands nowhere. */
	readonly from?: VaultPath;
}

export interface DataviewWorld {
	readonly graph: PrepareOptions;
	readonly files: FileTable;
	/** One for all questions of a vault. */
	readonly pages: Pages;
	/** Milliseconds since 1970. */
	readonly now: number;
	readonly budget: Budget;
	readonly signal?: AbortSignal | undefined;
}

/** Never throws for what is wrong with the question: that is the answer's problem. */
export async function answerDataview(question: DataviewQuestion, world: DataviewWorld): Promise<Answer> {
	try {
		return await answer(question, translateDataview(question, world.files), world);
	} catch (error) {
		const problem = problemOf(error, question.code);
		if (problem === undefined) throw error;
		return { views: [], problem };
	}
}

/** The query that a question is translated to. Throws a `DataviewError`. */
export function translateDataview({ code, form, from }: DataviewQuestion, files: FileTable): TranslatedQuery {
	const known = from === undefined || files.get(from)?.note === undefined ? undefined : from;
	const options = { text: code, files, from: known };
	return form === "inline"
		? translateInline(parseInline(code), options)
		: translateQuery(parseDataview(code), options);
}

async function answer(
	{ from, code }: DataviewQuestion,
	{ query, view }: TranslatedQuery,
	{ graph, files, pages, now, budget, signal }: DataviewWorld,
): Promise<Answer> {
	const ledger: Ledger = { computed: 0, failed: 0 };
	const others = graph.functions?.added.filter(({ name }) => !name.startsWith("dataview.")) ?? [];
	const functions = new Functions([...others, ...dataviewFunctions(pages, ledger)]);
	const prepared = prepareSyntax(query, { ...graph, functions }, code);
	const { rows } = await prepared.run({ budget, signal, now: BigInt(now) * 1_000_000n, zone: pages.zone });
	if (rows.length === 0 && ledger.failed > 0 && ledger.computed === 0)
		return { views: [], problem: { kind: "wrong", message: `No row can be computed: ${ledger.message}` } };
	const failed = view.kind === "value" ? rows[0]?.[0] : undefined;
	if (failed instanceof FailureValue)
		return { views: [], problem: { kind: "wrong", message: failed.message } };
	const showing: Showing = {
		pageOf: (node) => (node instanceof NodeValue ? pages.ofNode(node, graph.access) : undefined),
		from: from ?? "",
		isFile: (path) => files.get(path) !== undefined,
		room: mostParts,
	};
	return { views: [viewOf(view, rows as readonly (readonly Value[])[], showing)] };
}

/** What is wrong with a question, by what answering it has thrown; undefined for what is our fault. */
export function problemOf(error: unknown, code: string): AnswerProblem | undefined {
	if (error instanceof DataviewError) {
		const { kind, message, offset } = error;
		return { kind, message, offset, end: error.endIn(code) };
	}
	if (error instanceof Failure) return { kind: "wrong", message: error.message };
	if (!(error instanceof QueryError)) return undefined;
	const kind = error.kind === "BudgetError" ? "costly" : "wrong";
	const { span, message } = error;
	return { kind, message, ...(span !== undefined && { offset: span.start, end: span.end }) };
}
