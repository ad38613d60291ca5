/** A graph that lies in a database, asked as one in this process is. */
import {
	type Answered,
	askBolt,
	askPostgres,
	type BoltAddress,
	findNamed,
	findNamedByBolt,
	type Inferred,
	inferVectors,
	type NamedConcept,
	openBolt,
	openSession,
	type PostgresAddress,
	parseAddress,
	querySettings,
} from "../backends/index.js";
import { foldName, UsageError } from "../model/index.js";
import type { Budget, Value } from "../query/index.js";
import { scoreOf, whereIn, wordsIn } from "../query-graph/query-text.js";

export interface RemoteGraph {
	ask(query: string, options?: RemoteOptions): Promise<Answered>;
	/** The concept that somebody means. */
	find(typed: string): Promise<NamedConcept>;
	/** Whether it can be asked what the network lists, with reasons: `gnn.related`, `gnn.suggestions`. */
	readonly lists: boolean;
	/** Runs the network there, over what was pushed. */
	infer(): Promise<Inferred>;
	close(): Promise<void>;
}

export interface RemoteOptions {
	readonly parameters?: ReadonlyMap<string, Value>;
	readonly budget?: Budget;
	readonly signal?: AbortSignal | undefined;
}

/** @param address as in `postgres://user@host/database` or `bolt://host` */
export async function openRemote(address: string): Promise<RemoteGraph> {
	const parsed = parseAddress(address);
	return parsed.kind === "bolt" ? overBolt(parsed) : onPostgres(parsed);
}

async function onPostgres(address: PostgresAddress): Promise<RemoteGraph> {
	const session = await openSession(address, querySettings);
	return {
		lists: true,
		ask: (query, options = {}) =>
			askPostgres(session, query, { ...options, search: { scoreOf, whereIn, wordsIn } }),
		find: (typed) => findNamed(session, unwrapped(typed), foldName),
		infer: () => inferVectors(session),
		close: () => session.close(),
	};
}

async function overBolt(address: BoltAddress): Promise<RemoteGraph> {
	const session = await openBolt(address, process.env);
	return {
		lists: false,
		ask: (query, { parameters, budget } = {}) =>
			askBolt(session, query, {
				...(parameters !== undefined && { parameters }),
				...(budget?.time !== undefined && { timeout: budget.time }),
			}),
		find: (typed) => findNamedByBolt(session, unwrapped(typed), foldName),
		infer: () => {
			throw new UsageError("Only PostgreSQL runs the network: Bolt has no statement for it.");
		},
		close: () => session.close(),
	};
}

/** As it is copied from a note: `[[target#heading|alias]]`. */
function unwrapped(typed: string): string {
	const inside = /^!?\[\[([^\]#|]*)[^\]]*\]\]$/.exec(typed.trim())?.[1];
	return (inside ?? typed).trim();
}
