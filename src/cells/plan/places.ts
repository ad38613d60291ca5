import type { CompiledCell, NoteCells, PlannedCell, ResolvedCell, VaultPath } from "../../model/index.js";

/** A cell where it stands. Until they have their order, cells are numbered as they stand: note by note. */
export interface Place {
	readonly note: VaultPath;
	/** Among the note's cells. */
	readonly index: number;
	readonly compiled: CompiledCell;
	readonly resolved: ResolvedCell;
	readonly files: PlannedCell["files"];
	/** Whether all the files are there that it wants to read. */
	readonly readsAll: boolean;
}

const nothing: ResolvedCell = { imports: [], reads: [] };

/** Sorted by note, whatever the order in which notes come. */
export function placesOf(
	cells: readonly NoteCells[],
	resolved: ReadonlyMap<VaultPath, readonly ResolvedCell[]>,
	files: ReadonlyMap<VaultPath, readonly PlannedCell["files"][]>,
): readonly Place[] {
	return [...cells]
		.sort((a, b) => (a.note < b.note ? -1 : a.note > b.note ? 1 : 0))
		.flatMap(({ note, cells }) =>
			cells.map((compiled, index): Place => {
				const own = files.get(note)?.[index] ?? [];
				const wanted = new Set(compiled.cell.options.reads);
				return {
					...{ note, index, compiled, files: own },
					resolved: resolved.get(note)?.[index] ?? nothing,
					readsAll: own.filter(({ name }) => wanted.has(name)).length === wanted.size,
				};
			}),
		);
}

/** What Python defines is nothing to TypeScript, and the other way round. */
export function familyOf({ compiled }: Place): "js" | "py" {
	return compiled.cell.language === "py" ? "py" : "js";
}

/** A cell as a message calls it: `长短期记忆网络`, `长短期记忆网络#流`. */
export function labelOf({ note, compiled }: Place): string {
	const name = (note.split("/").at(-1) ?? note).replace(/\.md$/i, "");
	return compiled.cell.id === undefined ? name : `${name}#${compiled.cell.id}`;
}
