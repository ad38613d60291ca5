/**
 * Names that are probably misspelt: nothing in the vault is called so, something else nearly is, and where they are asked
 * for nothing is found. They are no mistakes for any language, so that nothing else would tell.
 */

import type { QueryBlock, VaultPath } from "../model/index.js";
import {
	type Answer,
	type AnswerValue,
	type AnswerView,
	type FileTable,
	graphNames,
} from "../model/index.js";
import { parseQuery, unknownNames } from "../query/index.js";
import { isSlip, type MissingName, missingNames } from "../query-graph/missing-names.js";
import type { QueryGraph } from "../query-graph/query-graph.js";

export interface NameHint {
	readonly message: string;
	/** In the question's code. */
	readonly offset: number;
	readonly end: number;
}

/** Where names are looked up. */
export interface KnownNames {
	files(): Promise<FileTable>;
	graph(): Promise<QueryGraph>;
}

/** Hints for one question. */
const mostHints = 5;

export async function nameHints(
	question: Pick<QueryBlock, "language" | "code" | "form"> & { readonly from: VaultPath },
	answer: Answer,
	known: KnownNames,
): Promise<readonly NameHint[]> {
	const { views, problem } = answer;
	if (problem !== undefined || views.length === 0) return [];
	const found = views.some(isEmpty)
		? "nothing"
		: views.some((view) => hasEmptyColumn(view, question.language))
			? "rows"
			: "all";
	if (found === "all") return [];
	const hints = new Map<string, NameHint>();
	for (const missing of await namesIn(question, known)) {
		if (!isSlip(missing) || (found === "rows" && !missing.shown)) continue;
		const { message, span } = missing;
		if (!hints.has(message)) hints.set(message, { message, offset: span.start, end: span.end });
	}
	return [...hints.values()].slice(0, mostHints);
}

async function namesIn(
	{ language, code, form, from }: Parameters<typeof nameHints>[0],
	known: KnownNames,
): Promise<readonly MissingName[]> {
	switch (language) {
		case "dataview": {
			const { translateDataview } = await import("../dataview/index.js");
			const files = await known.files();
			return missingNames(translateDataview({ code, form, from }, files).query, files);
		}
		case "base": {
			const { baseQueries } = await import("../bases/index.js");
			const files = await known.files();
			const { views } = await baseQueries({ code, from }, { files, language: "en" });
			return views
				.flatMap(({ query }) => missingNames(parseQuery(query), files))
				.flatMap((missing) => placedIn(code, missing));
		}
		case "search": {
			const { namesOfSearch } = await import("../query-graph/search-names.js");
			return namesOfSearch(code, await known.files());
		}
		case "cypher": {
			const { options } = await known.graph();
			return unknownNames(code, options, graphNames).map((name) => ({ ...name, shown: true }));
		}
		default:
			return [];
	}
}

/** A base is translated from what stands in its YAML: its names are looked for there. */
function placedIn(code: string, missing: MissingName): readonly MissingName[] {
	const { name } = missing;
	const isPart = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}\p{M}_-]/u.test(char);
	for (let at = code.indexOf(name); at >= 0; at = code.indexOf(name, at + 1)) {
		const end = at + name.length;
		if (!isPart(code[at - 1]) && !isPart(code[end])) return [{ ...missing, span: { start: at, end } }];
	}
	return [];
}

function isEmpty(view: AnswerView): boolean {
	switch (view.shape) {
		case "table":
		case "list":
		case "cards":
		case "tasks":
			return view.groups.every(({ items }) => items.length === 0);
		case "calendar":
			return view.days.length === 0;
		case "hits":
			return view.files.length === 0;
		case "graph":
			return view.nodes.length === 0;
		case "value":
			return isNothing(view.value);
		case "document":
			return false;
	}
}

function hasEmptyColumn(view: AnswerView, language: QueryBlock["language"]): boolean {
	if (view.shape === "cards")
		return view.columns.some((_, i) =>
			view.groups.every(({ items }) => items.every(({ values }) => isNothing(values[i] ?? null))),
		);
	if (view.shape !== "table" && view.shape !== "list") return false;
	const rows: readonly (readonly AnswerValue[])[] = view.groups.flatMap(({ items }) => items);
	// What is empty may be left out at the end of an item.
	const width = view.shape === "table" ? view.columns.length : language === "cypher" ? 1 : 2;
	return Array.from({ length: width }, (_, i) => i).some((i) =>
		rows.every((row) => isNothing(row[i] ?? null)),
	);
}

function isNothing(value: AnswerValue): boolean {
	return value === null || value === "";
}
