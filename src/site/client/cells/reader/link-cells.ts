import { readFacts } from "../../../../code/read/index.js";
import type { CellFacts, CellImport } from "../../../../model/index.js";
import { type LiveCell, type LiveNeed, nameOf } from "../runner/live-cell.js";
import type { Programs } from "../runner/programs.js";
import { writeCell } from "../write-cell.js";

/**
 * Who needs what, after something was edited: the same rules by which the vault's cells were linked, for what this page
 * has. A cell as it came keeps its imports; what an edited one imports must be known from one of the note's cells.
 */
export function linkCells(cells: readonly LiveCell[], programs: Programs): void {
	for (const cell of cells) {
		delete cell.flaw;
		cell.needs = needsOf(cell, programs);
	}
	for (const cell of cells) {
		cell.module = writeCell(
			factsOf(cell),
			cell.needs.map(({ cell, ...need }) => ({ ...need, exports: factsOf(cell).exports })),
		);
		const circle = cell.flaw === undefined ? circleThrough(cell) : [];
		if (circle.length > 0)
			cell.flaw = { key: "cellCycle", detail: circle.map(nameOf).join(" → "), offset: 0 };
	}
}

const known = new Map<string, CellFacts>();

/** Of a program as it is now. */
function factsOf({ code }: LiveCell): CellFacts {
	const facts = known.get(code) ?? readFacts({ language: "ts", code });
	known.set(code, facts);
	return facts;
}

function needsOf(cell: LiveCell, programs: Programs): LiveNeed[] {
	const printed = programs.printedNeeds(cell);
	const asPrinted = cell.code === cell.program.code;
	const needs = siblingNeeds(cell, programs);
	for (const [index, written] of factsOf(cell).imports.entries()) {
		if (written.typeOnly === true || written.kind === "library") continue;
		if (written.kind !== "note")
			cell.flaw ??= { key: "cellForbidden", detail: written.specifier, offset: written.at.start };
		else if (asPrinted) needs.push(...printed.filter((need) => need.import === index));
		else needs.push(...importNeeds(cell, written, index, programs));
	}
	return needs;
}

/** The cells of a circle through this one; empty if there is none. */
function circleThrough(cell: LiveCell): readonly LiveCell[] {
	const seen = new Set<LiveCell>();
	const search = (at: LiveCell, path: readonly LiveCell[]): readonly LiveCell[] => {
		for (const need of at.needs) {
			if (need.cell === cell) return [...path, at];
			if (seen.has(need.cell)) continue;
			seen.add(need.cell);
			const found = search(need.cell, [...path, at]);
			if (found.length > 0) return found;
		}
		return [];
	};
	return search(cell, []);
}

/** Names that a cell uses without defining them, if another cell of its note does. */
function siblingNeeds(cell: LiveCell, programs: Programs): LiveNeed[] {
	const siblings = programs.ofNote(cell.note);
	const byCell = new Map<LiveCell, { imported: string; local: string }[]>();
	for (const { name, offset } of factsOf(cell).uses) {
		const givers = siblings.filter((other) => other !== cell && defines(other, name));
		const [giver] = givers;
		if (giver === undefined) continue;
		if (givers.length > 1) cell.flaw ??= { key: "cellTwice", detail: name, offset };
		byCell.set(giver, [...(byCell.get(giver) ?? []), { imported: name, local: name }]);
	}
	return [...byCell].map(([giver, names]) => ({ cell: giver, names }));
}

function defines(cell: LiveCell, name: string): boolean {
	return factsOf(cell).defines.some((defined) => defined.name === name);
}

function importNeeds(cell: LiveCell, written: CellImport, index: number, programs: Programs): LiveNeed[] {
	const givers = giversOf(cell, written.specifier, programs);
	if (givers === undefined) {
		cell.flaw ??= { key: "cellUnknownImport", detail: written.specifier, offset: written.at.start };
		return [];
	}
	const byCell = new Map<LiveCell, { imported: string; local: string }[]>();
	const add = (giver: LiveCell, imported: string, local: string) =>
		byCell.set(giver, [...(byCell.get(giver) ?? []), { imported, local }]);
	for (const { imported, local, type } of written.names) {
		if (type === true) continue;
		const own = givers.filter((giver) =>
			imported === "*" ? exported(giver).length > 0 : gives(giver, imported, cell),
		);
		if (own.length === 0 && !givers.some((giver) => factsOf(giver).types.includes(imported)))
			cell.flaw ??= { key: "cellUnknownName", detail: imported, offset: written.at.start };
		for (const giver of imported === "*" ? own : own.slice(0, 1)) add(giver, imported, local);
	}
	return [...byCell].map(([giver, names]) => ({ cell: giver, import: index, names }));
}

/** Within a note, what is not exported can be imported as well. */
function gives(giver: LiveCell, name: string, taker: LiveCell): boolean {
	return exported(giver).includes(name) || (giver.note === taker.note && defines(giver, name));
}

function exported(cell: LiveCell): readonly string[] {
	return factsOf(cell).exports;
}

/** The cells that a specifier means: those of the note to which it has led in any cell as it came, or the one it names. */
function giversOf(cell: LiveCell, specifier: string, programs: Programs): readonly LiveCell[] | undefined {
	const [, target = "", place] = /^\[\[([^#|\]]*)(?:#([^|\]]*))?(?:\|[^\]]*)?\]\]$/.exec(specifier) ?? [];
	const note = target.trim() === "" ? cell.note : noteNamed(cell.note, target.trim(), programs);
	if (note === undefined) return undefined;
	const cells = programs.ofNote(note);
	if (place === undefined) return cells;
	const named = cells.filter(({ program }) => program.id === place.trim());
	return named.length === 0 ? undefined : named;
}

function noteNamed(from: string, target: string, programs: Programs): string | undefined {
	for (const { program } of programs.ofNote(from)) {
		const { imports } = readFacts({ language: "ts", code: program.code });
		for (const [index, { kind, specifier }] of imports.entries()) {
			const name = /^\[\[([^#|\]]*)/.exec(specifier)?.[1]?.trim();
			if (kind !== "note" || name !== target) continue;
			const need = program.needs.find((need) => need.import === index);
			if (need !== undefined) return need.note;
		}
	}
	return undefined;
}
