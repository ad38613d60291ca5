/** The worker that answers, from the page's side: loaded when it is first needed, and started again if it must be. */
import type { FromWorker, PanelAnswer, PanelProblem, ToWorker } from "../../../panel/index.js";
import { IndexReader } from "../../search/index-reader.js";
import { loadIndexFile } from "../index-loader.js";

export interface EngineFiles {
	/** From the site's root: concepts and links, and the graph with everything. */
	readonly outline: string;
	readonly graph: string;
	readonly worker: string;
}

export type Outcome =
	| ({ readonly kind: "answer" } & PanelAnswer)
	| ({ readonly kind: "problem" } & PanelProblem)
	/** There is nothing that could answer. */
	| { readonly kind: "broken" }
	| { readonly kind: "no-worker" };

/** What one question may take. A page has other things to do than to list a hundred thousand rows. */
const budget = { time: 10_000, memory: 250e6, rows: 100_000, shown: 500 };

/** Milliseconds in which a worker should say that it has stopped. */
const patience = 400;

export class Engine {
	readonly #files: EngineFiles;
	/** Parts of the program that questions have needed so far. */
	readonly #parts = new Set<string>();
	/** The packed graph, once it was loaded; with everything, once a question needed that. */
	#graph: Promise<Uint8Array> | undefined;
	#whole = false;
	#worker: Promise<Worker> | undefined;
	#asked = 0;
	#waiting:
		| { readonly id: number; readonly query: string; readonly settle: (outcome: Outcome) => void }
		| undefined;

	constructor(files: EngineFiles) {
		this.#files = files;
	}

	/** Loads what is needed, so that the first answer need not wait for it. */
	prepare(): void {
		this.#start().catch(() => {});
	}

	/** A question that is asked meanwhile takes the place of the one before, which is then stopped. */
	async ask(query: string): Promise<Outcome> {
		this.cancel();
		const id = ++this.#asked;
		const outcome = new Promise<Outcome>((settle) => {
			this.#waiting = { id, query, settle };
		});
		await this.#send();
		return outcome;
	}

	/** Asks what waits to be answered, as soon as there is a worker. */
	async #send(): Promise<void> {
		if (this.#waiting === undefined) return;
		const { id, query } = this.#waiting;
		try {
			const worker = await this.#start();
			if (this.#waiting?.id === id) send(worker, { kind: "ask", id, query, budget });
		} catch (error) {
			this.#settle(id, { kind: error instanceof NoWorker ? "no-worker" : "broken" });
		}
	}

	cancel(): void {
		const asked = this.#waiting;
		if (asked === undefined) return;
		this.#worker?.then((worker) => send(worker, { kind: "cancel", id: asked.id })).catch(() => {});
		// Whatever it does: who does not stop is ended, and another one begins with the next question.
		setTimeout(() => {
			if (this.#waiting?.id !== asked.id) return;
			this.#end();
			this.#settle(asked.id, { kind: "problem", message: "", why: "cancelled" });
		}, patience);
	}

	#settle(id: number, outcome: Outcome): void {
		if (this.#waiting?.id !== id) return;
		const { settle } = this.#waiting;
		this.#waiting = undefined;
		settle(outcome);
	}

	#end(): void {
		this.#worker?.then((worker) => worker.terminate()).catch(() => {});
		this.#worker = undefined;
	}

	#start(): Promise<Worker> {
		this.#worker ??= this.#open();
		this.#worker.catch(() => {
			// Who is offline for a moment may try again.
			this.#worker = undefined;
		});
		return this.#worker;
	}

	async #open(): Promise<Worker> {
		const { outline, graph: whole } = this.#files;
		this.#graph ??= loadIndexFile(this.#whole ? whole : outline);
		this.#graph.catch(() => {
			this.#graph = undefined;
		});
		const [graph, script, ...parts] = await Promise.all([
			this.#graph,
			loadIndexFile(this.#files.worker),
			...Array.from(this.#parts, (part) => loadIndexFile(partFile(this.#files.worker, part))),
		]);
		const worker = startWorker([script, ...parts]);
		let opened = false;
		return new Promise((resolve, reject) => {
			worker.onerror = () => {
				reject(new NoWorker());
				this.#end();
				if (this.#waiting !== undefined) this.#settle(this.#waiting.id, { kind: "no-worker" });
			};
			const broken = () => {
				reject(new Error("the graph cannot be read"));
				if (this.#waiting !== undefined) this.#settle(this.#waiting.id, { kind: "broken" });
			};
			worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
				if (data.kind === "opened") {
					opened = true;
					resolve(worker);
				} else if (data.kind === "broken") broken();
				else if (data.kind === "needs-vectors") void sendVectors(worker);
				else if (data.kind === "needs-whole") void this.#sendWhole(worker);
				else if (data.kind === "needs-part") {
					worker.terminate();
					if (this.#parts.has(data.part)) broken();
					else {
						// Without a way to run what is loaded later, the program is started anew with all of it.
						this.#parts.add(data.part);
						this.#worker = this.#open();
						resolve(this.#worker);
						// Who waits for this worker asks the other one.
						if (opened) void this.#send();
					}
				} else this.#settle(data.id, data);
			};
			send(worker, { kind: "open", graph, whole: this.#whole });
		});
	}

	async #sendWhole(worker: Worker): Promise<void> {
		try {
			const graph = loadIndexFile(this.#files.graph);
			send(worker, { kind: "open", graph: await graph, whole: true });
			this.#whole = true;
			this.#graph = graph;
		} catch {
			if (this.#waiting !== undefined) this.#settle(this.#waiting.id, { kind: "broken" });
		}
	}
}

/** Parts lie beside the program. */
function partFile(worker: string, part: string): string {
	return worker.replace(/query-worker\.js$/, `query-part-${part}.js`);
}

class NoWorker extends Error {}

/** From a text, because a page that is opened as a file may start no worker from another file. */
function startWorker(scripts: readonly Uint8Array[]): Worker {
	const url = URL.createObjectURL(new Blob(scripts as unknown as BlobPart[], { type: "text/javascript" }));
	try {
		return new Worker(url);
	} catch {
		throw new NoWorker();
	} finally {
		// The worker has taken hold of it by then, but not every browser has read it.
		setTimeout(() => URL.revokeObjectURL(url), 10_000);
	}
}

function send(worker: Worker, message: ToWorker): void {
	worker.postMessage(message);
}

/** Those with which search finds what means the same. */
async function sendVectors(worker: Worker): Promise<void> {
	const vectors = await new IndexReader(loadIndexFile).noteVectors().catch(() => undefined);
	send(worker, { kind: "vectors", ...vectors });
}
