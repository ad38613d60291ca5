/** A half-open range of UTF-16 offsets into a note's source: `source.slice(start, end)` is what was written. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** Where a span starts, as editors count: line and column from 1, column and offset in UTF-16 units. */
export interface Position {
	readonly line: number;
	readonly column: number;
	readonly offset: number;
}
