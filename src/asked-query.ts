/** The query that somebody asks, in whichever language they ask it. */
import { type ForeignLanguage, foreignQueries } from "./foreign-queries.js";
import { UsageError } from "./model/index.js";
import type { OpenGraph } from "./opened-graph.js";

export const queryLanguages = ["cypher", "dataview", "base", "search"] as const;
export type QueryLanguage = "cypher" | ForeignLanguage;

export interface AskedQuery {
	readonly language: QueryLanguage;
	readonly text: string;
	/** The note in which it is to stand: `this`. */
	readonly note?: string;
	/** Of a base; without it the first. */
	readonly view?: string;
}

/** As Cypher. Throws a `QueryError` with its place in the text as it was written. */
export async function cypherOf(asked: AskedQuery, open: OpenGraph): Promise<string> {
	const { language, text, note, view } = asked;
	if (language === "cypher") return text;
	const queries = await foreignQueries({ language, text, ...(note !== undefined && { note }) }, open);
	const chosen = view === undefined ? queries[0] : queries.find(({ name }) => name === view);
	if (chosen !== undefined) return chosen.query;
	const names = queries.map(({ name }) => name).filter((name) => name !== undefined);
	throw new UsageError(`There is no view “${view ?? ""}” in this.`, {
		...(names.length > 0 && { hint: `there are ${names.join(", ")}` }),
	});
}
