/** A YAML block of a note's first lines, and where it stands. */
export interface Frontmatter {
	/** Between the fences. */
	readonly yaml: string;
	/** Offset of `yaml` in the source. */
	readonly start: number;
	/** Offset at which the note's body starts. */
	readonly end: number;
}

/** `---` on the first line up to a line `---`; blanks after the dashes are allowed. */
export function splitFrontmatter(source: string): Frontmatter | undefined {
	const opening = /^---[ \t]*(?:\r\n|\n|\r)/.exec(source.slice(0, 200));
	if (!opening) return undefined;
	const start = opening[0].length;
	const closing = /(?:^|[\r\n])---[ \t]*(?=[\r\n]|$)/g;
	closing.lastIndex = start - 1;
	const match = closing.exec(source);
	if (!match) return undefined;
	const lineEnd = /\r\n|\n|\r/y;
	lineEnd.lastIndex = match.index + match[0].length;
	const end = lineEnd.lastIndex + (lineEnd.exec(source)?.[0].length ?? 0);
	return { yaml: source.slice(start, Math.max(start, match.index + 1)), start, end };
}
