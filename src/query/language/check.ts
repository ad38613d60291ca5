import type { Span } from "../../model/index.js";
import type { Functions } from "../values/functions/functions.js";
import { checkCall, type ProcedureSignatures } from "./check/check-call.js";
import { checkExpression, expectCondition } from "./check/check-expression.js";
import { alreadyBound, checkMatch } from "./check/check-pattern.js";
import { checkProjection } from "./check/check-projection.js";
import { type Context, type PropertyListener, undefinedVariable, type Variables } from "./check/context.js";
import { any, type StaticType } from "./check/static-type.js";
import { importsOf } from "./imports.js";
import { type QueryError, syntaxError } from "./query-error.js";
import type { Clause, Query, SingleQuery, SubqueryClause } from "./syntax.js";

export type { ProcedureSignature, ProcedureSignatures } from "./check/check-call.js";

export interface CheckOptions {
	/** Absent: no procedure can be called. */
	readonly procedures?: ProcedureSignatures;
	/** Absent: those of the language alone. */
	readonly functions?: Functions | undefined;
	/** Hears of what is asked of something that is known to be a node or a relationship. */
	readonly onProperty?: PropertyListener | undefined;
}

/**
 * Whether a query that can be read also means something: names are defined, and once; types fit as far as they are
 * certain; aggregates stand where there are groups. The names of the columns, or a `QueryError`.
 */
export function checkQuery(query: Query, options: CheckOptions = {}): readonly string[] {
	return checkParts(query, (part) => ({ part, seen: new Map() }), "nothing", options);
}

/** What a query stands in. */
type Surroundings = "nothing" | "expression" | "call";

interface Place {
	readonly surroundings: Surroundings;
	/** Whether a call of a procedure is all there is. */
	readonly standalone: boolean;
	/** Variables that are seen from around it. */
	readonly outer: Variables;
	readonly options: CheckOptions;
}

/** @param enter what a part sees, and what of it is to be checked */
function checkParts(
	{ parts }: Query,
	enter: (part: SingleQuery) => { readonly part: SingleQuery; readonly seen: Variables },
	surroundings: Surroundings,
	options: CheckOptions,
): readonly string[] {
	const columns = parts.map((whole) => {
		const { part, seen } = enter(whole);
		return checkSingle(part, seen, surroundings, parts.length > 1, options);
	});
	for (const [index, names] of columns.entries()) {
		const first = columns[0]!;
		if (names.length === first.length && names.every((name, at) => name === first[at])) continue;
		const message = `The parts of a UNION must have the same columns: ${first.join(", ")} here, ${names.join(", ")} there.`;
		throw syntaxError("DifferentColumnsInUnion", message, parts[index]!.span);
	}
	return columns[0]!;
}

function checkSingle(
	{ clauses, span }: SingleQuery,
	outer: Variables,
	surroundings: Surroundings,
	inUnion: boolean,
	options: CheckOptions,
): readonly string[] {
	const standalone = clauses.length === 1 && clauses[0]!.kind === "call" && surroundings === "nothing";
	let variables = outer;
	for (const clause of clauses) {
		const context: Context = {
			variables,
			condition: false,
			aggregates: "forbidden",
			functions: options.functions,
			onProperty: options.onProperty,
			subquery: (query, inner) => checkInner(query, inner, options),
		};
		variables = checkClause(clause, context, { surroundings, standalone, outer, options });
	}
	const last = clauses.at(-1)!;
	if (last.kind === "return" || standalone) return Array.from(variables.keys());
	if (last.kind !== "finish" && (surroundings !== "expression" || inUnion))
		throw unfinished(last, surroundings, span);
	return [];
}

/** The query in `EXISTS { … }` and its kin. */
function checkInner(query: Query, variables: Variables, options: CheckOptions): readonly string[] {
	return checkParts(query, (part) => ({ part, seen: variables }), "expression", options);
}

/** The variables behind the clause. */
function checkClause(clause: Clause, context: Context, place: Place): Variables {
	const { surroundings, outer } = place;
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
			return surroundings === "nothing" ? left : new Map([...outer, ...left]);
		}
		case "return": {
			// What was seen from outside is there already, and is not returned by `*`.
			const hidden = surroundings === "call" ? outer : undefined;
			return checkProjection(clause.projection, undefined, context, "RETURN", hidden);
		}
		case "call":
			return checkCall(clause, place.standalone, context, place.options.procedures);
		case "call-subquery":
			return checkSubqueryClause(clause, context, place.options);
		case "finish":
			return new Map();
	}
}

function checkSubqueryClause(
	clause: SubqueryClause,
	{ variables }: Context,
	options: CheckOptions,
): Variables {
	const enter = (whole: SingleQuery) => {
		const { variables: imported, rest: part } = importsOf(clause, whole);
		if (imported === undefined) return { part, seen: variables };
		const seen = new Map<string, StaticType>();
		for (const variable of imported) {
			const type = variables.get(variable.name);
			if (type === undefined) throw undefinedVariable(variable, variables);
			seen.set(variable.name, type);
		}
		return { part, seen };
	};
	const columns = checkParts(clause.query, enter, "call", options);
	for (const name of columns) {
		if (!variables.has(name)) continue;
		const message = `The variable ${name} is bound already; let the subquery return it by another name.`;
		throw syntaxError("VariableAlreadyBound", message, clause.query.span);
	}
	return new Map([...variables, ...columns.map((name) => [name, any] as const)]);
}

function unfinished(last: Clause, surroundings: Surroundings, span: Span): QueryError {
	const name = last.kind === "call-subquery" ? "CALL" : last.kind.toUpperCase();
	if (surroundings === "nothing") {
		const message = `A query cannot end with ${name}: what should it answer? Add RETURN.`;
		return syntaxError("InvalidClauseComposition", message, last.span);
	}
	const what = surroundings === "call" ? "What CALL { … } does" : "Each part of a UNION";
	return syntaxError("InvalidClauseComposition", `${what} must end with RETURN.`, span);
}
