import { QueryError } from "../../language/query-error.js";
import type { FunctionCall } from "../../language/syntax.js";
import { argumentCheck, type KnownFunction } from "../functions/definition.js";
import { ownFunctions } from "../functions/functions.js";
import type { Compiled } from "../scope.js";
import type { Value } from "../value.js";
import { type Compiler, isConstant, placed } from "./compiler.js";

export function compileCall<Row>(expression: FunctionCall, compiler: Compiler<Row>): Compiled<Row> {
	const { span } = expression;
	const definition = (compiler.scope.functions ?? ownFunctions).find(expression.name);
	if (definition === undefined) {
		throw new QueryError("SyntaxError", "UnknownFunction", `There is no function ${expression.name}.`, {
			span,
		});
	}
	const values = expression.arguments.map((argument) => compiler.compile(argument));
	const checks = values.map((_, index) => argumentCheck(definition, index));
	const { environment } = compiler.scope;
	const call = definition.bind(environment);
	const run = definition.takesNull
		? callWithNulls(values, call)
		: callWithoutNulls(definition, values, checks, call);
	const compiled: Compiled<Row> = (row) => {
		const result = placed(span, () => run(row));
		if (Array.isArray(result)) environment.spend(result.length);
		else if (typeof result === "string") environment.spend(result.length >> 6);
		return result;
	};
	const once = definition.pure === true && expression.arguments.every(isConstant);
	return once ? madeOnce(compiled) : compiled;
}

/** When it is first asked for: where no row comes by, nothing can go wrong. */
function madeOnce<Row>(compiled: Compiled<Row>): Compiled<Row> {
	let value: Value | undefined;
	return (row) => {
		value ??= compiled(row);
		return value;
	};
}

function callWithNulls<Row>(
	values: readonly Compiled<Row>[],
	call: (...values: Value[]) => Value,
): Compiled<Row> {
	const [first, second] = values;
	if (values.length === 1) return (row) => call(first!(row));
	if (values.length === 2) return (row) => call(first!(row), second!(row));
	return (row) => call(...values.map((value) => value(row)));
}

/** One argument is by far the most usual. */
function callWithoutNulls<Row>(
	definition: KnownFunction,
	values: readonly Compiled<Row>[],
	checks: readonly (((value: Value) => void) | undefined)[],
	call: (...values: Value[]) => Value,
): Compiled<Row> {
	if (values.length === 0) return () => call();
	if (values.length === 1 && !definition.variadic) {
		const [only, check] = [values[0]!, checks[0]];
		return (row) => {
			const value = only(row);
			if (value === null) return null;
			check?.(value);
			return call(value);
		};
	}
	return (row) => {
		const given = values.map((value) => value(row));
		for (let at = 0; at < given.length; at++) checks[at]?.(given[at]!);
		return given.includes(null) ? null : call(...given);
	};
}
