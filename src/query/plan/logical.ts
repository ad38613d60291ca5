import type { CallClause, Expression, Query, SortItem } from "../language/syntax.js";
import type { AggregateCall } from "./expressions.js";
import type { PatternGraph } from "./pattern-graph.js";

/**
 * What a query means, step by step, without a word about how it is done: each operation takes the rows of its `input`.
 * Names are variables; those that begin with U+0000 nobody can write.
 */
export type Logical =
	/** One row without variables; in a subquery, with those around it. */
	| { readonly op: "start" }
	| {
			readonly op: "match";
			readonly input: Logical;
			readonly graph: PatternGraph;
			/** All of them hold, in this order. */
			readonly conditions: readonly Expression[];
			readonly optional: boolean;
			/** Names that are asked for later. Absent: perhaps all. */
			readonly needed?: ReadonlySet<string>;
			/** Whether rows that are alike in what is needed may as well be one row. */
			readonly once: boolean;
	  }
	| { readonly op: "unwind"; readonly input: Logical; readonly list: Expression; readonly name: string }
	| { readonly op: "call"; readonly input: Logical; readonly clause: CallClause }
	/** For each row, those of a query, which adds its columns. */
	| {
			readonly op: "apply";
			readonly input: Logical;
			/** With the names that each sees; absent: all. */
			readonly parts: readonly { readonly root: Logical; readonly seen?: readonly string[] }[];
			readonly names: readonly string[];
			/** Whether rows that are alike are one. */
			readonly distinct: boolean;
			readonly optional: boolean;
	  }
	/** More variables, beside those that there are. */
	| { readonly op: "extend"; readonly input: Logical; readonly items: readonly Item[] }
	/** One row for each group; only keys and aggregates are left. */
	| {
			readonly op: "aggregate";
			readonly input: Logical;
			readonly keys: readonly Item[];
			readonly aggregates: readonly { readonly name: string; readonly call: AggregateCall }[];
	  }
	/** Rows that differ in these names, and no others are left. */
	| { readonly op: "distinct"; readonly input: Logical; readonly names: readonly string[] }
	| {
			readonly op: "sort";
			readonly input: Logical;
			readonly keys: readonly SortItem[];
			/** Names that are asked for later. */
			readonly kept: readonly string[];
			readonly skip?: Expression;
			readonly limit?: Expression;
	  }
	| { readonly op: "skip" | "limit"; readonly input: Logical; readonly count: Expression }
	| { readonly op: "filter"; readonly input: Logical; readonly conditions: readonly Expression[] }
	/** Only these names are left. */
	| { readonly op: "restrict"; readonly input: Logical; readonly names: readonly string[] }
	/** The rows of all parts, which have the same names. */
	| { readonly op: "union"; readonly parts: readonly Logical[]; readonly names: readonly string[] };

export interface Item {
	readonly name: string;
	readonly expression: Expression;
}

/** A query's meaning, and the columns of its result in order. */
export interface LogicalPlan {
	readonly root: Logical;
	readonly columns: readonly string[];
	readonly mode: Query["mode"];
}
