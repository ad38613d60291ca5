import type { ConceptId, VaultPath } from "./id.js";

/**
 * What a note's question is answered with: plain data, ready to be shown, whatever language asked. `Note.queries[i]` is
 * answered by the i-th answer of its note.
 */
export interface Answer {
	/** One for most languages; a base has one for each view, of which the page shows the first and offers the others. */
	readonly views: readonly AnswerView[];
	/** Why there is no answer, or not all of it: one sentence for the author. Also told as a diagnostic. */
	readonly problem?: AnswerProblem;
	/** What no page shows of what a program made, as labels: `<button>`, `style`, `clicks`. Sorted. */
	readonly unshown?: readonly string[];
	/** Of a program that has changed since, or whose notes have: what its last run gave. */
	readonly stale?: true;
}

export interface AnswerProblem {
	readonly message: string;
	/** Where in the block's code it is, and where that ends. */
	readonly offset?: number;
	readonly end?: number;
	/** What might help. */
	readonly hint?: string;
	/**
	 * `wrong`: it cannot be read or computed. `costly`: it met a limit. `code`: it is a program, which compiling never
	 * runs. `absent`: what it asks for is not there, such as an embedding or a view.
	 */
	readonly kind: "wrong" | "costly" | "code" | "absent";
}

export type AnswerView = (
	| AnswerTable
	| AnswerList
	| AnswerTasks
	| AnswerCalendar
	| AnswerCards
	| AnswerGraph
	| AnswerHits
	| AnswerText
	| AnswerDocument
) & {
	/** Of a view of a base. */
	readonly name?: string;
	/** Results that a limit of ours left out; a `LIMIT` of the author's is none. */
	readonly omitted?: number;
};

/** Rows under column heads, in one group or several. */
export interface AnswerTable {
	readonly shape: "table";
	readonly columns: readonly AnswerColumn[];
	readonly groups: readonly AnswerGroup<readonly AnswerValue[]>[];
}

export interface AnswerColumn {
	readonly title: string;
	/** Numbers stand at the end of their cell. */
	readonly numeric?: true;
}

export interface AnswerGroup<T> {
	/** Absent where nothing is grouped. */
	readonly key?: AnswerValue;
	readonly items: readonly T[];
	/** For each column, or nothing. Beneath the items. */
	readonly summaries?: readonly (AnswerSummary | undefined)[];
}

export interface AnswerSummary {
	readonly title: string;
	readonly value: AnswerValue;
}

export interface AnswerList {
	readonly shape: "list";
	/** An item's values stand beside each other, the first one leading. */
	readonly groups: readonly AnswerGroup<readonly AnswerValue[]>[];
	readonly marker?: "bullet" | "number" | "none";
}

export interface AnswerTasks {
	readonly shape: "tasks";
	readonly groups: readonly AnswerGroup<AnswerTask>[];
}

export interface AnswerTask {
	/** The character in the brackets. Absent for a list item that is no task. */
	readonly status?: string;
	/** Markdown, as written. */
	readonly text: string;
	readonly at: AnswerLink;
	readonly children: readonly AnswerTask[];
}

export interface AnswerCalendar {
	readonly shape: "calendar";
	readonly days: readonly { readonly date: string; readonly items: readonly AnswerValue[] }[];
}

export interface AnswerCards {
	readonly shape: "cards";
	/** Titles of `values`. */
	readonly columns: readonly AnswerColumn[];
	readonly groups: readonly AnswerGroup<AnswerCard>[];
	/** Height of the picture by its width. */
	readonly imageAspect?: number;
	readonly imageFit?: "cover" | "contain";
}

export interface AnswerCard {
	/** A picture, or a colour as `#rrggbb`. */
	readonly image?: AnswerValue;
	readonly values: readonly AnswerValue[];
}

/** Concepts and how they are joined, for questions that return paths or nodes with relationships. */
export interface AnswerGraph {
	readonly shape: "graph";
	readonly nodes: readonly AnswerLink[];
	/** Indices into `nodes`. */
	readonly edges: readonly { readonly source: number; readonly target: number; readonly type: string }[];
}

/** What a search found, note by note. */
export interface AnswerHits {
	readonly shape: "hits";
	readonly files: readonly {
		readonly file: AnswerLink;
		/** How often it was found in this file. */
		readonly matches: number;
		readonly excerpts: readonly {
			readonly line: number;
			/** Plain text; every second piece, from the second on, is what was found. */
			readonly pieces: readonly string[];
		}[];
	}[];
	/** In all files. */
	readonly matches: number;
}

/** The value of an inline query. */
export interface AnswerText {
	readonly shape: "value";
	readonly value: AnswerValue;
}

/** What a program has put below each other. Texts among the parts are plain. */
export interface AnswerDocument {
	readonly shape: "document";
	readonly parts: readonly AnswerValue[];
}

/** Numbers are shown as the language of the page writes them; strings are Markdown only as `markdown`. */
export type AnswerValue = null | boolean | number | string | AnswerRichValue;

export type AnswerRichValue =
	| AnswerLink
	/** One line of Markdown with wiki-links, which are looked up from the file named. */
	| { readonly kind: "markdown"; readonly text: string; readonly from: VaultPath }
	| { readonly kind: "list"; readonly items: readonly AnswerValue[] }
	/** What stands beside each other with nothing but blanks between: a path, its nodes and arrows. */
	| { readonly kind: "chain"; readonly items: readonly AnswerValue[] }
	| { readonly kind: "object"; readonly entries: readonly (readonly [key: string, value: AnswerValue])[] }
	/** ISO 8601: a date (`2026-11-23`), with a time (`2026-11-23T14:05:00+01:00`), or a time alone (`14:05`). */
	| { readonly kind: "date"; readonly iso: string }
	/** ISO 8601: `P3DT2H`. */
	| { readonly kind: "duration"; readonly iso: string }
	/** Shown as Markdown code: what has no shape of its own. */
	| { readonly kind: "code"; readonly text: string }
	| { readonly kind: "image"; readonly source: VaultPath | string; readonly alt: string }
	| { readonly kind: "url"; readonly href: string; readonly text: string }
	| { readonly kind: "tag"; readonly tag: string }
	/** HTML as its author made it; shown as the page shows raw HTML of notes. */
	| { readonly kind: "html"; readonly text: string }
	/** What could not be computed, in the place of one value: one sentence for the author. */
	| { readonly kind: "problem"; readonly message: string }
	| AnswerElement
	/** Where a program shows a table, a list or tasks. */
	| { readonly kind: "view"; readonly view: AnswerView };

/** An element as a program asked for it: who shows it decides what of it may be shown. */
export interface AnswerElement {
	readonly kind: "element";
	/** In lower case. */
	readonly tag: string;
	readonly attributes: readonly (readonly [name: string, value: string])[];
	/** Texts among them are plain. */
	readonly children: readonly AnswerValue[];
}

/** A way to a concept, or to a place in a file. */
export interface AnswerLink {
	readonly kind: "link";
	readonly concept: ConceptId;
	readonly text: string;
	/** Text of a heading, as links write it. */
	readonly heading?: string;
	readonly block?: string;
	/** Line in the file, from 1, where one is known: for terminals, and for tasks. */
	readonly line?: number;
}
