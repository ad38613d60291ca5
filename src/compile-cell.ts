import { readFacts } from "./code/read/index.js";
import {
	type Cell,
	type CellFacts,
	type CellImport,
	type CompiledCell,
	type Diagnostic,
	type Link,
	placeInFile,
	type SourceFile,
	type Span,
	spanInFile,
} from "./model/index.js";
import { readSidecar, readWikiLink } from "./notes/index.js";

/** A longer program is no cell that somebody wrote. */
const maxLength = 500_000;

/** A cell and what its program says, from its text alone. */
export function compileCell(cell: Cell): CompiledCell {
	const facts =
		cell.code.length > maxLength ? unread(`it is longer than ${maxLength} characters.`) : readFacts(cell);
	const fromNotes = facts.imports.filter(({ kind }) => kind === "note");
	return {
		cell,
		facts,
		links: fromNotes.map((written) => linkOf(written, cell)),
		diagnostics: [...unreadable(cell, facts), ...facts.imports.flatMap((written) => refused(written, cell))],
	};
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

/** The brackets and what is between them, as a link in prose. */
function linkOf({ specifier, at }: CellImport, cell: Cell): Link {
	const inner = { start: at.start + 1, end: at.end - 1 };
	return {
		kind: "link",
		format: "wiki",
		...readWikiLink(specifier.slice(2, -2), "link"),
		span: spanInFile(cell, inner),
		position: placeInFile(cell, inner.start),
	};
}

function unreadable(cell: Cell, { error }: CellFacts): readonly Diagnostic[] {
	if (error === undefined) return [];
	const { message, offset } = error;
	return [
		flaw(
			"cell/syntax",
			`This cell cannot be read: ${message.replace(/\.$/, "")}.`,
			{ start: offset, end: offset + 1 },
			cell,
		),
	];
}

function refused({ kind, specifier, at, computed }: CellImport, cell: Cell): readonly Diagnostic[] {
	const name = specifier.length > 80 ? `${specifier.slice(0, 79)}…` : specifier;
	if (kind === "forbidden") {
		const message = computed
			? `“import()” needs its address written out, and “${name.replace(/\s+/g, " ")}” is computed.`
			: `A cell cannot import “${name}”.`;
		return [flaw("cell/forbidden-import", message, at, cell, "import from “[[a note]]” or from “notapse”")];
	}
	if (kind !== "package") return [];
	const message = `“${name}” is a package, and only a trusted run has packages.`;
	return [{ ...flaw("cell/package-import", message, at, cell), severity: "info" }];
}

function flaw(rule: string, message: string, span: Span, cell: Cell, hint?: string): Diagnostic {
	return {
		...{ rule, severity: "error", message, path: cell.path },
		span: spanInFile(cell, span),
		position: placeInFile(cell, span.start),
		...(hint !== undefined && { hint }),
	};
}
