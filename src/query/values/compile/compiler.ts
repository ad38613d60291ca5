import type { Span } from "../../../model/index.js";
import { QueryError } from "../../language/query-error.js";
import type { Expression } from "../../language/syntax.js";
import type { Compiled, Scope } from "../scope.js";
import { describeType, typeError, typeOf } from "../types.js";
import type { Value } from "../value.js";

/** Compiles what is within the expression at hand. */
export interface Compiler<Row> {
	readonly scope: Scope<Row>;
	compile(expression: Expression, scope?: Scope<Row>): Compiled<Row>;
}

/** Where a variable of a comprehension has its value while an element is looked at. */
export interface Cell {
	value: Value;
}

/**
 * `scope` with a variable more. Evaluation is synchronous, and an expression never runs within itself, so one cell for
 * each variable of the text is enough.
 */
export function localScope<Row>(scope: Scope<Row>, name: string, cell: Cell): Scope<Row> {
	const read = () => cell.value;
	const local: Scope<Row> = {
		environment: scope.environment,
		functions: scope.functions,
		variable: (wanted) => (wanted === name ? read : scope.variable(wanted)),
		pattern: (expression, inner) => scope.pattern(expression, inner),
	};
	return scope.known === undefined ? local : { ...local, known: (expression) => scope.known!(expression) };
}

/** A literal, or a list or a map of nothing else. */
export function isConstant(expression: Expression): boolean {
	switch (expression.kind) {
		case "literal":
			return true;
		case "list":
			return expression.items.every(isConstant);
		case "map":
			return expression.entries.every(({ value }) => isConstant(value));
		default:
			return false;
	}
}

/** Runs what may fail; an error gets the place in the query at which it came about. */
export function placed<T>(span: Span, run: () => T): T {
	try {
		return run();
	} catch (error) {
		throw error instanceof QueryError ? error.at({ span }) : error;
	}
}

/** A value that stands where a condition should. */
export function notBoolean(value: Value, span: Span): QueryError {
	return typeError("InvalidArgumentType", `Expected true or false, not ${describeType(typeOf(value))}.`).at({
		span,
	});
}
