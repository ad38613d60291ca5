import type { Answer, AnswerHits, AnswerLink, AnswerProblem } from "../model/index.js";
import {
	type Budget,
	NodeValue,
	type PrepareOptions,
	prepareSyntax,
	QueryError,
	type Value,
} from "../query/index.js";
import { parseSearch } from "./parse-search.js";
import { filesQuery } from "./search-query.js";

export interface SearchWorld {
	/** With the functions of `searchFunctions`. */
	readonly graph: PrepareOptions;
	/** How a file is shown. */
	linkTo(node: number): AnswerLink | undefined;
	readonly budget?: Budget;
	readonly signal?: AbortSignal | undefined;
}

/** Files that a list of hits has at most. */
const mostFiles = 500;

/** What ` ```query ` asks. Never throws for what its author wrote. */
export async function answerSearch(code: string, world: SearchWorld): Promise<Answer> {
	try {
		const query = filesQuery(parseSearch(code), mostFiles);
		const prepared = prepareSyntax(query, world.graph, code);
		const { rows } = await prepared.run({
			...(world.budget !== undefined && { budget: world.budget }),
			signal: world.signal,
		});
		return { views: [hitsOf(rows, world)] };
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		return { views: [], problem: problemOf(error) };
	}
}

function problemOf(error: QueryError): AnswerProblem {
	const costly = error.kind === "BudgetError";
	return {
		message: costly ? error.message.replace("The query", "The search") : error.message,
		...(error.span !== undefined && { offset: error.span.start, end: error.span.end }),
		...(error.hint !== undefined && { hint: error.hint }),
		kind: costly ? "costly" : "wrong",
	};
}

function hitsOf(
	rows: readonly (readonly Value[])[],
	{ linkTo }: SearchWorld,
): AnswerHits & { omitted?: number } {
	const total = (rows[0]?.[2] as number | undefined) ?? 0;
	const files = rows.flatMap(([file, found]) => {
		const link = file instanceof NodeValue ? linkTo(file.id) : undefined;
		return link === undefined ? [] : [{ file: link, ...toFound(found ?? null) }];
	});
	const matches = files.reduce((sum, file) => sum + file.matches, 0);
	const omitted = total - rows.length;
	return { shape: "hits", files, matches, ...(omitted > 0 && { omitted }) };
}

type Found = Omit<AnswerHits["files"][number], "file">;

function toFound(found: Value): Found {
	if (!(found instanceof Map)) return { matches: 0, excerpts: [] };
	const lines = found.get("lines") as readonly ReadonlyMap<string, Value>[];
	return {
		matches: found.get("matches") as number,
		excerpts: lines.map((each) => ({
			line: each.get("line") as number,
			pieces: each.get("pieces") as readonly string[],
		})),
	};
}
