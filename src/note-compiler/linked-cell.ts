import {
	type Cell,
	type CellFacts,
	type CellImport,
	type CompiledCell,
	type Diagnostic,
	type Link,
	placeInFile,
	type Span,
	spanInFile,
} from "../model/index.js";
import { readWikiLink } from "../notes/index.js";

/** A cell whose program has been read: its imports as links, and what is wrong with it, at their places in the file. */
export function linkCell(cell: Cell, facts: CellFacts): CompiledCell {
	const fromNotes = facts.imports.filter(({ kind }) => kind === "note");
	return {
		cell,
		facts,
		links: fromNotes.map((written) => linkOf(written, cell)),
		diagnostics: [...unreadable(cell, facts), ...facts.imports.flatMap((written) => refused(written, cell))],
	};
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
