import type { CompiledCell, Note, NoteOptions, ReadNote, SourceFile } from "./model/index.js";
import { parseNote } from "./notes/index.js";

/**
 * A note without its HTML, for whoever asks what it says and not how it looks: nothing that renders is loaded. What
 * rendering has to complain about is not among its diagnostics.
 */
export async function readNote(file: SourceFile, options: NoteOptions): Promise<ReadNote> {
	const { note } = parseNote(file, options);
	return { note, cells: await compileCells(note) };
}

/** What reads programs is loaded for notes that have some. */
export async function compileCells({ cells }: Note): Promise<readonly CompiledCell[]> {
	if (cells.length === 0) return [];
	const { compileCell } = await import("./compile-cell.js");
	return cells.map(compileCell);
}
