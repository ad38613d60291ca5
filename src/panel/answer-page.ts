/** The worker's side of a conversation, whatever carries it: opens a graph, and answers one question after the other. */
import { graphNames } from "../model/index.js";
import {
	accessTo,
	asksNetwork,
	builtInProcedures,
	Procedures,
	prepare,
	QueryError,
	unknownNames,
} from "../query/index.js";
import { needsWhole } from "./needs-whole.js";
import { panelProcedures, similarityIn, type Vectors } from "./network.js";
import type { FromWorker, PanelBudget, PanelProblem, ToWorker } from "./protocol.js";
import { shownAnswer } from "./shown.js";
import { type SiteGraph, unpackSiteGraph } from "./site-graph.js";

export interface Answering {
	hear(message: ToWorker): void;
}

/**
 * @param tell what carries messages to the page
 * @param parts in which more of the program comes
 */
export function answerPage(tell: (message: FromWorker) => void, parts: readonly string[] = []): Answering {
	let graph: SiteGraph | undefined;
	let whole = false;
	/** Undefined: not yet asked for. */
	let vectors: Vectors | "none" | undefined;
	let waiting: Extract<ToWorker, { kind: "ask" }> | undefined;
	let running: { readonly id: number; readonly abort: AbortController } | undefined;

	const ask = async (message: Extract<ToWorker, { kind: "ask" }>): Promise<void> => {
		const { id, query, budget } = message;
		if (graph === undefined) return;
		const abort = new AbortController();
		running = { id, abort };
		try {
			if (!whole && needsWhole(query, graph.left)) {
				waiting = message;
				tell({ kind: "needs-whole" });
				return;
			}
			if (vectors === undefined && asksNetwork(query)) {
				waiting = message;
				tell({ kind: "needs-vectors" });
				return;
			}
			tell({ kind: "answer", id, ...(await answer(query, graph, vectors, budget, abort.signal)) });
		} catch (error) {
			const part = missingPart(error);
			if (part !== undefined) tell({ kind: "needs-part", part });
			else tellProblem(id, error, abort.signal);
		}
	};

	/** What an error says may be in a part of its own. */
	const tellProblem = (id: number, error: unknown, signal: AbortSignal): void => {
		try {
			tell({ kind: "problem", id, ...problemOf(error, signal) });
		} catch (other) {
			const part = missingPart(other);
			if (part === undefined) throw other;
			tell({ kind: "needs-part", part });
		}
	};

	const again = () => {
		const message = waiting;
		waiting = undefined;
		if (message !== undefined) void ask(message);
	};

	return {
		hear: (message) => {
			switch (message.kind) {
				case "open":
					try {
						graph = unpackSiteGraph(message.graph);
						whole = message.whole;
						const { nodes, relationships } = graph.store;
						tell({ kind: "opened", nodes, relationships, parts });
					} catch (error) {
						const part = missingPart(error);
						tell(part === undefined ? { kind: "broken" } : { kind: "needs-part", part });
					}
					again();
					return;
				case "vectors":
					vectors = message.known ?? "none";
					again();
					return;
				case "ask":
					waiting = undefined;
					running?.abort.abort();
					void ask(message);
					return;
				case "cancel":
					if (waiting?.id === message.id) {
						waiting = undefined;
						tell({ kind: "problem", id: message.id, message: "", why: "cancelled" });
					} else if (running?.id === message.id) running.abort.abort();
			}
		},
	};
}

async function answer(
	query: string,
	graph: SiteGraph,
	vectors: Vectors | "none" | undefined,
	{ shown, ...budget }: PanelBudget,
	signal: AbortSignal,
) {
	const { store } = graph;
	const similarity = vectors === undefined || vectors === "none" ? undefined : similarityIn(graph, vectors);
	const procedures: Procedures = new Procedures([
		...builtInProcedures(() => procedures),
		...panelProcedures(() => similarity),
	]);
	const start = performance.now();
	const prepared = prepare(query, { store, access: accessTo(store, similarity), procedures });
	const now = BigInt(Date.now()) * 1_000_000n;
	const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
	const result = await prepared.run({ budget, signal, now, ...(zone !== undefined && { zone }) });
	const took = performance.now() - start;
	const notes = unknownNames(query, { store, procedures }, graphNames).map(({ message }) => message);
	return { ...shownAnswer(result, graph, { shown, took }), ...(notes.length > 0 && { notes }) };
}

/** What the build puts in place of functions that are loaded late throws this: see `scripts/engine/late-parts.js`. */
function missingPart(error: unknown): string | undefined {
	return (error as { readonly missingPart?: string } | null | undefined)?.missingPart;
}

function problemOf(error: unknown, signal: AbortSignal): PanelProblem {
	if (signal.aborted) return { message: "", why: "cancelled" };
	if (!(error instanceof QueryError)) return { message: String(error), why: "wrong" };
	const { message, span, line, column, frame, hint } = error;
	return {
		message,
		...(span !== undefined && { span }),
		...(line !== undefined && { line }),
		...(column !== undefined && { column }),
		...(frame !== undefined && { frame }),
		...(hint !== undefined && { hint }),
		why: error.kind === "BudgetError" ? "costly" : "wrong",
	};
}
