import { Worker } from "node:worker_threads";
import { built } from "../built.js";

/** Work that a thread does beside this one, time and again. */
export interface Apart<Result> {
	/**
	 * Does nothing while there is work: what has changed meanwhile is asked for afterwards. `told` hears of everything that
	 * the thread posts, `failed` of its end.
	 */
	start(told: (message: Told<Result>) => void, failed?: () => void): void;
	close(): void;
}

/** What a thread has done. After a result that is not the last, it is still at work. */
export interface Told<Result> {
	readonly result: Result;
	readonly last: boolean;
}

/**
 * @param file the thread's program, a bundle beside this one: for each message it posts results, `Told`
 * @param task what it is told when it starts, which is when it is needed first
 */
export function createApart<Task, Result>(file: string, task: () => Task): Apart<Result> {
	let worker: Worker | undefined;
	let busy = false;
	let whenFailed: (() => void) | undefined;
	const hire = (): Worker => {
		const hired = new Worker(built(file), { workerData: task() });
		// Without a result everything stays as it is, until something changes again: then there is another thread.
		hired.on("error", () => {
			worker = undefined;
			busy = false;
			whenFailed?.();
		});
		hired.unref();
		return hired;
	};
	return {
		start: (told, failed) => {
			if (busy) return;
			busy = true;
			whenFailed = failed;
			worker ??= hire();
			worker.removeAllListeners("message");
			worker.on("message", (message: Told<Result>) => {
				busy = !message.last;
				told(message);
			});
			worker.postMessage("start");
		},
		close: () => {
			void worker?.terminate();
		},
	};
}
