import type { Cell } from "../../model/index.js";

/** The id of a cell on its page: `cell-` and the id that it was given, or its number among the note's cells. */
export function cellAnchor(index: number, cell: Pick<Cell, "id"> | undefined): string {
	return `cell-${cell?.id ?? index + 1}`;
}
