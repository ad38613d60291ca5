import type { Functions } from "../values/functions/functions.js";
import { checkCall, type ProcedureSignatures } from "./check/check-call.js";
import { checkExpression, expectCondition } from "./check/check-expression.js";
import { alreadyBound, checkMatch } from "./check/check-pattern.js";
import { checkProjection } from "./check/check-projection.js";
import type { Context, Variables } from "./check/context.js";
import { any } from "./check/static-type.js";
import { type QueryError, syntaxError } from "./query-error.js";
import type { Clause, Query, SingleQuery } from "./syntax.js";

export type { ProcedureSignature, ProcedureSignatures } from "./check/check-call.js";

export interface CheckOptions {
	/** Absent: no procedure can be called. */
	readonly procedures?: ProcedureSignatures;
	/** Absent: those of the language alone. */
	readonly functions?: Functions | undefined;
}

/**
 * Whether a query that can be read also means something: names are defined, and once; types fit as far as they are
 * certain; aggregates stand where there are groups. The names of the columns, or a `QueryError`.
 */
export function checkQuery(query: Query, options: CheckOptions = {}): readonly string[] {
	return checkParts(query, new Map(), false, options);
}

function checkParts(
	query: Query,
	outer: Variables,
	within: boolean,
	options: CheckOptions,
): readonly string[] {
	const columns = query.parts.map((part) =>
		checkSingle(part, outer, within, query.parts.length > 1, options),
	);
	for (const [index, names] of columns.entries()) {
		const first = columns[0]!;
		if (names.length === first.length && names.every((name, at) => name === first[at])) continue;
		const message = `The parts of a UNION must have the same columns: ${first.join(", ")} here, ${names.join(", ")} there.`;
		throw syntaxError("DifferentColumnsInUnion", message, query.parts[index]!.span);
	}
	return columns[0]!;
}

function checkSingle(
	{ clauses, span }: SingleQuery,
	outer: Variables,
	within: boolean,
	inUnion: boolean,
	options: CheckOptions,
): readonly string[] {
	const standalone = clauses.length === 1 && clauses[0]!.kind === "call" && !within;
	let variables = outer;
	for (const clause of clauses) {
		const context: Context = {
			variables,
			condition: false,
			aggregates: "forbidden",
			functions: options.functions,
			subquery: (query, inner) => checkParts(query, inner, true, options),
		};
		variables = checkClause(clause, context, { standalone, outer, within, options });
	}
	const last = clauses.at(-1)!;
	if (last.kind !== "return" && !standalone && (!within || inUnion)) throw unfinished(last, within, span);
	return last.kind === "return" || standalone ? Array.from(variables.keys()) : [];
}

interface Place {
	readonly standalone: boolean;
	readonly outer: Variables;
	readonly within: boolean;
	readonly options: CheckOptions;
}

/** The variables behind the clause. */
function checkClause(clause: Clause, context: Context, place: Place): Variables {
	switch (clause.kind) {
		case "match": {
			const variables = checkMatch(clause.patterns, context, checkExpression);
			if (clause.where !== undefined) expectCondition(clause.where, { ...context, variables });
			return variables;
		}
		case "unwind": {
			const list = checkExpression(clause.list, context);
			if (context.variables.has(clause.variable.name)) throw alreadyBound(clause.variable);
			return new Map([...context.variables, [clause.variable.name, list.element ?? any]]);
		}
		case "with": {
			const left = checkProjection(clause.projection, clause.where, context, "WITH");
			return place.within ? new Map([...place.outer, ...left]) : left;
		}
		case "return":
			return checkProjection(clause.projection, undefined, context, "RETURN");
		case "call":
			return checkCall(clause, place.standalone, context, place.options.procedures);
	}
}

function unfinished(last: Clause, within: boolean, span: { start: number; end: number }): QueryError {
	const name = last.kind.toUpperCase();
	const message = within
		? "Each part of a UNION must end with RETURN."
		: `A query cannot end with ${name}: what should it answer? Add RETURN.`;
	return syntaxError("InvalidClauseComposition", message, within ? span : last.span);
}
