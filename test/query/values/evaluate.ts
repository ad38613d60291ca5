import { checkExpression } from "../../../src/query/language/check/check-expression.js";
import { parseExpression } from "../../../src/query/language/parse.js";
import { QueryError } from "../../../src/query/language/query-error.js";
import { compileExpression } from "../../../src/query/values/compile/compile-expression.js";
import type { Environment } from "../../../src/query/values/environment.js";
import type { GraphAccess } from "../../../src/query/values/graph-access.js";
import { formatValue } from "../../../src/query/values/text.js";
import type { Value } from "../../../src/query/values/value.js";

/** Expressions need no graph as long as they name no nodes. */
const noGraph: GraphAccess = {
	nodeProperty: () => () => null,
	relationshipProperty: () => () => null,
	nodeKeys: () => [],
	relationshipKeys: () => [],
	labels: () => [],
	hasLabel: () => () => false,
	type: () => "",
	hasType: () => () => false,
	source: () => 0,
	target: () => 0,
};

export function environmentWith(parameters: ReadonlyMap<string, Value> = new Map()): Environment {
	return {
		graph: noGraph,
		parameters,
		// 2026-03-29T01:02:03.5Z: in this night clocks in Stockholm go forward.
		now: 1_774_746_123_500_000_000n,
		zone: "UTC",
		random: () => 0.25,
		spend: () => {},
	};
}

/** The value of an expression in which all names are bound. */
export function evaluate(source: string, parameters?: ReadonlyMap<string, Value>): Value {
	const expression = parseExpression(source);
	checkExpression(expression, {
		variables: new Map(),
		condition: true,
		aggregates: "forbidden",
		subquery: () => [],
	});
	const compiled = compileExpression<null>(expression, {
		environment: environmentWith(parameters),
		variable: () => undefined,
		pattern: () => () => null,
	});
	return compiled(null);
}

/** A value as text: strings in quotes, floats with a point. Errors as `kind detail`. */
export function shown(source: string): string {
	try {
		return show(evaluate(source));
	} catch (error) {
		if (error instanceof QueryError) return `${error.kind} ${error.detail} (${error.phase})`;
		throw error;
	}
}

export function show(value: Value): string {
	if (typeof value === "string") return `'${value}'`;
	if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
	if (value instanceof Map) {
		return `{${Array.from(value as ReadonlyMap<string, Value>, ([key, inner]) => `${key}: ${show(inner)}`).join(", ")}}`;
	}
	return formatValue(value);
}

/** Lines `this  ⇒  that` as pairs. */
export function cases(table: string): [string, string][] {
	const lines = table.split("\n").filter((line) => line.includes("⇒"));
	return lines.map((line) => line.split("⇒").map((side) => side.trim()) as [string, string]);
}
