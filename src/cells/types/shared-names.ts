import type { CellPlan, PlannedCell, VaultPath } from "../../model/index.js";

/** Which cell of a note gives which name, for those who import it and for its siblings. */
export interface SharedNames {
	/** What siblings can use: under the name that the giver's file exports it by. */
	readonly siblings: ReadonlyMap<string, Given>;
	readonly siblingTypes: ReadonlyMap<string, Given>;
	/** What other notes can import. */
	readonly exports: ReadonlyMap<string, number>;
	readonly types: ReadonlyMap<string, number>;
	readonly byId: ReadonlyMap<string, number>;
	/** Whether all of it is known. A cell that cannot be read may give anything. */
	readonly isWhole: boolean;
}

export interface Given {
	readonly cell: number;
	readonly exported: string;
}

/** Under which name a cell's file exports a top-level name for its siblings. */
export function secretName(name: string): string {
	return `cell name ${name}`;
}

/** Of two cells that give the same name the first one counts: the plan has told the author of the other. */
export function noteNames(
	plan: CellPlan,
	isChecked: (cell: PlannedCell) => boolean,
): ReadonlyMap<VaultPath, SharedNames> {
	const notes = new Map<VaultPath, Names>();
	const inOrder = [...plan.cells.entries()].sort(([, a], [, b]) => a.index - b.index);
	for (const [cell, planned] of inOrder) {
		if (planned.compiled.cell.language === "py" || planned.script !== undefined) continue;
		let names = notes.get(planned.note);
		if (names === undefined) {
			names = new Names();
			notes.set(planned.note, names);
		}
		names.add(cell, planned, isChecked(planned));
	}
	return notes;
}

class Names implements SharedNames {
	readonly siblings = new Map<string, Given>();
	readonly siblingTypes = new Map<string, Given>();
	readonly exports = new Map<string, number>();
	readonly types = new Map<string, number>();
	readonly byId = new Map<string, number>();
	isWhole = true;

	add(index: number, { compiled: { cell, facts } }: PlannedCell, isChecked: boolean): void {
		if (cell.id !== undefined) keepFirst(this.byId, cell.id, index);
		if (!isChecked) {
			this.isWhole = false;
			return;
		}
		for (const name of facts.exports) keepFirst(this.exports, name, index);
		for (const name of facts.types) keepFirst(this.types, name, index);
		// A module beside the note gives its siblings what it gives everybody.
		const isModule = cell.form === "sidecar";
		const values = isModule ? facts.exports : facts.defines.map(({ name }) => name);
		const types = isModule ? facts.types : facts.declares;
		for (const name of values) keepFirst(this.siblings, name, { cell: index, exported: own(name) });
		for (const name of types) keepFirst(this.siblingTypes, name, { cell: index, exported: own(name) });

		function own(name: string): string {
			return isModule ? name : secretName(name);
		}
	}
}

function keepFirst<V>(map: Map<string, V>, key: string, value: V): void {
	if (!map.has(key)) map.set(key, value);
}
