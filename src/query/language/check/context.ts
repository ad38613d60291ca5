import type { Span } from "../../../model/index.js";
import type { Functions } from "../../values/functions/functions.js";
import { describeType } from "../../values/types.js";
import { didYouMean } from "../nearest-name.js";
import { type QueryError, syntaxError } from "../query-error.js";
import type { AnyNode, Query, Variable } from "../syntax.js";
import type { StaticType } from "./static-type.js";

export type Variables = ReadonlyMap<string, StaticType>;

/** Where an expression stands. */
export interface Context {
	readonly variables: Variables;
	/** Whether a truth value is asked for, so that a pattern may stand here. */
	readonly condition: boolean;
	/** Whether an aggregate may stand here, or this is one already. */
	readonly aggregates: "allowed" | "forbidden" | "inside";
	/** Absent: those of the language alone. */
	readonly functions?: Functions | undefined;
	/** Hears of what is asked of something that is known to be a node or a relationship. */
	readonly onProperty?: PropertyListener | undefined;
	/** Checks the query in `EXISTS { … }` and its kin; the names of its columns. */
	readonly subquery: (query: Query, variables: Variables) => readonly string[];
}

/** @param access where the property is asked for */
export type PropertyListener = (access: AnyNode, owner: "node" | "relationship") => void;

export function withVariables(context: Context, added: Iterable<readonly [string, StaticType]>): Context {
	return { ...context, variables: new Map([...context.variables, ...added]) };
}

export function asValue(context: Context): Context {
	return context.condition ? { ...context, condition: false } : context;
}

export function asCondition(context: Context): Context {
	return context.condition ? context : { ...context, condition: true };
}

/** In the parts of a comprehension that run for each element: there is no group to aggregate over. */
export function perElement(context: Context): Context {
	return context.aggregates === "allowed" ? { ...context, aggregates: "forbidden" } : context;
}

export function undefinedVariable({ name, span }: Variable, variables: Variables): QueryError {
	const message = `There is no variable ${name} here.${didYouMean(name, variables.keys())}`;
	return syntaxError("UndefinedVariable", message, span);
}

export function hearProperty(access: AnyNode, { name }: StaticType, { onProperty }: Context): void {
	if (name === "node" || name === "relationship") onProperty?.(access, name);
}

/** A value that is of a wrong type whatever happens. */
export function wrongType(what: string, wanted: string, found: StaticType, span: Span): QueryError {
	const message = `${what} ${describeType(wanted)}, and this is ${describeType(found.name)}.`;
	return syntaxError("InvalidArgumentType", message, span);
}
