import type { CellPlan, VaultPath } from "../../model/index.js";

/**
 * What people call the cells of a plan: the note, and the cell's id or its number. A note is called by its name; where
 * several notes with cells have that name, by its path.
 */
export function namesOfCells(plan: CellPlan): (cell: number) => string {
	const owner = new Map<string, VaultPath>();
	const shared = new Set<string>();
	for (const { note } of plan.cells) {
		const name = nameOf(note);
		if ((owner.get(name) ?? note) !== note) shared.add(name);
		owner.set(name, note);
	}
	return (index) => {
		const planned = plan.cells[index]!;
		const { note, compiled } = planned;
		const name = shared.has(nameOf(note)) ? withoutExtension(note) : nameOf(note);
		const { id } = compiled.cell;
		return id === undefined ? `${name}, cell ${planned.index + 1}` : `${name}#${id}`;
	};
}

function nameOf(note: VaultPath): string {
	return withoutExtension(note.slice(note.lastIndexOf("/") + 1));
}

function withoutExtension(path: string): string {
	return path.replace(/\.md$/i, "");
}
