/** A vault of a few files that can be searched. */
import type { Answer } from "../../src/model/index.js";
import { prepare, printQuery, QueryError } from "../../src/query/index.js";
import { createQueryGraph, type QueryGraph } from "../../src/query-graph/query-graph.js";
import { answerSearch, filesQuery, parseSearch, rankedQuery } from "../../src/search/index.js";
import { loadedVault } from "../support/loaded-vault.js";

export interface Searchable {
	/** Names of the files that are found, without `.md`, in their order. */
	find(search: string): string;
	answer(search: string, budget?: { time: number }): Promise<Answer>;
	/** `name: first line · second line`, with what was found in brackets. */
	excerpts(search: string): Promise<string[]>;
	/** As `notapse search` ranks them. */
	ranked(search: string): string;
	readonly graph: QueryGraph;
}

export async function searchable(files: Readonly<Record<string, string>>): Promise<Searchable> {
	const loaded = await loadedVault(files);
	const graph = createQueryGraph(loaded);
	const pathOf = (node: number) => String(graph.store.nodeValue(node, "path"));
	const nameOf = (path: string) => path.replace(/\.md$/, "");
	const linkTo = (node: number) => ({
		kind: "link" as const,
		concept: pathOf(node),
		text: nameOf(pathOf(node)),
	});
	const answer: Searchable["answer"] = (search, budget) =>
		answerSearch(search, { graph: graph.options, linkTo, ...(budget && { budget }) });
	const namesOf = (query: string) =>
		prepare(query, graph.options)
			.runSync()
			.rows.map(([node]) => nameOf(pathOf((node as { id: number }).id)))
			.join(" ");
	return {
		graph,
		// What is printed is what is run.
		find: (search) => namesOf(printQuery(filesQuery(parseSearch(search), 100))),
		ranked: (search) => namesOf(printQuery(rankedQuery(parseSearch(search)))),
		answer,
		excerpts: async (search) => {
			const { views, problem } = await answer(search);
			if (problem !== undefined) throw new Error(problem.message);
			const [view] = views;
			if (view?.shape !== "hits") throw new Error("no hits");
			return view.files.map(({ file, excerpts }) => {
				const shown = excerpts.map(({ line, pieces }) => `${line} ${pieces.map(marked).join("")}`);
				return `${file.text}: ${shown.join(" · ")}`;
			});
		},
	};
}

function marked(piece: string, index: number): string {
	return index % 2 === 1 ? `[${piece}]` : piece;
}

/** The message and, below the search, what it is about: `a OR` `^^`. */
export function problemIn(search: string): string {
	try {
		parseSearch(search);
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		const { start, end } = error.span!;
		return `${search.slice(0, start)}⟦${search.slice(start, end)}⟧${search.slice(end)} ${error.message}`;
	}
	return "fine";
}
