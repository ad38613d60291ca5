/** Line and column of an offset, from 1, in UTF-16 units, as engines count them. */
export function lineColumnAt(
	text: string,
	offset: number,
): { readonly line: number; readonly column: number } {
	let line = 1;
	let start = 0;
	for (let end = text.indexOf("\n"); end >= 0 && end < offset; end = text.indexOf("\n", start)) {
		line++;
		start = end + 1;
	}
	return { line, column: offset - start + 1 };
}

/** The offset of a line and column; of the nearest one that there is, when there is none. */
export function offsetAt(text: string, line: number, column: number): number {
	let start = 0;
	for (let n = 1; n < line; n++) {
		const end = text.indexOf("\n", start);
		if (end < 0) return text.length;
		start = end + 1;
	}
	const end = text.indexOf("\n", start);
	return Math.min(Math.max(start, start + column - 1), end < 0 ? text.length : end);
}
