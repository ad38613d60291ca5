import { Worker } from "node:worker_threads";

/** Work that a thread does beside this one; one at a time. */
export interface Apart<Task, Result> {
	/** Does nothing while there is work: what has changed meanwhile is asked for afterwards. */
	start(task: () => Task, done: (result: Result) => void): void;
	close(): void;
}

/** @param file the thread's program, a bundle beside this one: it is given the task, posts one result and ends */
export function createApart<Task, Result>(file: string): Apart<Task, Result> {
	let worker: Worker | undefined;
	return {
		start: (task, done) => {
			if (worker !== undefined) return;
			const hired = new Worker(urlOf(file), { workerData: task() });
			worker = hired;
			hired.once("message", (result: Result) => {
				worker = undefined;
				done(result);
			});
			// Without a result everything stays as it is, until something changes again.
			hired.once("error", () => {
				worker = undefined;
			});
			hired.unref();
		},
		close: () => {
			void worker?.terminate();
		},
	};
}

function urlOf(file: string): URL {
	return new URL(import.meta.url.endsWith(".ts") ? `../dist/${file}` : `./${file}`, import.meta.url);
}
