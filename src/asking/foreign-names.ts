/** What a query in another language asks for and no file has: it finds nothing without a word. */

import { parseQuery } from "../query/index.js";
import { missingNames as namesMissingIn } from "../query-graph/missing-names.js";
import { type ForeignQuestion, filesOf, foreignQueries, placeQuestion } from "./foreign-queries.js";
import type { OpenGraph } from "./opened-graph.js";

/** Names that are told of one query. */
const mostNames = 5;

/** A sentence for each, in the order of the query. Throws as `foreignQueries`. */
export async function missingNames(question: ForeignQuestion, open: OpenGraph): Promise<readonly string[]> {
	const files = filesOf(open);
	const told = new Set<string>();
	if (question.language === "search") {
		const { namesOfSearch } = await import("../query-graph/search-names.js");
		for (const { message } of namesOfSearch(placeQuestion(question, open).code, files)) told.add(message);
	} else {
		for (const { query } of await foreignQueries(question, open))
			for (const { message } of namesMissingIn(parseQuery(query), files)) told.add(message);
	}
	return [...told].slice(0, mostNames);
}
