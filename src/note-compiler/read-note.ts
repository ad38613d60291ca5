import type {
	Cell,
	CellFacts,
	CompiledCell,
	Note,
	NoteOptions,
	ReadNote,
	SourceFile,
} from "../model/index.js";
import { parseNote } from "../notes/index.js";
import { linkCell } from "./linked-cell.js";

/**
 * A note without its HTML, for whoever asks what it says and not how it looks: nothing that renders is loaded. What
 * rendering has to complain about is not among its diagnostics.
 *
 * @param before cells whose programs have been read, as those of the note before it was edited: they are not read again
 */
export async function readNote(
	file: SourceFile,
	options: NoteOptions,
	before: readonly CompiledCell[] = [],
): Promise<ReadNote> {
	const { note } = parseNote(file, options);
	const facts = new Map(before.map((it) => [programOf(it.cell), it.facts]));
	const known = note.cells.map((cell) => facts.get(programOf(cell)));
	if (known.some((it) => it === undefined)) return { note, cells: await compileCells(note, known) };
	return { note, cells: note.cells.map((cell, i) => linkCell(cell, known[i]!)) };
}

/** What reads programs is loaded for notes that have some that are not known. */
export async function compileCells(
	{ cells }: Note,
	known: readonly (CellFacts | undefined)[] = [],
): Promise<readonly CompiledCell[]> {
	if (cells.length === 0) return [];
	const { compileCell } = await import("./compile-cell.js");
	return cells.map((cell, i) => {
		const facts = known[i];
		return facts === undefined ? compileCell(cell) : linkCell(cell, facts);
	});
}

/** All that decides what a program says. */
function programOf({ language, code }: Cell): string {
	return `${language}\n${code}`;
}
