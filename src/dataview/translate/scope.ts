import type { Span } from "../../model/index.js";
import type { syntax } from "../../query/index.js";
import { call, map, variable } from "./build.js";

/** What is known of a value before the query runs. */
export type Shape =
	| ("boolean" | "number" | "string" | "list" | "date" | "duration" | "link")
	/** `file` of a page. */
	| "file"
	/** A note or a task with its note. */
	| "row";

/** A translated expression. */
export interface Translated {
	readonly expression: syntax.Expression;
	readonly shape?: Shape | undefined;
	/** Whether it may turn out, for some row, that it cannot be computed. */
	readonly fallible: boolean;
	/** Whether it is the same for all rows, and more than written down. */
	readonly constant?: boolean;
}

/** Names that have been given to variables of the query. */
export class Names {
	readonly #taken = new Set<string>();

	fresh(wanted: string): string {
		let name = wanted;
		for (let i = 2; this.#taken.has(name); i++) name = `${wanted}${i}`;
		this.#taken.add(name);
		return name;
	}
}

/** What names mean in the rows at hand. */
export interface Scope {
	/** The variable that is the row as it came: a note or a task. None after `GROUP BY`. */
	readonly row?: string;
	/** Names that `FLATTEN` and `GROUP BY` have given, and lambdas' parameters, with the variables behind them. */
	readonly bound: ReadonlyMap<string, Bound>;
}

export interface Bound {
	readonly variable: string;
	readonly shape?: Shape;
	/** Of a lambda: no part of the row. */
	readonly parameter?: boolean;
}

/** All of a row as one value, for lists of rows. */
export function wholeRow({ row, bound }: Scope, span: Span): syntax.Expression {
	const added = [...bound]
		.filter(([, { parameter }]) => parameter !== true)
		.map(([name, { variable: name2 }]) => [name, variable(name2, span)] as const);
	if (row === undefined) return map(added, span);
	const base = variable(row, span);
	return added.length === 0 ? base : call("dataview.with", [base, map(added, span)], span);
}
