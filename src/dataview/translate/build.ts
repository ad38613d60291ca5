/** Nodes of the query language's syntax tree, made and not read. */
import type { Span } from "../../model/index.js";
import type { syntax } from "../../query/index.js";

export function literal(value: null | boolean | number | string, span: Span): syntax.Expression {
	if (typeof value === "number") return number(value, span);
	const type = value === null ? "null" : typeof value === "boolean" ? "boolean" : "string";
	return { kind: "literal", type, value, span };
}

/** The sign is an operator. */
function number(value: number, span: Span): syntax.Expression {
	if (value < 0) return { kind: "unary", operator: "-", operand: number(-value, span), span };
	return {
		kind: "literal",
		type: Number.isSafeInteger(value) ? "integer" : "float",
		value: Math.abs(value),
		span,
	};
}

export function variable(name: string, span: Span): syntax.Variable {
	return { kind: "variable", name, span };
}

export function call(name: string, args: readonly syntax.Expression[], span: Span): syntax.Expression {
	return { kind: "call-function", name, distinct: false, arguments: args, span };
}

export function list(items: readonly syntax.Expression[], span: Span): syntax.Expression {
	return { kind: "list", items, span };
}

export function map(
	entries: readonly (readonly [key: string, value: syntax.Expression])[],
	span: Span,
): syntax.Expression {
	return {
		kind: "map",
		entries: entries.map(([key, value]) => ({ kind: "map-entry", key, value, span })),
		span,
	};
}

export function not(operand: syntax.Expression, span: Span): syntax.Expression {
	return { kind: "unary", operator: "not", operand, span };
}

/** @param operands at least two */
export function logical(
	operator: "and" | "or",
	operands: readonly syntax.Expression[],
	span: Span,
): syntax.Expression {
	const parts = operands.flatMap((operand) =>
		operand.kind === "logical" && operand.operator === operator ? operand.operands : [operand],
	);
	return { kind: "logical", operator, operands: parts, span };
}

export function comprehension(
	name: string,
	of: syntax.Expression,
	parts: { readonly where?: syntax.Expression; readonly result?: syntax.Expression },
	span: Span,
): syntax.Expression {
	return { kind: "list-comprehension", variable: variable(name, span), list: of, ...parts, span };
}

export function item(expression: syntax.Expression, name: string, span: Span): syntax.ProjectionItem {
	const aliased = !(expression.kind === "variable" && expression.name === name);
	return { kind: "projection-item", expression, name, aliased, span };
}

export function projection(
	items: readonly syntax.ProjectionItem[],
	span: Span,
	more: Partial<Pick<syntax.Projection, "all" | "orderBy" | "limit">> = {},
): syntax.Projection {
	return { kind: "projection", distinct: false, all: false, items, orderBy: [], span, ...more };
}

export function withClause(
	of: syntax.Projection,
	where: syntax.Expression | undefined,
	span: Span,
): syntax.WithClause {
	return { kind: "with", projection: of, ...(where !== undefined && { where }), span };
}

/** `(name:Note {path: '…'})` */
export function notePattern(name: string, path: string | undefined, span: Span): syntax.PathPattern {
	const node: syntax.NodePattern = {
		kind: "node-pattern",
		variable: variable(name, span),
		label: { kind: "label-name", name: "Note", span },
		...(path !== undefined && { properties: map([["path", literal(path, span)]], span) }),
		span,
	};
	return { kind: "path-pattern", elements: [node], span };
}
