/** What stands before the text of a line: the marks of its containers. */
export interface Prefix {
	/** Where the line's own text starts. */
	readonly end: number;
	readonly depth: number;
	readonly quote: boolean;
	readonly item: boolean;
}

/** Reads quote marks and list markers at a line's start. A line of nothing but `- - -` is a rule. */
export function readPrefix(source: string, start: number, end: number): Prefix {
	let offset = start;
	let depth = 0;
	let quote = false;
	let item = false;
	let kinds = "";
	for (;;) {
		while (offset < end && isBlank(source.charCodeAt(offset))) offset++;
		const next = offset < end ? markerEnd(source, offset, end) : 0;
		if (next === 0) break;
		const mark = source[offset]!;
		if (mark === ">") quote = true;
		else item = true;
		if (!kinds.includes(mark)) kinds += mark;
		depth++;
		offset = next;
	}
	if (offset === end && (kinds === "-" || kinds === "*")) depth = 0;
	return { end: offset, depth, quote, item };
}

/** Where a quote mark or list marker ends, or 0. */
function markerEnd(source: string, offset: number, end: number): number {
	const code = source.charCodeAt(offset);
	if (code === 62) return offset + 1;
	let next = offset;
	if (code === 45 || code === 42 || code === 43) next++;
	else {
		while (next < end && next - offset < 10 && isDigit(source.charCodeAt(next))) next++;
		if (next === offset || (source[next] !== "." && source[next] !== ")")) return 0;
		next++;
	}
	return next >= end || isBlank(source.charCodeAt(next)) ? next : 0;
}

/** A space or a tab. */
export function isBlank(code: number): boolean {
	return code === 32 || code === 9;
}

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}
