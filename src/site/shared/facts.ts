import type { Link, Note, Property, Tag } from "../../model/index.js";

/**
 * What is known of a note everywhere on the site: what it is called and what it belongs to. The rest (its text,
 * its first words, its headings) changes with nearly every edit and is asked for by name; see `Published`.
 */
export interface NoteFacts
	extends Pick<Note, "path" | "name" | "title" | "aliases" | "cssClasses" | "published" | "lang" | "plain"> {
	readonly properties: readonly Pick<Property, "key" | "value">[];
	readonly tags: readonly Pick<Tag, "name" | "property" | "comment">[];
	readonly links: readonly Pick<Link, "kind" | "format" | "target" | "property" | "comment">[];
}

/** All facts and nothing else: what the digest of a note's facts is made from. */
export function factsOf(note: Note): NoteFacts & { readonly order: string } {
	const { path, name, title, aliases, cssClasses, published, lang, plain } = note;
	return {
		...{ path, name, title, aliases, cssClasses, published, lang, ...(plain && { plain }) },
		properties: note.properties.map(({ key, value }) => ({ key, value })),
		tags: note.tags.map(({ span, position, under, ...tag }) => tag),
		links: note.links.map(({ span, position, under, heading, block, alias, size, ...link }) => link),
		order: orderOf(note),
	};
}

/** Whether links or tags come first, as the graph counts them: `l` and `t`, as they stand in the note. */
function orderOf({ links, tags }: Note): string {
	const places = [
		...links.map(({ position }) => ({ letter: "l", at: position.offset })),
		...tags.map(({ position }) => ({ letter: "t", at: position.offset })),
	];
	return places
		.sort((a, b) => a.at - b.at)
		.map(({ letter }) => letter)
		.join("");
}
