import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { built } from "../built.js";
import type { CompileNoteOptions } from "./compile-note.js";
import type { NoteJob } from "./note-worker.js";

/** Compiles notes in worker threads, which can be stopped when a note costs too much. */
export interface NotePool {
	/** A packed note or canvas. */
	run(job: NoteJob): Promise<Outcome>;
	/** Starts a worker before there is anything to do. */
	warm(): void;
	close(): Promise<void>;
}

/** `killed` results depend on the machine: don't cache them. */
export interface Outcome {
	readonly packed: Uint8Array;
	readonly killed: boolean;
}

/** CPU seconds that one note may take. What the parser's own guards let through stays far below. */
const cpuLimit = 2;
/** Seconds by the clock, for a worker that waits instead of working. */
const wallLimit = 30;
/** Characters that are shown of a note that costs too much even as plain text. */
const beginning = 200_000;
/** Notes a worker should get before another one is worth its start. */
const notesPerWorker = 250;
const memoryLimit = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

interface Task {
	readonly job: NoteJob;
	readonly resolve: (result: Outcome) => void;
	readonly reject: (error: unknown) => void;
}

/** @param expected number of notes that will probably come, for the number of workers */
export function createNotePool(options: CompileNoteOptions, expected: number): NotePool {
	const size = Math.max(1, Math.min(availableParallelism(), Math.ceil(expected / notesPerWorker)));
	const waiting: Task[] = [];
	const seats: Seat[] = [];
	let next = 0;

	const take = (): Task | undefined => {
		const task = waiting[next];
		if (task === undefined) return undefined;
		next += 1;
		if (next === waiting.length) {
			waiting.length = 0;
			next = 0;
		}
		return task;
	};

	return {
		run: (job) =>
			new Promise((resolve, reject) => {
				waiting.push({ job, resolve, reject });
				const idle = seats.find((seat) => seat.idle);
				if (idle !== undefined) idle.work();
				else if (seats.length < size) {
					const seat = new Seat(options, size, take);
					seats.push(seat);
					seat.work();
				}
			}),
		warm: () => {
			if (seats.length > 0) return;
			const seat = new Seat(options, size, take);
			seats.push(seat);
			seat.warm();
		},
		close: async () => {
			await Promise.all(seats.map((seat) => seat.stop()));
		},
	};
}

/** A place at which one worker sits at a time: when it has to go, another one takes the seat. */
class Seat {
	private worker: Worker | undefined;
	private task: Task | undefined;
	private watchdog: NodeJS.Timeout | undefined;

	constructor(
		private readonly options: CompileNoteOptions,
		private readonly seats: number,
		private readonly take: () => Task | undefined,
	) {}

	get idle(): boolean {
		return this.task === undefined;
	}

	work(): void {
		this.task = this.take();
		if (this.task === undefined) return;
		this.worker ??= this.hire();
		this.worker.ref();
		this.watch();
		this.worker.postMessage(this.task.job);
	}

	warm(): void {
		this.worker ??= this.hire();
		this.worker.unref();
	}

	async stop(): Promise<void> {
		clearInterval(this.watchdog);
		await this.worker?.terminate();
	}

	private hire(): Worker {
		const worker = new Worker(workerFile, { workerData: this.options, resourceLimits: memoryLimit });
		worker.on("message", (packed: Uint8Array) =>
			this.finish({ packed, killed: this.task?.job.plain !== undefined }),
		);
		worker.on("error", (error) => this.dismiss(reasonOf(error), error));
		return worker;
	}

	private finish(result: Outcome): void {
		clearInterval(this.watchdog);
		const task = this.task;
		this.work();
		if (this.idle) this.worker?.unref();
		task?.resolve(result);
	}

	/** Lets the worker go and gives its note to the next one, with less to do. */
	private dismiss(reason: string, cause: unknown): void {
		clearInterval(this.watchdog);
		const { task, worker } = this;
		if (task === undefined || worker === undefined) return;
		this.worker = undefined;
		worker.removeAllListeners();
		worker.on("error", () => {});
		void worker.terminate();
		const job = cheaper(task.job, reason);
		if (job === undefined) {
			this.work();
			task.reject(cause);
			return;
		}
		this.task = { ...task, job };
		this.worker = this.hire();
		this.watch();
		this.worker.postMessage(this.task.job);
	}

	/**
	 * Node 20 cannot read one thread's CPU time. The whole process's is an upper bound; divided by the threads
	 * that may be at work it never stops a worker that only had to wait for a busy machine.
	 */
	private watch(): void {
		const cpu = process.cpuUsage();
		const started = performance.now();
		this.watchdog = setInterval(() => {
			const used = process.cpuUsage(cpu);
			const seconds = (used.user + used.system) / 1e6 / (this.seats + 1);
			const clock = (performance.now() - started) / 1000;
			if (seconds > cpuLimit || clock > wallLimit) {
				this.dismiss(`reading it takes more than ${cpuLimit} s`, new Error("time limit"));
			}
		}, 250);
	}
}

const workerFile = built("note-worker.js");

/**
 * After Markdown plain text, after that its beginning: one note must never end a build. When even its properties
 * cost too much, nobody knows whether it may be read, and it is left out.
 */
function cheaper({ kind, file, plain }: NoteJob, reason: string): NoteJob | undefined {
	const make = (source: string, fate: string): NoteJob => {
		return { kind, file: { ...file, source }, plain: `${fate}: ${reason}` };
	};
	if (kind === "canvas") return plain === undefined ? make(file.source, "is shown empty") : undefined;
	if (kind === "sidecar") return plain === undefined ? make("", "is not run") : undefined;
	if (plain === undefined) return make(file.source, "is published as plain text");
	const start = file.source.slice(0, beginning);
	const cutsProperties = start.startsWith("---") && !/[\r\n]---[ \t]*[\r\n]/.test(start);
	if (file.source.length > beginning && !cutsProperties)
		return make(start, "is published as plain text, of which only the beginning is shown");
	return file.source === unpublished
		? undefined
		: make(unpublished, "is left out, because even its properties cost too much");
}

const unpublished = "---\npublish: false\n---\n";

function reasonOf(error: unknown): string {
	const code = (error as { code?: string }).code;
	if (code === "ERR_WORKER_OUT_OF_MEMORY") return "reading it takes more memory than there is";
	return `the compiler failed on it (${error instanceof Error ? error.message.split("\n")[0] : String(error)})`;
}
