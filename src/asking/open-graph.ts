/** The library's way to ask a vault: open it once, ask often. */
import { embedVault, type LoadOptions, loadVault } from "../compile.js";
import { type Budget, fromPlain, type Plain, type PlanStep, toPlain } from "../query/index.js";
import { type OpenGraph, runQuery, toOpenGraph } from "./opened-graph.js";

export type { OpenGraph };

export interface OpenGraphOptions extends LoadOptions {
	/** Whether queries may ask for what the network has learned; it is trained if it was not. */
	readonly network?: boolean;
}

/** @example const graph = await openGraph({ vault: "notes", config }); */
export async function openGraph({ network, ...options }: OpenGraphOptions): Promise<OpenGraph> {
	return toOpenGraph(network === true ? await embedVault(options) : await loadVault(options));
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

/** @example await query(graph, "MATCH (n:Note {title: $t})-->(m) RETURN m.title AS title", { parameters: { t: "LSTM" } }) */
export async function query(
	graph: OpenGraph,
	text: string,
	{ parameters = {}, ...options }: QueryOptions = {},
): Promise<QueryAnswer> {
	const values = new Map(Object.entries(parameters).map(([name, value]) => [name, fromPlain(value)]));
	const { columns, rows, plan } = await runQuery(graph, text, { ...options, parameters: values });
	const { store } = graph.graph;
	return {
		columns,
		rows: rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, toPlain(row[i]!, store)]))),
		...(plan !== undefined && { plan }),
	};
}
