import type { CellParam } from "../../../../model/index.js";
import type { ProgramCell, WrittenModule } from "../program.js";

/** A cell that can run here, as it is now. */
export interface LiveCell {
	/** `note/index` */
	readonly id: string;
	/** By which the worker knows it. */
	readonly number: number;
	readonly note: string;
	readonly program: ProgramCell;
	code: string;
	module: WrittenModule;
	needs: readonly LiveNeed[];
	/** Why it cannot run as it is now. */
	flaw?: Flaw;
	/** What stands in the editor instead of the code, if it cannot be read: until it can, nothing runs in its place. */
	unread?: Unread;
	/** What the reader has chosen, and the note's author before. */
	params: ReadonlyMap<string, CellParam["value"]>;
	/** Of whatever was last tried. */
	result?: LiveResult;
	/** What the worker has loaded. */
	loaded?: { readonly generation: number; readonly stamp: number };
}

export interface LiveNeed {
	readonly cell: LiveCell;
	/** Index into the program's imports; absent for a name of the same note. */
	readonly import?: number;
	readonly names: readonly { readonly imported: string; readonly local: string }[];
}

export interface Flaw {
	readonly key: "cellUnknownImport" | "cellUnknownName" | "cellTwice" | "cellCycle" | "cellForbidden";
	readonly detail: string;
	/** In the cell's code. */
	readonly offset: number;
}

export interface Unread {
	readonly code: string;
	readonly message: string;
	/** In this code. */
	readonly offset: number;
}

export interface LiveResult {
	/** Of the program, the values and all that it needs, as they were. */
	readonly stamp: number;
	readonly ok: boolean;
}

/** Numbers for what a cell is: equal ones for equal programs, values and needs. */
export function createStamps(): (cell: LiveCell) => number {
	const numbers = new Map<string, number>();
	return (cell) => {
		const known = new Map<LiveCell, number>();
		for (const one of inOrder([cell])) {
			const needs = one.needs.map((need) => known.get(need.cell));
			const text = JSON.stringify([one.id, one.module.text, one.unread?.code, [...one.params], needs]);
			const number = numbers.get(text) ?? numbers.size;
			numbers.set(text, number);
			known.set(one, number);
		}
		return known.get(cell) ?? -1;
	};
}

/** These cells and all that they need, each after what it needs. What is part of a circle comes in any order. */
export function inOrder(cells: Iterable<LiveCell>): readonly LiveCell[] {
	const order = new Set<LiveCell>();
	const seen = new Set<LiveCell>();
	const visit = (cell: LiveCell): void => {
		if (seen.has(cell)) return;
		seen.add(cell);
		for (const need of cell.needs) visit(need.cell);
		order.add(cell);
	};
	for (const cell of cells) visit(cell);
	return [...order];
}

/** What a cell is called in messages. */
export function nameOf({ program }: LiveCell): string {
	return program.id ?? `#${program.index + 1}`;
}
