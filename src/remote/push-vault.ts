/** A vault's graph, sent to a database. */

import { toOpenGraph } from "../asking/opened-graph.js";
import {
	type BoltAddress,
	type GraphContents,
	openBolt,
	openSession,
	type PostgresAddress,
	parseAddress,
	pushToBolt,
	pushToPostgres,
} from "../backends/index.js";
import { embedVault, type LoadOptions, loadVault } from "../compile.js";
import { UsageError } from "../model/index.js";
import { contentsOf } from "./graph-contents.js";

export interface PushVaultOptions extends LoadOptions {
	/** As in `postgres://user@host/database`. */
	readonly address: string;
	/** Drops what was pushed there before. */
	readonly rebuild: boolean;
	readonly onProgress: (sent: number, total: number) => void;
}

export interface Pushed {
	/** Counts the graphs that were there. */
	readonly version: number;
	/** Parts that are others now, of all that there are, and that are gone. */
	readonly changed: number;
	readonly parts: number;
	readonly removed: number;
	/** Parts that an earlier push, cut short, had sent already. */
	readonly resumed: number;
	/** The address without a password. */
	readonly shown: string;
	readonly nodes: number;
	readonly relationships: number;
}

export async function pushVault(options: PushVaultOptions): Promise<Pushed> {
	const address = parseAddress(options.address);
	return address.kind === "bolt" ? overBolt(address, options) : toPostgres(address, options);
}

async function toPostgres(address: PostgresAddress, options: PushVaultOptions): Promise<Pushed> {
	const { onProgress, rebuild, signal } = options;
	// Who cannot be reached is told before anything is computed.
	const session = await openSession(address);
	try {
		const contents = await contentsFor(options);
		signal?.throwIfAborted();
		const report = await pushToPostgres(session, contents, {
			...{ rebuild, onProgress },
			...(signal !== undefined && { signal }),
		});
		const { nodes, relationships } = contents.store;
		return { ...report, shown: address.shown, nodes, relationships };
	} finally {
		await session.close();
	}
}

/** What the network has learned has no place there. */
async function overBolt(address: BoltAddress, options: PushVaultOptions): Promise<Pushed> {
	if (options.rebuild) throw new UsageError("--rebuild is for PostgreSQL: over Bolt, there are no tables.");
	const session = await openBolt(address, process.env);
	try {
		await session.read("RETURN 1", {});
		const contents = await contentsFor({ ...options, config: { ...options.config, embed: false } });
		const { nodes, relationships } = contents.store;
		const report = await pushToBolt(session, contents);
		return { ...report, parts: nodes, resumed: 0, shown: address.shown, nodes, relationships };
	} finally {
		await session.close();
	}
}

async function contentsFor(options: PushVaultOptions): Promise<GraphContents> {
	const embedded = options.config.embed ? await embedVault(options) : undefined;
	const loaded = embedded ?? (await loadVault(options));
	const { graph, notes } = toOpenGraph(loaded);
	return contentsOf({ ...loaded, notes }, graph, embedded?.inference());
}
