import type { Link, Note } from "../model/index.js";

/** The plain record of a note: what `notapse inspect` prints, in document order, frontmatter first. */
export interface InspectRecord {
	readonly path: string;
	readonly title: string;
	readonly links: readonly InspectLink[];
	/** As written, without `#`. */
	readonly tags: readonly string[];
	readonly aliases: readonly string[];
	readonly blockIds: readonly string[];
	readonly headings: readonly { depth: number; text: string; line: number }[];
	readonly fields: readonly { key: string; value: string; line: number }[];
	readonly properties: Readonly<Record<string, unknown>>;
	readonly callouts: readonly { type: string; title: string; fold?: "open" | "closed"; line: number }[];
	readonly tasks: readonly { status: string; text: string; line: number }[];
	readonly lang: string;
	readonly published: boolean;
	readonly plain?: true;
}

export type InspectLink = Pick<Link, "kind" | "format" | "target" | "heading" | "block" | "alias"> & {
	readonly line: number;
	readonly column: number;
	readonly offset: number;
};

export function inspectRecord(note: Note): InspectRecord {
	return {
		path: note.path,
		title: note.title,
		links: note.links.map(inspectLink),
		tags: note.tags.map((tag) => tag.name),
		aliases: note.aliases,
		blockIds: note.blockIds.map((blockId) => blockId.id),
		headings: note.headings.map(({ depth, text, position }) => ({ depth, text, line: position.line })),
		fields: note.fields.map(({ key, value, position }) => ({ key, value, line: position.line })),
		// fromEntries makes own properties, whatever they are called.
		properties: Object.fromEntries(note.properties.map(({ key, value }) => [key, value])),
		callouts: note.callouts.map(({ type, title, fold, position }) => ({
			type,
			title,
			...(fold && { fold }),
			line: position.line,
		})),
		tasks: note.tasks.map(({ status, text, position }) => ({ status, text, line: position.line })),
		lang: note.lang,
		published: note.published,
		...(note.plain && { plain: note.plain }),
	};
}

function inspectLink({ kind, format, target, heading, block, alias, position }: Link): InspectLink {
	return {
		kind,
		format,
		target,
		...(heading !== undefined && { heading }),
		...(block !== undefined && { block }),
		...(alias !== undefined && { alias }),
		...position,
	};
}
