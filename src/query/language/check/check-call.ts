import { didYouMean } from "../nearest-name.js";
import { QueryError, syntaxError } from "../query-error.js";
import type { CallClause } from "../syntax.js";
import { checkExpression, expectCondition } from "./check-expression.js";
import { alreadyBound } from "./check-pattern.js";
import { type Context, type Variables, wrongType } from "./context.js";
import { canBe, plain, type StaticType } from "./static-type.js";

/** What is known of the procedures that can be called. */
export interface ProcedureSignatures {
	find(name: string): ProcedureSignature | undefined;
	/** All, for “did you mean”. */
	readonly all?: Iterable<{ readonly name: string }>;
}

export interface ProcedureSignature {
	readonly name: string;
	/** Types as openCypher writes them: `INTEGER?`, `LIST<STRING>`. */
	readonly arguments: readonly { readonly name: string; readonly type: string }[];
	readonly results: readonly { readonly name: string; readonly type: string }[];
}

/** The variables behind the call. */
export function checkCall(
	call: CallClause,
	standalone: boolean,
	context: Context,
	procedures: ProcedureSignatures | undefined,
): Variables {
	const signature = procedures?.find(call.procedure);
	if (signature === undefined) throw notFound(call, procedures);
	checkArguments(call, signature, standalone, context);
	if (call.yieldsAll && !standalone) {
		throw syntaxError("UnexpectedSyntax", "Within a query, YIELD * must name the results.", call.span);
	}
	const variables = new Map(context.variables);
	if (standalone && call.yields === undefined) {
		for (const { name, type } of signature.results) variables.set(name, staticType(type));
	}
	for (const { result, variable, span } of call.yields ?? []) {
		const found = signature.results.find(({ name }) => name === result);
		if (found === undefined) {
			const names = signature.results.map(({ name }) => name);
			const message = `${signature.name} has no result ${result}.${didYouMean(result, names)}`;
			throw syntaxError("UndefinedVariable", message, span, `Its results: ${names.join(", ") || "none"}.`);
		}
		if (variables.has(variable.name)) throw alreadyBound(variable);
		variables.set(variable.name, staticType(found.type));
	}
	if (call.where !== undefined)
		expectCondition(call.where, { ...context, variables, aggregates: "forbidden" });
	return variables;
}

function notFound({ procedure, span }: CallClause, procedures: ProcedureSignatures | undefined): QueryError {
	const names = Array.from(procedures?.all ?? [], ({ name }) => name);
	const message = `There is no procedure ${procedure}.${didYouMean(procedure, names)}`;
	return new QueryError("ProcedureError", "ProcedureNotFound", message, { span });
}

function checkArguments(
	call: CallClause,
	signature: ProcedureSignature,
	standalone: boolean,
	context: Context,
): void {
	if (call.arguments === undefined) {
		if (standalone) return;
		const message =
			"Within a query, the arguments must be written: only a call alone takes them from parameters.";
		throw syntaxError("InvalidArgumentPassingMode", message, call.span);
	}
	const wanted = signature.arguments;
	if (call.arguments.length !== wanted.length) {
		const takes = wanted.map(({ name, type }) => `${name} :: ${type}`).join(", ");
		const message = `${signature.name} takes (${takes}), not ${call.arguments.length} arguments.`;
		throw syntaxError("InvalidNumberOfArguments", message, call.span);
	}
	for (const [index, argument] of call.arguments.entries()) {
		const type = checkExpression(argument, { ...context, aggregates: "forbidden", condition: false });
		const { name } = staticType(wanted[index]!.type);
		if (!canBe(type, name)) throw wrongType(`${wanted[index]!.name} must be`, name, type, argument.span);
	}
}

/** Integers are taken for floats. */
function staticType(written: string): StaticType {
	const name = /^[A-Z]+/.exec(written.toUpperCase())?.[0] ?? "";
	return plain(names.get(name) ?? "any");
}

const names = new Map([
	["BOOLEAN", "boolean"],
	["INTEGER", "integer"],
	["FLOAT", "number"],
	["NUMBER", "number"],
	["STRING", "string"],
	["LIST", "list"],
	["MAP", "map"],
	["NODE", "node"],
	["RELATIONSHIP", "relationship"],
	["PATH", "path"],
]);
