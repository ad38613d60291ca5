/** A vault's concept graph with all that answers need: opened once, asked often. */
import type { EmbeddedVault } from "../compile.js";
import { type ConceptFinder, createConceptFinder } from "../concepts/find-concept.js";
import type { LoadedVault } from "../load.js";
import { type CompiledNote, graphNames } from "../model/index.js";
import {
	type Budget,
	type Prepared,
	prepare,
	type QueryResult,
	unknownNames,
	type Value,
} from "../query/index.js";
import { createQueryGraph, type QueryGraph } from "../query-graph/query-graph.js";

export interface OpenGraph {
	readonly loaded: LoadedVault;
	/** Where the network was asked for. */
	readonly embedded?: EmbeddedVault;
	readonly graph: QueryGraph;
	/** Those that take part: without the unpublished ones, if these were left out. */
	readonly notes: readonly CompiledNote[];
	readonly finder: ConceptFinder;
	/** Plans that were made before, by their text. The latest are kept. */
	readonly plans: Map<string, Prepared>;
}

/** @param graph given where it is there already */
export function toOpenGraph(loaded: LoadedVault | EmbeddedVault, graph?: QueryGraph): OpenGraph {
	const notes = loaded.notes.filter(({ note }) => loaded.graph.graph.hasNode(note.path));
	let finder: ConceptFinder | undefined;
	return {
		loaded,
		...("embedding" in loaded && { embedded: loaded }),
		graph: graph ?? createQueryGraph({ ...loaded, notes }),
		notes,
		get finder() {
			finder ??= createConceptFinder({ ...loaded, notes: notes.map(({ note }) => note) });
			return finder;
		},
		plans: new Map(),
	};
}

export interface RunOptions {
	readonly parameters?: ReadonlyMap<string, Value>;
	readonly budget?: Budget;
	readonly signal?: AbortSignal | undefined;
}

/** What a query asks for and the vault does not have: a sentence for each name. Throws as `runQuery`. */
export function missingIn({ graph }: OpenGraph, text: string): readonly string[] {
	return unknownNames(text, graph.options, graphNames).map(({ message }) => message);
}

/** Plans that are kept. */
const mostPlans = 100;
/** A longer text is not worth its place. */
const longestKept = 10_000;

/** Reads, plans and runs a query; one that was asked before is not planned again. Throws a `QueryError`. */
export function runQuery(
	{ graph, plans }: OpenGraph,
	text: string,
	options: RunOptions = {},
): Promise<QueryResult> {
	const known = plans.get(text);
	// A plan runs once at a time: whoever asks the same meanwhile has one of their own.
	const prepared = known === undefined || known.busy ? prepare(text, graph.options) : known;
	if (text.length <= longestKept) {
		plans.delete(text);
		plans.set(text, prepared);
		if (plans.size > mostPlans) plans.delete(plans.keys().next().value!);
	}
	return prepared.run(options);
}
