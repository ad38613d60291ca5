import type { SingleQuery, SubqueryClause, Variable } from "./syntax.js";

/** What a part of `CALL { … }` sees of the variables around it, and what is left of the part. */
export interface Imports {
	/** Absent: all of them. */
	readonly variables?: readonly Variable[];
	readonly rest: SingleQuery;
}

/** By the parentheses behind `CALL`, or by a `WITH` at the beginning that lists nothing but variables. */
export function importsOf({ scope }: SubqueryClause, part: SingleQuery): Imports {
	if (scope !== undefined) return { ...(!scope.all && { variables: scope.variables }), rest: part };
	const [first, ...clauses] = part.clauses;
	if (first?.kind !== "with" || first.where !== undefined || clauses.length === 0)
		return { variables: [], rest: part };
	const { all, items, distinct, orderBy, skip, limit } = first.projection;
	const variables = items.flatMap(({ expression, name }) =>
		expression.kind === "variable" && expression.name === name ? [expression] : [],
	);
	const isSimple =
		variables.length === items.length &&
		!distinct &&
		orderBy.length === 0 &&
		skip === undefined &&
		limit === undefined;
	if (!isSimple) return { variables: [], rest: part };
	return { ...(!all && { variables }), rest: { ...part, clauses } };
}
