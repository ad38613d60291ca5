/** The library's way to ask a vault: open it once, ask often. */
import { embedVault, type LoadOptions, loadVault } from "./compile.js";
import {
	type Budget,
	fromPlain,
	type Plain,
	type PlanStep,
	type Prepared,
	prepare,
	toPlain,
} from "./query/index.js";
import { createQueryGraph, type QueryGraph } from "./query-graph.js";

export interface OpenGraphOptions extends LoadOptions {
	/** Whether queries may ask for what the network has learned; it is trained if it was not. */
	readonly network?: boolean;
}

/** A vault's concept graph, ready to be asked. */
export interface OpenGraph {
	readonly graph: QueryGraph;
	/** Plans that were made before, by their text. The latest are kept. */
	readonly plans: Map<string, Prepared>;
}

/** @example const graph = await openGraph({ vault: "notes", config }); */
export async function openGraph({ network, ...options }: OpenGraphOptions): Promise<OpenGraph> {
	const loaded = network === true ? await embedVault(options) : await loadVault(options);
	return { graph: createQueryGraph(loaded), plans: new Map() };
}

export interface QueryOptions {
	/** By name, as JSON has them. */
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly budget?: Budget;
	readonly signal?: AbortSignal;
}

export interface QueryAnswer {
	readonly columns: readonly string[];
	/** One record for each row, by column. */
	readonly rows: readonly { readonly [column: string]: Plain }[];
	/** For queries that begin with `EXPLAIN` or `PROFILE`. */
	readonly plan?: PlanStep;
}

/** Plans that are kept. */
const mostPlans = 100;

/** @example await query(graph, "MATCH (n:Note {title: $t})-->(m) RETURN m.title AS title", { parameters: { t: "LSTM" } }) */
export async function query(
	{ graph, plans }: OpenGraph,
	text: string,
	{ parameters = {}, ...options }: QueryOptions = {},
): Promise<QueryAnswer> {
	const known = plans.get(text);
	// A plan runs once at a time: whoever asks the same meanwhile has one of their own.
	const prepared = known === undefined || known.busy ? prepare(text, graph.options) : known;
	plans.delete(text);
	plans.set(text, prepared);
	if (plans.size > mostPlans) plans.delete(plans.keys().next().value!);
	const values = new Map(Object.entries(parameters).map(([name, value]) => [name, fromPlain(value)]));
	const { columns, rows, plan } = await prepared.run({ ...options, parameters: values });
	return {
		columns,
		rows: rows.map((row) =>
			Object.fromEntries(columns.map((name, i) => [name, toPlain(row[i]!, graph.store)])),
		),
		...(plan !== undefined && { plan }),
	};
}
