import type { Nodes } from "mdast";
import { expect } from "vitest";
import type { Note, NoteOptions, ParsedNote, Position } from "../../src/model/index.js";
import { parseNote } from "../../src/notes/index.js";

export function read(source: string, options: Partial<NoteOptions> = {}, path = "Note.md"): ParsedNote {
	return parseNote({ path, source, hash: "" }, options);
}

export function noteOf(source: string, options: Partial<NoteOptions> = {}): Note {
	return read(source, options).note;
}

/**
 * Checks one line of the notation: `«…»` stands around each tag and link that must be found, and nothing else
 * may be. `→` is a tab, `␣` a no-break space, `⏎` a line feed.
 */
export function expectMarked(marked: string, options: Partial<NoteOptions> = {}): void {
	const source = plain(marked);
	const { note } = read(source, options);
	const spans = [...note.tags, ...note.links].map(({ span }) => span).sort((a, b) => a.start - b.start);
	expect(mark(source, spans)).toBe(marked.replace(/[→␣⏎]/g, (sign) => signs[sign]!));
}

export function plain(marked: string): string {
	return marked.replace(/[«»]/g, "").replace(/[→␣⏎]/g, (sign) => signs[sign]!);
}

/** The tree as one line: `paragraph(text"a" strong(text"b"))`. */
export function outline(node: Nodes): string {
	const name =
		node.type === "callout" ? `callout:${node.kind}${node.fold ? `:${node.fold}` : ""}` : node.type;
	const id = node.data && "block" in node.data ? `^${node.data.block}` : "";
	if ("children" in node) return `${name}${id}(${node.children.map(outline).join(" ")})`;
	return "value" in node ? `${name}${id}${JSON.stringify(node.value)}` : `${name}${id}`;
}

/** A note's lists, each entry short: where it stands is its line. */
export function record(note: Note) {
	const line = ({ position }: { position: Position }) => position.line;
	return {
		...{
			path: note.path,
			title: note.title,
			aliases: note.aliases,
			lang: note.lang,
			published: note.published,
		},
		tags: note.tags.map(({ name }) => name),
		links: note.links.map((link) => ({ ...link, line: line(link) })),
		blockIds: note.blockIds.map(({ id }) => id),
		headings: note.headings.map(({ depth, text }) => ({ depth, text })),
		fields: note.fields.map((field) => ({ key: field.key, value: field.value, line: line(field) })),
		properties: Object.fromEntries(note.properties.map(({ key, value }) => [key, value])),
		callouts: note.callouts.map(({ type, title, fold, ...callout }) => ({
			...{ type, title, line: line(callout) },
			...(fold && { fold }),
		})),
		tasks: note.tasks.map(({ status, text, position }) => ({ status, text, line: position.line })),
	};
}

/** The outline of the whole body, the root left out. */
export function body(source: string, options: Partial<NoteOptions> = {}): string {
	return read(source, options).tree.children.map(outline).join(" ");
}

export function rules(source: string, options: Partial<NoteOptions> = {}): string[] {
	return noteOf(source, options).diagnostics.map(
		({ rule, position }) => `${rule} ${position?.line}:${position?.column}`,
	);
}

function mark(source: string, spans: readonly { start: number; end: number }[]): string {
	let text = "";
	let offset = 0;
	for (const { start, end } of spans) {
		text += `${source.slice(offset, start)}«${source.slice(start, end)}»`;
		offset = end;
	}
	return text + source.slice(offset);
}

const signs: Readonly<Record<string, string>> = { "→": "\t", "␣": "\u00a0", "⏎": "\n" };
