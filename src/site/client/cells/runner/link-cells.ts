import type { CellImport } from "../../../../model/index.js";
import { circleThrough, type Flaw, type LiveCell, type LiveNeed } from "./live-cell.js";
import type { Programs } from "./programs.js";

/**
 * Who needs what, after something was edited: the same rules by which the vault's cells were linked, for what this page
 * has. A cell as it came keeps its imports; what an edited one imports must be known from one of the note's cells.
 */
export function linkCells(cells: readonly LiveCell[], programs: Programs): void {
	for (const cell of cells) {
		delete cell.flaw;
		const printed = programs.printedNeeds(cell);
		const asPrinted = cell.code === cell.program.code;
		const needs = siblingNeeds(cell, programs);
		for (const [index, written] of cell.facts.imports.entries()) {
			if (written.typeOnly === true || written.kind === "library") continue;
			if (written.kind !== "note")
				cell.flaw ??= { key: "cellForbidden", detail: written.specifier, offset: written.at.start };
			else if (asPrinted) needs.push(...printed.filter((need) => need.import === index));
			else needs.push(...importNeeds(cell, written, index, programs));
		}
		cell.needs = needs;
	}
	for (const cell of cells) {
		const circle = cell.flaw === undefined ? circleThrough(cell) : [];
		if (circle.length > 0)
			cell.flaw = { key: "cellCycle", detail: circle.map(nameOf).join(" → "), offset: 0 };
	}
}

/** Names that a cell uses without defining them, if another cell of its note does. */
function siblingNeeds(cell: LiveCell, programs: Programs): LiveNeed[] {
	const siblings = programs.ofNote(cell.note);
	const byCell = new Map<LiveCell, { imported: string; local: string }[]>();
	for (const { name, offset } of cell.facts.uses) {
		const givers = siblings.filter((other) => other !== cell && defines(other, name));
		const [giver] = givers;
		if (giver === undefined) continue;
		if (givers.length > 1) cell.flaw ??= { key: "cellTwice", detail: name, offset };
		byCell.set(giver, [...(byCell.get(giver) ?? []), { imported: name, local: name }]);
	}
	return [...byCell].map(([giver, names]) => ({ cell: giver, names }));
}

function defines(cell: LiveCell, name: string): boolean {
	return cell.facts.defines.some((defined) => defined.name === name);
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
		if (own.length === 0 && !givers.some(({ facts }) => facts.types.includes(imported)))
			cell.flaw ??= { key: "cellUnknownName", detail: imported, offset: written.at.start };
		for (const giver of imported === "*" ? own : own.slice(0, 1)) add(giver, imported, local);
	}
	return [...byCell].map(([giver, names]) => ({ cell: giver, import: index, names }));
}

/** Within a note, what is not exported can be imported as well. */
function gives(giver: LiveCell, name: string, taker: LiveCell): boolean {
	return exported(giver).includes(name) || (giver.note === taker.note && defines(giver, name));
}

function exported({ facts }: LiveCell): readonly string[] {
	return facts.exports;
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
		for (const [index, { kind, specifier }] of program.facts.imports.entries()) {
			const name = /^\[\[([^#|\]]*)/.exec(specifier)?.[1]?.trim();
			if (kind !== "note" || name !== target) continue;
			const need = program.needs.find((need) => need.import === index);
			if (need !== undefined) return need.note;
		}
	}
	return undefined;
}

export function nameOf({ program }: LiveCell): string {
	return program.id ?? `#${program.index + 1}`;
}

export type { Flaw };
