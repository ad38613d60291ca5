import { QueryError } from "../language/query-error.js";
import type { CallClause, Expression } from "../language/syntax.js";
import { Call } from "../run/call.js";
import type { Bindings } from "./bindings.js";
import type { Compiler } from "./compiler.js";
import type { Operator } from "./operator.js";
import type { Procedure } from "./procedures.js";

/** A procedure that is called for every row. */
export function compileCall(
	clause: CallClause,
	{ operator, bindings }: { operator: Operator; bindings: Bindings },
	compiler: Compiler,
): { operator: Operator; bindings: Bindings } {
	const { store, meter } = compiler;
	const procedure = compiler.procedures.get(clause.procedure);
	const args = argumentsOf(clause, procedure, compiler.parameters).map((argument) =>
		compiler.expression(argument, bindings),
	);
	const after = bindings.copy();
	const yields = yieldsOf(clause, procedure).map(({ result, variable }) => {
		const slot = compiler.slot("value");
		after.set(variable, slot);
		return { result: procedure.results.findIndex(({ name }) => name === result), slot: slot.index };
	});
	// What yields nothing is called for its own sake.
	const always = clause.optional || procedure.results.length === 0;
	return {
		operator: {
			name: "Call",
			detail: procedure.name,
			estimate: operator.estimate * 10,
			inputs: [operator],
			create: ({ row }, [child]) =>
				new Call(child!, {
					row,
					meter,
					arguments: args,
					call: (values) => procedure.call(values, { store, spend: meter.spend }),
					yields,
					always,
				}),
		},
		bindings: after,
	};
}

/** Without parentheses, parameters with the arguments' names are passed. */
function argumentsOf(
	{ arguments: written, span, procedure: called }: CallClause,
	procedure: Procedure,
	parameters: ReadonlySet<string> | undefined,
): readonly Expression[] {
	if (written !== undefined) return written;
	return procedure.arguments.map(({ name }) => {
		if (parameters?.has(name) !== false) return { kind: "parameter", name, span };
		const message = `${called} takes ${name}: give it in parentheses, or as the parameter $${name}.`;
		throw new QueryError("ParameterMissing", "MissingParameter", message, { span });
	});
}

function yieldsOf(
	{ yields }: CallClause,
	{ results }: Procedure,
): readonly { result: string; variable: string }[] {
	if (yields === undefined) return results.map(({ name }) => ({ result: name, variable: name }));
	return yields.map(({ result, variable }) => ({ result, variable: variable.name }));
}
