import type { Position, Span } from "./span.js";

/** Who wrote the language in which a note asks. */
export type QueryLanguage =
	/** Ours: ` ```cypher `. */
	| "cypher"
	/** Dataview's: ` ```dataview `, or `= …` in backticks. */
	| "dataview"
	/** Programs for Dataview: ` ```dataviewjs `, or `$= …` in backticks. Never run when a vault is compiled. */
	| "dataviewjs"
	/** Obsidian's: ` ```base `, YAML. */
	| "base"
	/** Obsidian's search: ` ```query `. */
	| "search";

/** A question that stands in a note, and whose answer stands in its place on the page. */
export interface QueryBlock {
	readonly language: QueryLanguage;
	readonly form: "fence" | "inline";
	/** What is asked, with `\n`, without the fence, the sign of an inline query, and what stands before its lines. */
	readonly code: string;
	/** For each line of `code`, where its first character stands in the file. See `placeInFile`. */
	readonly lines: readonly Position[];
	/** The whole fence, or the code with its backticks. */
	readonly span: Span;
	readonly position: Position;
}
