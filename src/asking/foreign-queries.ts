/** Questions in the languages that Obsidian's users write, as queries in ours: what `notapse query --as-query` prints. */

import { type FileTable, type SourceFile, UsageError, type VaultPath } from "../model/index.js";
import { printQuery, QueryError } from "../query/index.js";
import { createFileTable } from "../query-graph/file-facts.js";
import type { OpenGraph } from "./opened-graph.js";

export type ForeignLanguage = "dataview" | "base" | "search";

export interface ForeignQuestion {
	readonly language: ForeignLanguage;
	readonly text: string;
	/** The note in which it is to stand, as a link would name it: `this`. */
	readonly note?: string;
	/** The one view of a base that is wanted. */
	readonly view?: string;
}

/** A query, and for a view of a base what the view is called, and what stands beneath its columns. */
export interface ForeignQuery {
	readonly name?: string;
	readonly query: string;
	/** Queries of the values of a column, which is `$values`. */
	readonly summaries?: readonly { readonly column: string; readonly title: string; readonly query: string }[];
}

/** A question with what it names looked up. */
export interface PlacedQuestion {
	/** What is asked: of a base that is named by its file, what that says. */
	readonly code: string;
	/** Whether it is an inline query of Dataview, `= …`. */
	readonly form: "fence" | "inline";
	/** `this` */
	readonly from?: VaultPath;
}

/** Of a search. */
const mostFiles = 1000;

/** One for most languages, and one for each view of a base. Throws a `QueryError` with its place in the text. */
export async function foreignQueries(
	question: ForeignQuestion,
	open: OpenGraph,
): Promise<readonly ForeignQuery[]> {
	const { language, view } = question;
	const files = filesOf(open);
	const { code, form, ...from } = placeQuestion(question, open);
	switch (language) {
		case "dataview": {
			const { DataviewError, translateDataview } = await import("../dataview/index.js");
			try {
				return [{ query: printQuery(translateDataview({ code, form, ...from }, files).query) }];
			} catch (error) {
				throw error instanceof DataviewError
					? errorAt(code, error.message, error.offset, error.endIn(code))
					: error;
			}
		}
		case "search": {
			const { filesQuery, parseSearch } = await import("../search/index.js");
			return [{ query: printQuery(filesQuery(parseSearch(code), mostFiles)) }];
		}
		case "base": {
			const { baseQueries } = await import("../bases/index.js");
			const asked = { code, ...from, ...(view !== undefined && { view }) };
			const { views, problems } = await baseQueries(asked, { files, language: "en" });
			const [problem] = problems;
			if (problem !== undefined) throw errorAt(code, problem.message, problem.offset);
			if (views.length === 0) throw new UsageError(`There is no view “${view}” in this base.`);
			return views;
		}
	}
}

/** Throws a `UsageError` for a note or a base that the vault does not have. */
export function placeQuestion({ language, text, note }: ForeignQuestion, open: OpenGraph): PlacedQuestion {
	const files = filesOf(open);
	const path = note === undefined ? undefined : files.resolve(note, "");
	if (note !== undefined && path === undefined)
		throw new UsageError(`There is no note “${note}” in this vault.`);
	const from = path === undefined ? {} : { from: path };
	if (language === "base") {
		const base = baseNamed(text, open.loaded.vault.bases, (name) => files.resolve(name, ""));
		if (base !== undefined) return { code: base.source, form: "fence", from: path ?? base.path };
	}
	// No query in Dataview's language begins so.
	const inline = language === "dataview" ? /^\s*=(.+)$/s.exec(text)?.[1] : undefined;
	if (inline !== undefined) return { code: inline, form: "inline", ...from };
	return { code: text, form: "fence", ...from };
}

const tables = new WeakMap<OpenGraph, FileTable>();

/** The files of an open vault; one table for all questions. */
export function filesOf(open: OpenGraph): FileTable {
	let files = tables.get(open);
	if (files === undefined) {
		files = createFileTable({ ...open.loaded, notes: open.notes });
		tables.set(open, files);
	}
	return files;
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
	if (found === undefined) {
		throw new UsageError(`There is no base “${text.trim()}” in this vault.`, {
			...(bases.length > 0 && {
				hint: `there are ${bases
					.map((base) => base.path)
					.join(", ")
					.slice(0, 300)}`,
			}),
		});
	}
	return found;
}

function errorAt(source: string, message: string, start: number, end = start + 1): QueryError {
	return new QueryError("SyntaxError", "ForeignSyntax", message, { span: { start, end }, source });
}
