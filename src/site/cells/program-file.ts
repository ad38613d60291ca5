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
	const cellsOf = (note: VaultPath) => (byNote.get(note) ?? []).map((i) => plan.cells[i] as PlannedCell);
	const versions = new Map<VaultPath, string>();
	/** A key stands for all that is imported, too: what another file says matters only as far as it changes a key. */
	const versionOf = (note: VaultPath) => {
		const parts = () => cellsOf(note).map(({ key, compiled: { cell } }) => [key, cell.code, cell.options]);
		const version = versions.get(note) ?? digest(parts()).slice(0, 12);
		versions.set(note, version);
		return version;
	};
	return {
		of: (note) => (byNote.has(note) ? { path: pathOf(note), version: versionOf(note) } : undefined),
		canRun: (cell) => runs[cell] ?? false,
		notes: [...byNote.keys()].sort(),
		content: (note) => asData(JSON.stringify(noteProgram(note, cellsOf(note), plan, versionOf))),
	};
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

function noteProgram(
	note: VaultPath,
	cells: readonly PlannedCell[],
	plan: CellPlan,
	versionOf: (note: VaultPath) => string,
): NoteProgram {
	const others = new Set<VaultPath>();
	const programs = cells.map((planned): ProgramCell => {
		const { cell, facts } = planned.compiled;
		const needed = planned.needs.map(({ cell, ...need }) => ({
			...need,
			other: plan.cells[cell] as PlannedCell,
		}));
		for (const { other } of needed) if (other.note !== note) others.add(other.note);
		return {
			index: planned.index,
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
	});
	return {
		note: idOf(note),
		cells: programs,
		files: [...others].sort().map((other) => [idOf(other), versionOf(other)]),
	};
}

/**
 * A script that gives a text to whoever loads it, because a page opened as a file can fetch nothing. A string is quicker
 * to read than a program, and in JSON `__proto__` is a name like others.
 */
export function asData(text: string): string {
	return `document.currentScript.data=${JSON.stringify(text)}\n`;
}
