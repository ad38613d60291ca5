/** How a Markdown text falls into lines, blocks, sections and tasks, by what its lines look like. */

export type PartKind = "lines" | "blocks" | "sections" | "tasks";

/** A run of whole lines. Offsets into the text, without the last line break. */
export interface Part {
	readonly start: number;
	readonly end: number;
	/** The character in the brackets of a task. */
	readonly status?: string;
}

/** One pass; the parts are in order and do not overlap. */
export function partsOfText(text: string, kind: PartKind): readonly Part[] {
	switch (kind) {
		case "lines":
			return linesOf(text);
		case "blocks":
			return blocksOf(text);
		case "tasks":
			return blocksOf(text).filter(({ status }) => status !== undefined);
		case "sections":
			return sectionsOf(text);
	}
}

function linesOf(text: string): readonly Part[] {
	const lines: Part[] = [];
	for (let start = 0; start <= text.length; ) {
		const found = text.indexOf("\n", start);
		const end = found < 0 ? text.length : found;
		lines.push({ start, end });
		start = end + 1;
	}
	return lines;
}

/** What a line begins or goes on with. */
type Line = Part & {
	readonly kind: "blank" | "heading" | "item" | "fence" | "code" | "properties" | "text" | "underline";
};

const heading = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const item = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)(?:\[([^\][\r\n])\](?=[ \t]|$))?/;
const fence = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})/;
const underline = /^ {0,3}(?:=+|-+)[ \t]*$/;

/** Markers stand at the beginning: of a line of a megabyte no more is looked at. */
const longestMarker = 200;

function* readLines(text: string): Generator<Line> {
	let open: string | undefined;
	let properties = /^---[ \t]*\n/.test(text.slice(0, longestMarker)) && /\n---[ \t]*(?:\n|$)/.test(text);
	let before = "blank" as Line["kind"];
	for (const [index, part] of linesOf(text).entries()) {
		const line = text.slice(part.start, Math.min(part.end, part.start + longestMarker));
		const made = (kind: Line["kind"], status?: string): Line => {
			before = kind;
			return { ...part, kind, ...(status !== undefined && { status }) };
		};
		if (properties) {
			properties = index === 0 || !/^---[ \t]*$/.test(line);
			yield made("properties");
			continue;
		}
		const marker = fence.exec(line)?.[1];
		if (open !== undefined) {
			const closes = marker?.startsWith(open) === true && line.trimEnd().endsWith(marker);
			if (closes) open = undefined;
			yield made("code");
			continue;
		}
		const task = item.exec(line);
		if (marker !== undefined) open = marker;
		if (/^[ \t>]*$/.test(line)) yield made("blank");
		else if (heading.test(line)) yield made("heading");
		else if (before === "text" && underline.test(line)) yield made("underline");
		else if (task !== null) yield made("item", task[1]);
		else yield made(marker === undefined ? "text" : "fence");
	}
}

/** Paragraphs, list items, headings, tables, quotes, code, the frontmatter: what stands together. */
function blocksOf(text: string): readonly Part[] {
	const blocks: Part[] = [];
	let open: { start: number; end: number; status?: string } | undefined;
	let before: Line["kind"] = "blank";
	const close = () => {
		if (open !== undefined) blocks.push(open);
		open = undefined;
	};
	for (const { kind, start, end, status } of readLines(text)) {
		const goesOn =
			kind === "code" || kind === "underline" || (kind === "properties" && before === "properties");
		const ends = before === "heading" || (before === "code" && kind !== "code") || before === "underline";
		if (!goesOn && (kind !== "text" || ends || before === "properties")) close();
		before = kind;
		if (kind === "blank") continue;
		if (open === undefined) open = { start, end, ...(status !== undefined && { status }) };
		else open.end = end;
	}
	close();
	return blocks;
}

/** From a heading to the next one of whatever depth; the text before the first is one, too. */
function sectionsOf(text: string): readonly Part[] {
	const sections: Part[] = [];
	let open: { start: number; end: number } | undefined;
	let last: Line | undefined;
	const begin = (start: number, end: number) => {
		if (open !== undefined) sections.push(open);
		open = { start, end };
	};
	for (const line of readLines(text)) {
		if (line.kind === "heading" || open === undefined) begin(line.start, line.end);
		else if (line.kind === "underline" && last !== undefined && last.start > open.start) {
			open.end = last.start - 1;
			begin(last.start, line.end);
		} else open.end = line.end;
		last = line;
	}
	if (open !== undefined) sections.push(open);
	return sections;
}
