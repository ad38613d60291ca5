import type { CellPlan, PlannedCell, SitePath, VaultPath } from "../../model/index.js";
import { hashOf } from "../address/names.js";
import type { NoteProgram, ProgramCell } from "../client/cells/program.js";
import { writeCell } from "../client/cells/write-cell.js";
import { digest } from "../survey-note.js";

/** The programs of published notes, as far as a page can run them: in a file for each note. */
export interface ProgramFiles {
	/** The file of a note of which a cell can run, and the version under which browsers may keep it. */
	of(note: VaultPath): { readonly path: SitePath; readonly version: string } | undefined;
	/** Whether a page can run it: `cell` is its index in the plan. */
	canRun(cell: number): boolean;
	readonly notes: readonly VaultPath[];
	/** By which it is known, without making it, whether a file's content has changed. */
	basis(note: VaultPath): string;
	content(note: VaultPath): string;
}

export function programFiles(plan: CellPlan, isPublished: (note: VaultPath) => boolean): ProgramFiles {
	const runs: boolean[] = [];
	const byNote = new Map<VaultPath, number[]>();
	for (const [i, planned] of plan.cells.entries()) {
		runs.push(
			isPublished(planned.note) && runsAnywhere(planned) && planned.needs.every(({ cell }) => runs[cell]),
		);
		if (!runs[i]) continue;
		const list = byNote.get(planned.note);
		if (list === undefined) byNote.set(planned.note, [i]);
		else list.push(i);
	}
	for (const list of byNote.values())
		list.sort((a, b) => (plan.cells[a]?.index ?? 0) - (plan.cells[b]?.index ?? 0));
	const cellsOf = (note: VaultPath) => (byNote.get(note) ?? []).map((i) => plan.cells[i] as PlannedCell);
	const versions = new Map<VaultPath, string>();
	const versionOf = (note: VaultPath) => {
		const version =
			versions.get(note) ?? digest(cellsOf(note).map((planned) => versionParts(planned, plan))).slice(0, 12);
		versions.set(note, version);
		return version;
	};
	const othersOf = (note: VaultPath) =>
		[...new Set(cellsOf(note).flatMap(({ needs }) => needs.map(({ cell }) => plan.cells[cell]?.note ?? "")))]
			.filter((other) => other !== note)
			.sort()
			.map((other) => [idOf(other), versionOf(other)] as const);
	return {
		of: (note) => (byNote.has(note) ? { path: pathOf(note), version: versionOf(note) } : undefined),
		canRun: (cell) => runs[cell] ?? false,
		notes: [...byNote.keys()].sort(),
		basis: (note) => digest([versionOf(note), othersOf(note)]),
		content: (note) =>
			asData(
				JSON.stringify({
					note: idOf(note),
					cells: cellsOf(note).map((planned) => programCell(planned, plan)),
					files: othersOf(note),
				} satisfies NoteProgram),
			),
	};
}

/**
 * A key stands for all that is imported, too: what other files say matters only as far as it changes a key, and where
 * the cells stand in them.
 */
function versionParts({ key, needs, compiled: { cell } }: PlannedCell, { cells }: CellPlan): unknown {
	return [
		key,
		cell.code,
		cell.options,
		needs.map(({ cell, ...need }) => [cells[cell]?.note, cells[cell]?.index, need]),
	];
}

/** In every engine, without anything that a page does not have. */
function runsAnywhere({ key, compiled: { cell, facts } }: PlannedCell): boolean {
	return (
		key !== undefined &&
		cell.language !== "py" &&
		!cell.options.impure &&
		cell.options.reads.length === 0 &&
		facts.error === undefined &&
		facts.imports.every(({ kind, typeOnly }) => kind === "note" || kind === "library" || typeOnly === true)
	);
}

function pathOf(note: VaultPath): SitePath {
	return `-/cells/${idOf(note)}.js`;
}

/** What a note is called among programs: nobody needs its name to run it. */
function idOf(note: VaultPath): string {
	return hashOf(note).slice(0, 16);
}

function programCell({ index, needs, compiled: { cell, facts } }: PlannedCell, plan: CellPlan): ProgramCell {
	const needed = needs.map(({ cell, ...need }) => ({ ...need, other: plan.cells[cell] as PlannedCell }));
	return {
		index,
		...(cell.id !== undefined && { id: cell.id }),
		code: cell.code,
		module: writeCell(
			facts,
			needed.map(({ other, ...need }) => ({ ...need, exports: other.compiled.facts.exports })),
		),
		needs: needed.map(({ other, ...need }) => ({ note: idOf(other.note), index: other.index, ...need })),
		seed: cell.options.seed,
		timeout: cell.options.timeout,
		params: cell.options.params,
	};
}

/**
 * A script that gives a text to whoever loads it, because a page opened as a file can fetch nothing. A string is quicker
 * to read than a program, and in JSON `__proto__` is a name like others.
 */
export function asData(text: string): string {
	return `document.currentScript.data=${JSON.stringify(text)}\n`;
}
