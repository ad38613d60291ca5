import type { Position, Span } from "./span.js";

/** Code that stands in a file, line by line: a cell's, or a query's. */
interface Placed {
	readonly code: string;
	/** For each line of `code`, where its first character stands in the file. */
	readonly lines: readonly Position[];
}

/** Where the character at `offset` of a cell's code stands in the cell's file. */
export function placeInFile(cell: Placed, offset: number): Position {
	const starts = lineStarts(cell);
	let low = 0;
	let high = starts.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (starts[middle]! <= offset) low = middle;
		else high = middle - 1;
	}
	return placeOfLine(cell, low + 1, offset - starts[low]! + 1);
}

/** The same for a line and a column (from 1) of the code, as engines count. A line that is not there is the last. */
export function placeOfLine({ lines }: Placed, line: number, column: number): Position {
	const start = lines[Math.min(Math.max(line, 1), lines.length) - 1]!;
	// Of a tab that a list or quote uses up in part, a line may begin with blanks that stand nowhere in the file.
	const ahead = Math.max(column - 1, 1 - start.column);
	return { line: start.line, column: start.column + ahead, offset: start.offset + ahead };
}

/** A span of a cell's code as one of its file. */
export function spanInFile(cell: Placed, { start, end }: Span): Span {
	return { start: placeInFile(cell, start).offset, end: placeInFile(cell, end).offset };
}

const known = new WeakMap<Placed, readonly number[]>();

function lineStarts(cell: Placed): readonly number[] {
	const starts = known.get(cell);
	if (starts !== undefined) return starts;
	const found = [0];
	for (let at = cell.code.indexOf("\n"); at >= 0; at = cell.code.indexOf("\n", at + 1)) found.push(at + 1);
	known.set(cell, found);
	return found;
}
