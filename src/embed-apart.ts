import { Worker } from "node:worker_threads";

/** Work that a thread does beside this one, time and again. */
export interface Apart<Result> {
	/** Does nothing while there is work: what has changed meanwhile is asked for afterwards. */
	start(done: (result: Result) => void): void;
	close(): void;
}

/**
 * @param file the thread's program, a bundle beside this one: for each message it posts one result
 * @param task what it is told when it starts, which is when it is needed first
 */
export function createApart<Task, Result>(file: string, task: () => Task): Apart<Result> {
	let worker: Worker | undefined;
	let busy = false;
	const hire = (): Worker => {
		const hired = new Worker(urlOf(file), { workerData: task() });
		// Without a result everything stays as it is, until something changes again: then there is another thread.
		hired.on("error", () => {
			worker = undefined;
			busy = false;
		});
		hired.unref();
		return hired;
	};
	return {
		start: (done) => {
			if (busy) return;
			busy = true;
			worker ??= hire();
			worker.once("message", (result: Result) => {
				busy = false;
				done(result);
			});
			worker.postMessage("start");
		},
		close: () => {
			void worker?.terminate();
		},
	};
}

function urlOf(file: string): URL {
	return new URL(import.meta.url.endsWith(".ts") ? `../dist/${file}` : `./${file}`, import.meta.url);
}
