/** What a note says, whole or a section of it, with what is known of it. */
import { type ConceptRecord, toConceptRecord } from "../concepts/concept-record.js";
import { type ConceptId, foldName, InputError, type Note, nearestName, UsageError } from "../model/index.js";
import type { OpenGraph } from "./opened-graph.js";

export interface NoteText {
	readonly note: ConceptRecord;
	readonly lang: string;
	readonly words: number;
	readonly published: boolean;
	readonly aliases: readonly string[];
	/** Without `#`. */
	readonly tags: readonly string[];
	/** The frontmatter. */
	readonly properties: Readonly<Record<string, unknown>>;
	readonly outline: readonly OutlineEntry[];
	/** Lines of the file that `text` holds, from 1, both included. */
	readonly from: number;
	readonly to: number;
	/** Lines of the whole file. */
	readonly lines: number;
	/** As it is written. */
	readonly text: string;
}

export interface OutlineEntry {
	readonly depth: number;
	readonly heading: string;
	readonly line: number;
}

/** No note, but a tag, a name that nobody has written, or a file. */
export class NoNote extends UsageError {}

/** The note has no such heading. */
export class UnknownSection extends InputError {}

/** @param section a heading; without it the whole note */
export function noteText(open: OpenGraph, concept: ConceptId, section?: string): NoteText {
	const { loaded, notes } = open;
	const source = loaded.vault.notes.find(({ path }) => path === concept)?.source;
	const note = notes.find((compiled) => compiled.note.path === concept)?.note;
	const record = toConceptRecord(loaded.graph, concept);
	if (source === undefined || note === undefined) {
		throw new NoNote(`${record.title} is no note but ${kinds[record.kind]}: it has no text.`, {
			hint: "what links to it can be asked for",
		});
	}
	const lines = source.split(/\r\n?|\n/);
	const [from, to] = section === undefined ? [1, lines.length] : sectionOf(note, section, lines.length);
	return {
		note: record,
		lang: note.lang,
		words: note.wordCount,
		published: note.published,
		aliases: note.aliases,
		tags: [...new Set(note.tags.map(({ name }) => name))],
		properties: Object.fromEntries(note.properties.map(({ key, value }) => [key, value])),
		outline: note.headings.map(({ depth, text, position }) => ({
			depth,
			heading: text,
			line: position.line,
		})),
		...{ from, to, lines: lines.length },
		text: lines.slice(from - 1, to).join("\n"),
	};
}

const kinds: Readonly<Record<ConceptRecord["kind"], string>> = {
	note: "a note",
	tag: "a tag",
	placeholder: "a name that nobody has written",
	attachment: "a file",
	canvas: "a canvas",
};

/** From its heading to the next that is not below it; `A#B` is B in A. */
function sectionOf({ headings, title }: Note, section: string, lines: number): [number, number] {
	let [from, to] = [1, lines];
	for (const name of section.replace(/^#+/, "").split("#")) {
		const wanted = foldName(name.trim());
		const inside = headings.filter(({ position: { line } }) => line >= from && line <= to);
		const found = inside.find(({ text }) => foldName(text) === wanted);
		if (found === undefined) {
			const near = nearestName(
				name.trim(),
				inside.map(({ text }) => text),
			);
			throw new UnknownSection(`${title} has no heading “${name.trim().slice(0, 200)}”.`, {
				...(near !== undefined && { hint: `did you mean ${near}?` }),
			});
		}
		const next = headings.find(
			({ depth, position }) => position.line > found.position.line && depth <= found.depth,
		);
		[from, to] = [found.position.line, Math.min(to, (next?.position.line ?? lines + 1) - 1)];
	}
	return [from, to];
}
