import type {
	Expression,
	PatternComprehension,
	PatternPredicate,
	ShortestPath,
	Subquery,
} from "../language/syntax.js";
import type { Environment } from "./environment.js";
import type { Functions } from "./functions/functions.js";
import type { Value } from "./value.js";

/** An expression, ready to run over rows of whatever form the engine has given them. */
export type Compiled<Row> = (row: Row) => Value;

/** The expressions that need patterns to be matched: the engine compiles them. */
export type PatternExpression = PatternComprehension | PatternPredicate | Subquery | ShortestPath;

/** What `compileExpression` asks of the engine. */
export interface Scope<Row> {
	readonly environment: Environment;
	/** Absent: those of the language alone. */
	readonly functions?: Functions | undefined;
	/** How a variable of the row is read; undefined when there is none of that name. */
	variable(name: string): Compiled<Row> | undefined;
	/**
	 * Asked of every expression before it is compiled: how to read it, if it is at hand already. So aggregates and
	 * grouping keys become slots. Undefined: compile it.
	 */
	known?(expression: Expression): Compiled<Row> | undefined;
	/**
	 * A pattern expression. `scope` is the one at its place: inside `[x IN list | EXISTS { … x … }]` it knows `x`, too
	 * (see `localScope`); its `variable` reads from the same rows.
	 */
	pattern(expression: PatternExpression, scope: Scope<Row>): Compiled<Row>;
}
