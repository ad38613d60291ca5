import { readFacts } from "../code/read/index.js";
import type { Cell, CellFacts, CompiledCell, SourceFile } from "../model/index.js";
import { readSidecar } from "../notes/index.js";
import { linkCell } from "./linked-cell.js";

/** A longer program is no cell that somebody wrote. */
const maxLength = 500_000;

/** A cell and what its program says, from its text alone. */
export function compileCell(cell: Cell): CompiledCell {
	const facts =
		cell.code.length > maxLength ? unread(`it is longer than ${maxLength} characters.`) : readFacts(cell);
	return linkCell(cell, facts);
}

/** The same for a module beside a note, with what is wrong with its options. */
export function compileSidecar(file: SourceFile): CompiledCell {
	const { cell, diagnostics } = readSidecar(file);
	const compiled = compileCell(cell);
	return { ...compiled, diagnostics: [...diagnostics, ...compiled.diagnostics] };
}

/** For a module that a worker did not survive; `fate` goes after “This module”. */
export function compileEmptySidecar(file: SourceFile, fate: string): CompiledCell {
	const { cell } = readSidecar({ ...file, source: "" });
	const diagnostic = {
		rule: "cell/too-costly",
		severity: "error",
		message: `This module ${fate}.`,
		path: file.path,
		position: { line: 1, column: 1, offset: 0 },
		hint: "split it into several",
	} as const;
	return { cell, facts: unread(fate), links: [], diagnostics: [diagnostic] };
}

function unread(message: string): CellFacts {
	return { ...readFacts({ language: "js", code: "" }), error: { message, offset: 0 } };
}
