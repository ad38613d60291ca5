import type { Diagnostic } from "./diagnostic.js";
import type { VaultPath } from "./id.js";

/** A vault as it lies on disk: texts in memory, attachments by name. Sorted by path (code units). */
export interface Vault {
	/** Absolute real path of the folder. */
	readonly root: string;
	/** The folder's name, the default title of the site. */
	readonly name: string;
	/** Whether an `.obsidian` folder was found. */
	readonly obsidian: boolean;
	readonly notes: readonly SourceFile[];
	/** `.canvas` files (JSON Canvas). */
	readonly canvases: readonly SourceFile[];
	/** Modules beside notes: `笔记.cell.ts`, `.cell.js` or `.cell.py` beside `笔记.md`. They are among the attachments too. */
	readonly sidecars: readonly SourceFile[];
	/** `.base` files: tables over the vault. They are among the attachments too. */
	readonly bases: readonly SourceFile[];
	/** Everything else that is not ignored: images, PDF, … */
	readonly attachments: readonly Attachment[];
	readonly settings: VaultSettings;
	readonly diagnostics: readonly Diagnostic[];
}

/** A text file, decoded: UTF-8 or UTF-16 with its byte order mark removed. */
export interface SourceFile {
	readonly path: VaultPath;
	readonly source: string;
	/** SHA-256 of `source` in UTF-8, hexadecimal. */
	readonly hash: string;
	/** Absent for what was never a file. */
	readonly stat?: FileStat;
}

/** What the disk says of a file. Times are milliseconds since 1970. */
export interface FileStat {
	/** Bytes. */
	readonly size: number;
	/** When it was born, where the file system knows; else the earliest time that it does know. */
	readonly created: number;
	readonly modified: number;
}

export interface Attachment {
	readonly path: VaultPath;
	/** Bytes. */
	readonly size: number;
	/** Changes whenever the content may have changed: size, mtime and inode, never published. */
	readonly stamp: string;
	readonly stat?: FileStat;
}

/** The part of `.obsidian/*.json` that matters outside of Obsidian. */
export interface VaultSettings {
	/** `attachmentFolderPath`, as written. */
	readonly attachmentFolder?: string;
	/** `userIgnoreFilters`: path prefixes, or `/regular expressions/`, to leave out. */
	readonly ignoreFilters: readonly string[];
	/** `strictLineBreaks`: when false (Obsidian's default) a single newline is a line break on the page. */
	readonly strictLineBreaks: boolean;
	/** `preamble.sty`: TeX that defines macros for all formulas, as the plugin Extended MathJax reads it. */
	readonly mathPreamble?: string;
	/** `bookmarks.json`: paths of the files that are bookmarked. */
	readonly bookmarks?: readonly VaultPath[];
}
