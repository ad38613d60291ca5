/** The script of the worker that answers a page's queries. */
import { answerPage } from "./answer-page.js";
import type { FromWorker, ToWorker } from "./protocol.js";

interface WorkerScope {
	postMessage(message: FromWorker): void;
	/** Set by what the build puts before the program, see `scripts/engine/late-parts.js`. */
	readonly notapseParts?: readonly string[];
	addEventListener(kind: "message", listener: (event: { readonly data: ToWorker }) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const answering = answerPage((message) => scope.postMessage(message), scope.notapseParts);
scope.addEventListener("message", ({ data }) => answering.hear(data));
