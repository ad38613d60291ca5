/** What somebody asks a program, in whichever language they ask it. */

import type { Budget } from "../query/index.js";
import { foreignAnswer } from "./foreign-answers.js";
import { missingNames } from "./foreign-names.js";
import type { ForeignLanguage, ForeignQuestion } from "./foreign-queries.js";
import type { OpenGraph } from "./opened-graph.js";
import { type ToldView, toldView } from "./told-answer.js";

export const queryLanguages = ["cypher", "dataview", "base", "search"] as const;
export type QueryLanguage = "cypher" | ForeignLanguage;

export interface ToldAnswer {
	readonly told: ToldView;
	/** What else whoever asks has to know: a part that is wrong, other views of a base. */
	readonly notes: readonly string[];
}

/**
 * The answer as the page shows it; of a base the view that is named, else its first one. Throws a `QueryError` with its
 * place in the text as it was written.
 */
export async function tellAnswer(
	question: ForeignQuestion,
	open: OpenGraph,
	options: { readonly budget: Budget; readonly signal?: AbortSignal | undefined },
): Promise<ToldAnswer> {
	const { views, problem, others } = await foreignAnswer(question, open, { ...options, one: true });
	const notes = problem === undefined ? [...(await missingNames(question, open))] : [problem.message];
	if (others.length > 0) notes.push(`This base has other views: ${others.join(", ").slice(0, 500)}.`);
	const told =
		views[0] === undefined ? { shape: "table" as const, columns: [], rows: [] } : toldView(views[0]);
	return { told, notes };
}
