/** Prints what a query of Dataview, a base or a search finds, as the page shows it. */
import { foreignAnswer } from "../asking/foreign-answers.js";
import { missingNames } from "../asking/foreign-names.js";
import type { ForeignQuestion } from "../asking/foreign-queries.js";
import { type AnswerView, tasksOf, UsageError, valuesOf } from "../model/index.js";
import { NodeValue } from "../query/index.js";
import { formatAnswer } from "./answer-formats.js";
import { answerLines, countIn } from "./answer-lines.js";
import { type AskOptions, guarded, printAnswer, runOptions, showPlaceIn, toUsageError } from "./ask.js";
import { harmless } from "./cells.js";
import type { OpenedGraph } from "./open-graph.js";
import type { Shell } from "./shell.js";

export async function printForeignAnswer(
	question: ForeignQuestion,
	opened: OpenedGraph,
	options: AskOptions,
	shell: Shell,
): Promise<void> {
	const { open, project, console } = opened;
	const { budget = {}, signal } = runOptions(options, shell);
	const { views, problem } = await guarded(() => foreignAnswer(question, open, { budget, signal }));
	const format = options.json ? "json" : options.format;
	const isBase = question.language === "base";
	if (format === "table") {
		const { width, piped, paint } = console;
		const show = { width, piped, paint, showPlace: showPlaceIn(project) };
		for (const [i, view] of views.entries()) {
			const lines = answerLines(view, show);
			if (views.length > 1)
				lines.unshift(console.paint("cyan", `// ${harmless(view.name || String(i + 1))}`));
			if (i > 0) lines.unshift("");
			if (lines.length > 0) console.print(lines.join("\n"));
		}
		if (views.some(({ shape }) => shape !== "value")) console.remark(`  ${views.map(countIn).join(" · ")}`);
	} else if (format === "dot" || format === "graphml") {
		const nodes = linkedNodes(views, opened);
		const result = { columns: ["node"], rows: nodes.map((node) => [new NodeValue(node)]) };
		printAnswer(result, open.graph.store, harmless, console, options);
	} else {
		if (format === "csv" && views.length > 1) throw severalTables(views);
		const text = formatAnswer(views, format, isBase);
		if (text !== "") console.print(text);
	}
	if (problem === undefined)
		for (const missing of await missingNames(question, open)) console.remark(`note: ${harmless(missing)}`);
	if (problem !== undefined) console.complain(`warning: ${toUsageError(problem).message.trimEnd()}`);
}

/** A file of comma-separated values is one table. */
function severalTables(views: readonly AnswerView[]): UsageError {
	const names = views.flatMap(({ name }) => (name === undefined ? [] : [harmless(name)]));
	return new UsageError(`This base has ${views.length} views, and --format csv has room for one.`, {
		hint: `choose one with --view: ${names.join(", ").slice(0, 300)}`,
	});
}

/** The concepts that an answer has links to, each once. */
function linkedNodes(views: readonly AnswerView[], { open }: OpenedGraph): readonly number[] {
	const concepts = new Set<string>();
	for (const view of views) {
		for (const value of valuesOf(view))
			if (typeof value === "object" && value?.kind === "link") concepts.add(value.concept);
		if (view.shape === "hits") for (const { file } of view.files) concepts.add(file.concept);
		if (view.shape === "tasks") for (const task of tasksOf(view)) concepts.add(task.at.concept);
	}
	return [...concepts].flatMap((concept) => open.graph.nodeOf(concept) ?? []);
}
