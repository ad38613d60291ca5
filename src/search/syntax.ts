/** The syntax tree of a search, as Obsidian's search box and its ` ```query ` blocks take it. */
import type { Span } from "../model/index.js";

export type SearchTerm =
	| SearchText
	| SearchPattern
	| SearchCombination
	| SearchNegation
	| SearchOperation
	| SearchProperty;

/** A word, or a phrase in quotes. Never empty. */
export interface SearchText {
	readonly kind: "text";
	readonly text: string;
	readonly quoted: boolean;
	readonly span: Span;
}

/** `/…/` */
export interface SearchPattern {
	readonly kind: "pattern";
	/** Between the slashes: JavaScript's. */
	readonly written: string;
	/** Flag `s`: a dot is any character. The other flags change nothing. */
	readonly dotAll: boolean;
	/** The same in the syntax of Cypher's `=~`. */
	readonly pattern: string;
	readonly span: Span;
}

/** `a b` or `a OR b`. */
export interface SearchCombination {
	readonly kind: "all" | "any";
	/** At least two. */
	readonly operands: readonly SearchTerm[];
	readonly span: Span;
}

/** `-a` */
export interface SearchNegation {
	readonly kind: "not";
	readonly operand: SearchTerm;
	readonly span: Span;
}

export const operatorNames = [
	...(["file", "path", "content", "tag", "line", "block", "section"] as const),
	...(["task", "task-todo", "task-done", "match-case", "ignore-case"] as const),
] as const;

export type OperatorName = (typeof operatorNames)[number];

/** `file:x`, `line:(a b)` */
export interface SearchOperation {
	readonly kind: "operation";
	readonly operator: OperatorName;
	readonly operand: SearchTerm;
	readonly span: Span;
}

/** `[name]`, `[name:value]` */
export interface SearchProperty {
	readonly kind: "property";
	/** Of texts, patterns and what combines them. */
	readonly name: SearchTerm;
	/** Absent: that there is such a property is enough. */
	readonly value?: SearchValue;
	readonly span: Span;
}

export type SearchValue =
	| SearchTerm
	/** `null`: the property has no value. */
	| { readonly kind: "null"; readonly span: Span }
	/** `<5` */
	| {
			readonly kind: "comparison";
			readonly operator: "<" | ">" | "<=" | ">=";
			readonly than: string;
			readonly span: Span;
	  };
