import { parentPort, workerData } from "node:worker_threads";
import type { SourceFile } from "../model/index.js";
import {
	type CompileNoteOptions,
	compileCanvas,
	compileEmptyCanvas,
	compileNote,
	compilePlainNote,
} from "./compile-note.js";
import { packCanvas, packNote, packSidecar } from "./packed-note.js";

/** What the pool asks for; the answer to each is a packed note, canvas or module, ready for the cache. */
export interface NoteJob {
	readonly kind: "note" | "canvas" | "sidecar";
	readonly file: SourceFile;
	/** Make it plain; what became of it and why, after “This note”, “This canvas” or “This module”. */
	readonly plain?: string;
}

const options = workerData as CompileNoteOptions;

parentPort?.on("message", async (job: NoteJob) => {
	const packed = new TextEncoder().encode(await run(job));
	parentPort?.postMessage(packed, [packed.buffer]);
});

async function run(job: NoteJob): Promise<string> {
	if (job.kind === "sidecar") {
		const { compileSidecar, compileEmptySidecar } = await import("./compile-cell.js");
		return packSidecar(
			job.plain === undefined ? compileSidecar(job.file) : compileEmptySidecar(job.file, job.plain),
		);
	}
	if (job.kind === "canvas") {
		return packCanvas(
			await (job.plain === undefined
				? compileCanvas(job.file, options)
				: compileEmptyCanvas(job.file, job.plain)),
		);
	}
	return packNote(
		await (job.plain === undefined
			? compileNote(job.file, options)
			: compilePlainNote(job.file, job.plain, options)),
	);
}
