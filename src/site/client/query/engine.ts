/**
 * The worker that answers, from the page's side. The first one has what first questions need; while nobody waits, another
 * one is started with all parts of the program, tries the page's examples so that their code is compiled, and takes over.
 */
import type { FromWorker, PanelAnswer, PanelProblem, ToWorker, Vectors } from "../../../panel/index.js";
import { IndexReader } from "../../search/index-reader.js";
import { loadIndexFile } from "../index-loader.js";
import { likelyParts } from "./likely-parts.js";
import { idle, NoWorker, sparesData, startWorker } from "./start-worker.js";

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

/** What may be spent on an example that nobody has asked yet. */
const trial = { time: 300, memory: 100e6, rows: 10_000, shown: 100 };

/** The number under which examples are tried: questions have others. */
const tried = 0;

/** Milliseconds in which a worker should say that it has stopped. */
const patience = 400;

interface Started {
	/** Those of the program that it has, besides what each has. */
	readonly parts: ReadonlySet<string>;
	/** Once it has opened the graph. */
	readonly worker: Promise<Worker>;
}

export class Engine {
	readonly #files: EngineFiles;
	/** Which parts there are; known once a worker has told. */
	#allParts: readonly string[] = [];
	/** The packed graph, once it was loaded; with everything, once a question needed that. */
	#graph: Promise<Uint8Array> | undefined;
	#whole = false;
	/** Who answers. */
	#now: Started | undefined;
	/** Who takes over with all parts: as soon as it is ready and nobody waits, or somebody waits for a part. */
	#next: Started | undefined;
	#nextIsReady = false;
	#examples: readonly string[] = [];
	#asked = tried;
	#waiting:
		| { readonly id: number; readonly query: string; readonly settle: (outcome: Outcome) => void }
		| undefined;

	constructor(files: EngineFiles) {
		this.#files = files;
	}

	/** Loads what is needed, so that the first answer need not wait for it. */
	prepare(examples: readonly string[]): void {
		this.#examples = examples;
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
		this.#now?.worker.then((worker) => send(worker, { kind: "cancel", id: asked.id })).catch(() => {});
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
		if (this.#nextIsReady) this.#takeOver();
		else void this.#startNext();
	}

	#end(): void {
		this.#now?.worker.then((worker) => worker.terminate()).catch(() => {});
		this.#now = undefined;
	}

	#start(): Promise<Worker> {
		if (this.#now === undefined && this.#next !== undefined) this.#takeOver();
		this.#now ??= this.#open(new Set(likelyParts(this.#waiting?.query ?? "")));
		return this.#now.worker;
	}

	/** All of the program, in time for the question that needs it. */
	async #startNext(): Promise<void> {
		if (!this.#wantsNext()) return;
		await idle();
		if (this.#wantsNext()) this.#next = this.#open(new Set(this.#allParts));
	}

	#wantsNext(): boolean {
		if (this.#now === undefined || this.#next !== undefined || this.#waiting !== undefined) return false;
		const { parts } = this.#now;
		return !sparesData() && this.#allParts.some((part) => !parts.has(part));
	}

	#takeOver(): void {
		this.#end();
		this.#now = this.#next;
		this.#next = undefined;
		this.#nextIsReady = false;
	}

	#open(parts: ReadonlySet<string>): Started {
		const started: Started = { parts, worker: this.#load(parts, () => started) };
		started.worker.catch(() => {
			// Who is offline for a moment may try again.
			if (this.#now === started) this.#now = undefined;
			if (this.#next === started) this.#next = undefined;
		});
		return started;
	}

	async #load(parts: ReadonlySet<string>, own: () => Started): Promise<Worker> {
		const { outline, graph: whole } = this.#files;
		this.#graph ??= loadIndexFile(this.#whole ? whole : outline);
		this.#graph.catch(() => {
			this.#graph = undefined;
		});
		const [graph, ...scripts] = await Promise.all([
			this.#graph,
			loadIndexFile(this.#files.worker),
			...Array.from(parts, (part) => loadIndexFile(partFile(this.#files.worker, part))),
		]);
		const worker = startWorker(scripts);
		return new Promise((resolve, reject) => {
			worker.onerror = () => {
				reject(new NoWorker());
				worker.terminate();
				if (this.#now !== own()) return;
				this.#now = undefined;
				if (this.#waiting !== undefined) this.#settle(this.#waiting.id, { kind: "no-worker" });
			};
			this.#converse(worker, own, { resolve, reject });
			send(worker, { kind: "open", graph, whole: this.#whole });
		});
	}

	#converse(
		worker: Worker,
		own: () => Started,
		{ resolve, reject }: { resolve(opened: Worker | Promise<Worker>): void; reject(error: Error): void },
	): void {
		let opened = false;
		/** Examples that this worker has still to try. */
		let untried: readonly string[] = [];
		const tryNext = () => {
			const [query, ...others] = this.#now === own() && this.#waiting !== undefined ? [] : untried;
			untried = others;
			if (query !== undefined) send(worker, { kind: "ask", id: tried, query, budget: trial });
			else if (this.#next === own()) {
				this.#nextIsReady = true;
				if (this.#waiting === undefined) this.#takeOver();
			} else void this.#startNext();
		};
		const broken = () => {
			reject(new Error("the graph cannot be read"));
			if (this.#now === own() && this.#waiting !== undefined)
				this.#settle(this.#waiting.id, { kind: "broken" });
		};
		worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
			if (data.kind === "opened") {
				if (opened) return;
				opened = true;
				this.#allParts = data.parts;
				untried = this.#next === own() ? this.#examples : this.#examples.slice(0, 1);
				resolve(worker);
				tryNext();
			} else if (data.kind === "broken") broken();
			else if (data.kind === "answer" || data.kind === "problem") {
				if (data.id === tried) tryNext();
				else this.#settle(data.id, data);
			} else if (opened && (this.#now !== own() || this.#waiting === undefined)) {
				// An example that takes more than there is must wait until it is asked.
				tryNext();
			} else if (data.kind === "needs-vectors") void sendVectors(worker);
			else if (data.kind === "needs-whole") void this.#sendWhole(worker);
			else {
				const { parts } = own();
				worker.terminate();
				if (parts.has(data.part)) return broken();
				// A running program cannot be given more: the page's policy lets nothing be run but what is started.
				this.#now = undefined;
				if (this.#next === undefined) this.#now = this.#open(new Set([...parts, data.part]));
				else this.#takeOver();
				resolve(this.#start());
				// Who waits for this worker asks the other one.
				if (opened) void this.#send();
			}
		};
	}

	async #sendWhole(worker: Worker): Promise<void> {
		try {
			const graph = this.#whole && this.#graph !== undefined ? this.#graph : loadIndexFile(this.#files.graph);
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

function send(worker: Worker, message: ToWorker): void {
	worker.postMessage(message);
}

/** Those with which search finds what means the same. */
async function sendVectors(worker: Worker): Promise<void> {
	const known = await vectorsIn(new IndexReader(loadIndexFile)).catch(() => undefined);
	send(worker, { kind: "vectors", ...(known && { known }) });
}

async function vectorsIn(index: IndexReader): Promise<Vectors | undefined> {
	const vectors = await index.noteVectors();
	return vectors && { ...vectors, pages: (await index.names()).map(([href]) => href) };
}
