import type { Expression } from "../language/syntax.js";

/** A base as it is written: what a `.base` file or a ` ```base ` block says. Offsets are places in its text. */
export interface Base {
	readonly filters?: Filter;
	/** In the order in which they are written. */
	readonly formulas: ReadonlyMap<string, WrittenExpression>;
	/** What properties are called at the head of their columns, by their full names: `note.status`. */
	readonly displayNames: ReadonlyMap<string, string>;
	/** Custom summaries, over `values`. */
	readonly summaries: ReadonlyMap<string, WrittenExpression>;
	/** At least one: where none is written, a table of the files' names. */
	readonly views: readonly BaseView[];
	/** What could not be read. The rest stands. In the order of the text. */
	readonly problems: readonly BaseProblem[];
}

export interface BaseProblem {
	readonly message: string;
	readonly offset: number;
}

export type Filter =
	| { readonly kind: "and" | "or" | "not"; readonly parts: readonly Filter[] }
	| { readonly kind: "condition"; readonly condition: WrittenExpression };

/** An expression where it stands. */
export interface WrittenExpression {
	readonly text: string;
	/** The place in the base of a place in `text`. */
	place(offset: number): number;
	/** Or why it is none. */
	readonly expression: Expression | BaseProblem;
}

export interface BaseView {
	/** `table`, `cards`, `list`, `map`, or what a plugin calls its own. */
	readonly type: string;
	readonly name: string;
	readonly offset: number;
	readonly filters?: Filter;
	readonly limit?: number;
	readonly groupBy?: Sorting;
	readonly sort: readonly Sorting[];
	/** The columns, by their full names. */
	readonly order: readonly WrittenProperty[];
	/** Names of summaries, by properties' full names. */
	readonly summaries: ReadonlyMap<string, { readonly name: string; readonly offset: number }>;
	/** What else is written, for the views that know it: `image`, `coordinates`, `markers`. */
	readonly options: ReadonlyMap<string, ViewOption>;
}

export interface ViewOption {
	readonly value: string | number | boolean | null;
	readonly offset: number;
}

export interface Sorting {
	readonly property: WrittenProperty;
	readonly descending: boolean;
}

/** A property by its full name: `note.status`, `file.name`, `formula.total`. */
export interface WrittenProperty {
	readonly space: "note" | "file" | "formula";
	readonly key: string;
	readonly offset: number;
}

export function fullName({ space, key }: Pick<WrittenProperty, "space" | "key">): string {
	return `${space}.${key}`;
}

/** `status` is `note.status`. */
export function propertyNamed(written: string, offset = 0): WrittenProperty {
	const found = /^(note|file|formula)\.(.+)$/s.exec(written);
	if (found === null) return { space: "note", key: written, offset };
	return { space: found[1] as WrittenProperty["space"], key: found[2]!, offset };
}
