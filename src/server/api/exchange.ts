import type { IncomingMessage, ServerResponse } from "node:http";
import type { LiveVault, Snapshot } from "../../asking/live-vault.js";
import type { RunOptions } from "../../asking/opened-graph.js";
import type { ConceptGraph } from "../../model/index.js";
import { ApiError } from "./api-error.js";
import { mostMemory, mostRows, usualTime } from "./endpoints.js";

/** A request that is being answered. */
export interface Exchange {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly vault: LiveVault;
	/** Aborted when the client goes away. */
	readonly signal: AbortSignal;
	/** Once the vault is open. */
	graph?: ConceptGraph;
}

export async function opened(exchange: Exchange, network: boolean): Promise<Snapshot> {
	const snapshot = network ? await exchange.vault.embedded() : await exchange.vault.current();
	exchange.signal.throwIfAborted();
	exchange.graph = snapshot.open.loaded.graph;
	return snapshot;
}

export function runOptions({ signal }: Exchange): RunOptions {
	return { budget: { time: usualTime, rows: mostRows + 1, memory: mostMemory }, signal };
}

export function notAcceptable(types: string): ApiError {
	return new ApiError(406, "accept", `What is here comes as ${types}.`);
}
