import type { VaultPath } from "./id.js";
import type { Field, Heading, Note, Property, PropertyValue } from "./note.js";
import type { Span } from "./span.js";

/**
 * What can be asked about a file of the vault, as Obsidian's own languages ask it. All files have facts; what only notes
 * have is empty for others. Made when it is asked for: a table of ten thousand files costs nothing before.
 */
export interface FileFacts {
	readonly path: VaultPath;
	/** Without folder and extension. */
	readonly name: string;
	/** Behind the last dot, as spelt; empty where there is none. */
	readonly extension: string;
	/** Without a slash at the end; empty for the vault's own. */
	readonly folder: string;
	/** Bytes. */
	readonly size: number;
	/** Milliseconds since 1970. */
	readonly created: number;
	readonly modified: number;
	/** Absent where the file is no note. */
	readonly note?: Note;
	/** A note's text, properties and all; else empty. */
	readonly source: string;
	readonly aliases: readonly string[];
	/** Without `#`, each once whatever its case, in document order. */
	readonly tags: readonly string[];
	/** Each followed by the tags above it: `a/b`, then `a`. */
	readonly expandedTags: readonly string[];
	/** Values of the property `tag`, which Obsidian has given up and others have not. */
	readonly oldTags: readonly PropertyValue[];
	/** The frontmatter. Dates in it are strings, and each language knows them in its own way. */
	readonly properties: readonly Property[];
	/** Inline fields, also those in list items. */
	readonly fields: readonly Field[];
	readonly headings: readonly Heading[];
	/** Those of the frontmatter first, embeds among them. */
	readonly links: readonly FileLink[];
	/** Notes that link or embed this file, sorted; itself too, if it does. */
	readonly backlinks: readonly VaultPath[];
	readonly items: readonly ItemFacts[];
}

/** A link as it is written, and where it leads. */
export interface FileLink {
	readonly embed: boolean;
	/** The file that it leads to; absent where there is none. */
	readonly path?: VaultPath;
	/** As written, without heading and block; empty for the file itself. */
	readonly target: string;
	readonly heading?: string;
	readonly block?: string;
	readonly display?: string;
	/** The property in which it stands. */
	readonly property?: string;
	readonly line: number;
	readonly span: Span;
}

/** A list item. Lines count from 1. */
export interface ItemFacts {
	/** Its index in `FileFacts.items`. */
	readonly index: number;
	/** `-`, `*`, `+`, `1.` or `1)`. */
	readonly symbol: string;
	/** The character in the brackets; absent for what is no task. */
	readonly status?: string;
	/** Markdown behind bullet and brackets, lines trimmed and joined by `\n`; not that of the items inside. */
	readonly text: string;
	readonly line: number;
	/** The last line of `text`. */
	readonly endLine: number;
	readonly span: Span;
	/** Index of the item in which it stands. */
	readonly parent?: number;
	/** Indices of the items that stand right inside. */
	readonly children: readonly number[];
	/** Index of the first item of the outermost list. */
	readonly list: number;
	/** The nearest heading above. */
	readonly heading?: Heading;
	/** Block id, without `^`. */
	readonly block?: string;
	/** Without `#`. */
	readonly tags: readonly string[];
	readonly links: readonly FileLink[];
	readonly fields: readonly Field[];
}

export interface FileTable {
	/** Sorted by path (code units). Without the notes that are not to be shown. */
	readonly files: readonly FileFacts[];
	get(path: VaultPath): FileFacts | undefined;
	/** The file that a link to `target` leads to, if it stands in `from`. */
	resolve(target: string, from: VaultPath): VaultPath | undefined;
}
