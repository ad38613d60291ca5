/** Questions in the languages that Obsidian's users write, as queries in ours: what `notapse query --from` runs. */
import { createFileTable } from "./file-facts.js";
import { type SourceFile, UsageError } from "./model/index.js";
import type { OpenGraph } from "./opened-graph.js";
import { printQuery, QueryError } from "./query/index.js";

export type ForeignLanguage = "dataview" | "base" | "search";

export interface ForeignQuestion {
	readonly language: ForeignLanguage;
	readonly text: string;
	/** The note in which it is to stand, as a link would name it: `this`. */
	readonly note?: string;
	/** The one view of a base that is wanted. */
	readonly view?: string;
}

/** A query, and for a view of a base what the view is called. */
export interface ForeignQuery {
	readonly name?: string;
	readonly query: string;
}

/** Of a search. */
const mostFiles = 1000;

/** One for most languages, and one for each view of a base. Throws a `QueryError` with its place in the text. */
export async function foreignQueries(
	{ language, text, note, view }: ForeignQuestion,
	{ loaded, notes }: OpenGraph,
): Promise<readonly ForeignQuery[]> {
	const files = createFileTable({ ...loaded, notes });
	const path = note === undefined ? undefined : files.resolve(note, "");
	if (note !== undefined && path === undefined)
		throw new UsageError(`There is no note “${note}” in this vault.`);
	const from = path === undefined ? {} : { from: path };
	switch (language) {
		case "dataview": {
			const { DataviewError, translateDataview } = await import("./dataview/index.js");
			try {
				return [
					{ query: printQuery(translateDataview({ code: text, form: "fence", ...from }, files).query) },
				];
			} catch (error) {
				throw error instanceof DataviewError
					? errorAt(text, error.message, error.offset, error.endIn(text))
					: error;
			}
		}
		case "search": {
			const { filesQuery, parseSearch } = await import("./search/index.js");
			return [{ query: printQuery(filesQuery(parseSearch(text), mostFiles)) }];
		}
		case "base": {
			const { baseQueries } = await import("./bases/index.js");
			const base = baseNamed(text, loaded.vault.bases, (name) => files.resolve(name, ""));
			const question = {
				...(base !== undefined && { from: base.path }),
				...from,
				...(view !== undefined && { view }),
			};
			const code = base?.source ?? text;
			const { views, problems } = await baseQueries({ code, ...question }, { files, language: "en" });
			const [problem] = problems;
			if (problem !== undefined) throw errorAt(code, problem.message, problem.offset);
			if (views.length === 0) throw new UsageError(`There is no view “${view}” in this base.`);
			return views.map(({ name, query }) => ({ name, query }));
		}
	}
}

/** `表.base` is a base of the vault, as a link would name it; anything else is what a base says. */
function baseNamed(
	text: string,
	bases: readonly SourceFile[],
	resolve: (name: string) => string | undefined,
): SourceFile | undefined {
	if (!/^[^\n:{}]+\.base$/i.test(text.trim())) return undefined;
	const path = resolve(text.trim());
	const found = bases.find((base) => base.path === path);
	if (found === undefined) throw new UsageError(`There is no base “${text.trim()}” in this vault.`);
	return found;
}

function errorAt(source: string, message: string, start: number, end = start + 1): QueryError {
	return new QueryError("SyntaxError", "ForeignSyntax", message, { span: { start, end }, source });
}
