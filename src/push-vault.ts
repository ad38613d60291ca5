/** A vault's graph, sent to a database. */
import { openSession, type PushReport, parseAddress, pushToPostgres } from "./backends/index.js";
import { embedVault, type LoadOptions, loadVault } from "./compile.js";
import { contentsOf } from "./graph-contents.js";
import { UsageError } from "./model/index.js";
import { toOpenGraph } from "./opened-graph.js";

export interface PushVaultOptions extends LoadOptions {
	/** As in `postgres://user@host/database`. */
	readonly address: string;
	/** Drops what was pushed there before. */
	readonly rebuild: boolean;
	readonly onProgress: (sent: number, total: number) => void;
}

export interface Pushed extends PushReport {
	/** The address without a password. */
	readonly shown: string;
	readonly nodes: number;
	readonly relationships: number;
}

export async function pushVault(options: PushVaultOptions): Promise<Pushed> {
	const { config, onProgress, rebuild, signal } = options;
	const address = parseAddress(options.address);
	if (address.kind === "bolt") throw new UsageError("Bolt is not spoken yet.");
	// Who cannot be reached is told before anything is computed.
	const session = await openSession(address);
	try {
		const embedded = config.embed ? await embedVault(options) : undefined;
		const loaded = embedded ?? (await loadVault(options));
		signal?.throwIfAborted();
		const { graph, notes } = toOpenGraph(loaded);
		const network = embedded?.inference();
		const report = await pushToPostgres(session, contentsOf({ ...loaded, notes }, graph, network), {
			...{ rebuild, onProgress },
			...(signal !== undefined && { signal }),
		});
		const { nodes, relationships } = graph.store;
		return { ...report, shown: address.shown, nodes, relationships };
	} finally {
		await session.close();
	}
}
