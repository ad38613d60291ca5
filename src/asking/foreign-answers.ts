/** Questions in the languages that Obsidian's users write, answered as a page shows them: what `notapse query --from` prints. */
import { readClock } from "../clock.js";
import type { DataviewWorld } from "../dataview/index.js";
import type { Answer, AnswerLink, AnswerProblem, AnswerView } from "../model/index.js";
import { type Budget, QueryError } from "../query/index.js";
import { tablesOf } from "../query-graph/vault-tables.js";
import { type ForeignQuestion, filesOf, placeQuestion } from "./foreign-queries.js";
import type { OpenGraph } from "./opened-graph.js";

export interface ForeignAnswerOptions {
	readonly budget: Budget;
	readonly signal?: AbortSignal | undefined;
	/** Only the first view of a base, where none is named. */
	readonly one?: boolean;
}

export interface ForeignAnswer {
	/** One for most languages, and one for each view of a base that can be made. */
	readonly views: readonly AnswerView[];
	/** What is wrong with a part of it. */
	readonly problem?: QueryError;
	/** Names of the views of a base that were left out. */
	readonly others: readonly string[];
}

/** Throws a `QueryError` with its place in the text where there is nothing to be shown. */
export async function foreignAnswer(
	question: ForeignQuestion,
	open: OpenGraph,
	options: ForeignAnswerOptions,
): Promise<ForeignAnswer> {
	const placed = placeQuestion(question, open);
	const { views, problem, others = [] } = await answer(question, placed, open, options);
	if (problem === undefined) return { views, others };
	const error = asError(problem, placed.code);
	if (views.length === 0) throw error;
	return { views, problem: error, others };
}

async function answer(
	{ language, view }: ForeignQuestion,
	{ code, form, ...from }: ReturnType<typeof placeQuestion>,
	open: OpenGraph,
	{ budget, signal, one = false }: ForeignAnswerOptions,
): Promise<Answer & { readonly others?: readonly string[] }> {
	const { options: graph, store, conceptOf } = open.graph;
	const files = filesOf(open);
	const clock = readClock(process.env);
	switch (language) {
		case "dataview": {
			const { answerDataview } = await import("../dataview/index.js");
			const pages = await pagesOf(open, clock.zone);
			return answerDataview({ code, form, ...from }, { graph, files, pages, now: clock.now, budget, signal });
		}
		case "base": {
			const { answerBases, viewNames } = await import("../bases/index.js");
			const world = { graph, files, ...clock, language: "en", random: Math.random, budget, signal };
			const [first, ...others] = one && view === undefined ? await viewNames(code) : [];
			const wanted = view ?? (others.length > 0 && first !== "" ? first : undefined);
			const answer = await answerBases(
				{ code, ...from, ...(wanted !== undefined && { view: wanted }) },
				world,
			);
			return { ...answer, others: others.filter((name) => name !== "") };
		}
		case "search": {
			const { answerSearch } = await import("../search/index.js");
			const linkTo = (node: number): AnswerLink | undefined => {
				const concept = conceptOf(node);
				if (concept === undefined) return undefined;
				return { kind: "link", concept, text: String(store.nodeValue(node, "title")) };
			};
			return answerSearch(code, { graph, linkTo, budget, signal });
		}
	}
}

const pages = new WeakMap<OpenGraph, DataviewWorld["pages"]>();

async function pagesOf(open: OpenGraph, zone: string): Promise<DataviewWorld["pages"]> {
	let known = pages.get(open);
	if (known === undefined) {
		const { Pages } = await import("../dataview/index.js");
		const { vault } = open.loaded;
		known = new Pages(filesOf(open), zone, vault.settings.bookmarks, undefined, tablesOf(vault));
		pages.set(open, known);
	}
	return known;
}

function asError({ kind, message, offset, end, hint }: AnswerProblem, source: string): QueryError {
	const place = offset === undefined ? {} : { span: { start: offset, end: end ?? offset + 1 }, source };
	const options = { ...place, ...(hint !== undefined && { hint }) };
	return kind === "costly"
		? new QueryError("BudgetError", "ForeignQuery", message, { ...options, phase: "runtime" })
		: new QueryError("SyntaxError", "ForeignSyntax", message, options);
}
