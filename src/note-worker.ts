import { parentPort, workerData } from "node:worker_threads";
import { type CompileNoteOptions, compileCanvas, compileNote, compilePlainNote } from "./compile-note.js";
import type { SourceFile } from "./model/index.js";

/** What the pool asks for; the answer to each is one JSON text, ready for the cache. */
export interface NoteJob {
	readonly kind: "note" | "canvas";
	readonly file: SourceFile;
	/** Why an earlier try failed: make it plain. */
	readonly plain?: string;
}

const options = workerData as CompileNoteOptions;

parentPort?.on("message", async (job: NoteJob) => {
	const result = await run(job);
	parentPort?.postMessage(JSON.stringify(result));
});

function run(job: NoteJob): Promise<unknown> {
	if (job.kind === "canvas") {
		const source = job.plain === undefined ? job.file.source : "{}";
		return compileCanvas({ ...job.file, source }, options);
	}
	return job.plain === undefined
		? compileNote(job.file, options)
		: compilePlainNote(job.file, job.plain, options);
}
