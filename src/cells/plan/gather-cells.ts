import type { CompiledCell, Diagnostic, NoteCells, ReadNote, VaultPath } from "../../model/index.js";

/** The cells of each note that has any: its fences, then the modules beside it. */
export function gatherCells(
	notes: readonly ReadNote[],
	sidecars: readonly CompiledCell[],
): { readonly cells: readonly NoteCells[]; readonly diagnostics: readonly Diagnostic[] } {
	const beside = new Map<string, CompiledCell[]>();
	for (const compiled of sidecars) {
		const stem = compiled.cell.path.replace(/\.cell\.(?:ts|js|py)$/, "");
		const known = beside.get(stem);
		if (known === undefined) beside.set(stem, [compiled]);
		else known.push(compiled);
	}
	const cells: NoteCells[] = [];
	for (const { note, cells: fences } of notes) {
		const stem = note.path.replace(/\.md$/i, "");
		const modules = beside.get(stem) ?? [];
		beside.delete(stem);
		if (fences.length + modules.length > 0) cells.push({ note: note.path, cells: [...fences, ...modules] });
	}
	const alone = [...beside.values()].flat().map(({ cell }) => withoutNote(cell.path));
	return { cells, diagnostics: alone };
}

function withoutNote(path: VaultPath): Diagnostic {
	return {
		rule: "cell/no-note",
		severity: "warning",
		message: `“${path}” is no module of a note: there is no “${path.replace(/\.cell\.\w+$/, ".md")}” beside it.`,
		path,
		position: { line: 1, column: 1, offset: 0 },
		hint: "name it like its note, or take “.cell” out of its name",
	};
}
