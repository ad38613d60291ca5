import { QueryError } from "../../language/query-error.js";
import type { FunctionCall } from "../../language/syntax.js";
import { argumentCheck, type FunctionDefinition } from "../functions/definition.js";
import { functions } from "../functions/registry.js";
import type { Compiled } from "../scope.js";
import type { Value } from "../value.js";
import { type Compiler, placed } from "./compiler.js";

export function compileCall<Row>(expression: FunctionCall, compiler: Compiler<Row>): Compiled<Row> {
	const { span } = expression;
	const definition = functions.get(expression.name.toLowerCase());
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
	return (row) => {
		const result = placed(span, () => run(row));
		if (Array.isArray(result)) environment.spend(result.length);
		else if (typeof result === "string") environment.spend(result.length >> 6);
		return result;
	};
}

function callWithNulls<Row>(
	values: readonly Compiled<Row>[],
	call: (...values: Value[]) => Value,
): Compiled<Row> {
	return (row) => call(...values.map((value) => value(row)));
}

/** One argument is by far the most usual. */
function callWithoutNulls<Row>(
	definition: FunctionDefinition,
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
