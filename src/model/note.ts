import type { Cell } from "./cell.js";
import type { Diagnostic } from "./diagnostic.js";
import type { VaultPath } from "./id.js";
import type { Link } from "./link.js";
import type { QueryBlock } from "./query-block.js";
import type { Position, Span } from "./span.js";

/**
 * What a note says, as plain data (survives JSON and structured cloning). Lists are in document order,
 * frontmatter first. Two notes with the same source differ in `path` and `name` alone.
 */
export interface Note {
	readonly path: VaultPath;
	/** File name without `.md`: what wiki-links call it. */
	readonly name: string;
	/** `title` property, else the name. */
	readonly title: string;
	readonly aliases: readonly string[];
	readonly properties: readonly Property[];
	readonly tags: readonly Tag[];
	readonly links: readonly Link[];
	readonly headings: readonly Heading[];
	readonly blockIds: readonly BlockId[];
	readonly fields: readonly Field[];
	readonly callouts: readonly Callout[];
	readonly tasks: readonly Task[];
	/** All list items, tasks among them: each before those inside it. Not those in comments. */
	readonly items: readonly ListItem[];
	/** Fences that are to be run: not those in comments. */
	readonly cells: readonly Cell[];
	/** Questions that are to be answered: not those in comments. */
	readonly queries: readonly QueryBlock[];
	readonly aliasCandidates: readonly AliasCandidate[];
	/** `%%…%%` and `<!-- … -->` with their markers, outermost only: cut out of the Markdown copy that is published. */
	readonly comments: readonly Span[];
	/** `cssclasses`, only those that are valid class names. */
	readonly cssClasses: readonly string[];
	/** False for `publish: false` and `draft: true`. */
	readonly published: boolean;
	/** BCP 47; the `lang` property, else found from the script of the text: zh, ja, ko, en, … */
	readonly lang: string;
	/** First words of the body as plain text, about 160 cells wide; the `description` property if given. */
	readonly excerpt: string;
	/** Han characters plus words of other scripts, in the shown body. */
	readonly wordCount: number;
	/** Published as escaped plain text because reading it as Markdown would cost too much. */
	readonly plain?: true;
	readonly diagnostics: readonly Diagnostic[];
}

export type PropertyValue =
	| null
	| boolean
	| number
	| string
	| readonly PropertyValue[]
	| { readonly [key: string]: PropertyValue };

/** One frontmatter entry. A list and not a map, because keys come from strangers (`__proto__`). */
export interface Property {
	readonly key: string;
	readonly value: PropertyValue;
	readonly position: Position;
}

export interface Tag {
	/** As written, without `#`: `课程/RNN`. */
	readonly name: string;
	/** In the frontmatter the span covers the name, in the text `#` and the name. */
	readonly span: Span;
	readonly position: Position;
	readonly property?: true;
	readonly comment?: true;
	readonly under?: number;
}

export interface Heading {
	readonly depth: 1 | 2 | 3 | 4 | 5 | 6;
	/** Plain text, markup removed. */
	readonly text: string;
	/** Unique in the note; the page's anchor is `h-` + slug. */
	readonly slug: string;
	readonly span: Span;
	readonly position: Position;
}

export interface BlockId {
	/** As written, without `^`; the page's anchor is `b-` + id. */
	readonly id: string;
	readonly position: Position;
}

/** Inline field, Dataview's `key:: value`. */
export interface Field {
	readonly key: string;
	readonly value: string;
	/** `line` alone on its line, else the brackets around it. */
	readonly form: "line" | "bracket" | "parenthesis";
	readonly span: Span;
	readonly position: Position;
}

export interface Callout {
	/** Lower case: note, tip, warning, … */
	readonly type: string;
	/** Plain text; empty when the type's name is to be shown. */
	readonly title: string;
	readonly fold?: "open" | "closed";
	readonly position: Position;
}

export interface Task {
	/** The character in the brackets: blank, `x`, or any other. */
	readonly status: string;
	readonly text: string;
	readonly position: Position;
}

export interface ListItem {
	/** The character in the brackets of a task. */
	readonly status?: string;
	/** Index into `Note.items` of the item in which it stands. */
	readonly parent?: number;
	/** Index of the first item of the outermost list around it: it may be itself. */
	readonly list: number;
	/** Block id, without `^`. */
	readonly block?: string;
	readonly line: number;
	/** From the bullet to the end of what stands before its first inner list. */
	readonly span: Span;
}

/** `X（Y）` beside a link or tag: perhaps Y is another name of X. Only ever suggested. */
export interface AliasCandidate {
	/** Name of the link's target or of the tag. */
	readonly of: string;
	readonly alias: string;
	readonly position: Position;
	readonly span: Span;
}

/** How to read notes where people disagree; the defaults are Obsidian's. */
export interface NoteOptions {
	/** Whether links and tags inside `%%…%%` count. */
	readonly comments: "index" | "ignore";
	/** Whether `，` and its kind belong to the tag before them. */
	readonly tagPunctuation: "part-of-tag" | "ends-tag";
	/** Whether `[a](b.md)` is a link of the graph. */
	readonly markdownLinks: boolean;
}
