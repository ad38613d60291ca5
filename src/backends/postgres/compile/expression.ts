/**
 * Expressions in SQL, where it computes what we compute: to the last null, character and digit. For all others
 * `Unpushable` is thrown, and our own engine computes them from the rows that the server gives.
 */
import { elsewhere, FloatValue, type syntax, type Value } from "../../../query/index.js";
import { callFunction } from "./call-function.js";
import { asJson, compare, float } from "./comparison.js";
import { bindList, bindScalar, manyItems, scalarKind } from "./given.js";
import { hasLabel } from "./labels.js";
import { propertyOf } from "./properties.js";
import { type Bound, carrierOf, commonKind, type Stage, sqlTypes } from "./stage.js";
import { unpushable } from "./unpushable.js";

type Expression = syntax.Expression;

export function compile(expression: Expression, stage: Stage): Bound {
	const known = expression.kind === "literal" ? undefined : stage.knows(expression);
	if (known !== undefined) return known;
	switch (expression.kind) {
		case "literal":
			return constant(literalOf(expression), stage);
		case "parameter": {
			const value = stage.context.parameters.get(expression.name);
			return value === undefined
				? unpushable("a parameter that is not given")
				: constant(value, stage, expression.name);
		}
		case "variable":
			return stage.get(expression.name) ?? unpushable(`the variable ${expression.name}`);
		case "property":
			return property(compile(expression.subject, stage), expression.key, stage);
		case "comparison":
			return chain(expression, stage);
		case "logical":
			return logical(expression, stage);
		case "unary":
			return unary(expression, stage);
		case "binary":
			return binary(expression, stage);
		case "null-test": {
			const { sql } = compile(expression.operand, stage);
			return boolean(`(${sql} IS ${expression.negated ? "NOT " : ""}NULL)`);
		}
		case "label-test":
			return labelTest(expression, stage);
		case "call-function":
			return callFunction(
				expression,
				expression.arguments.map((argument) => compile(argument, stage)),
				stage,
			);
		case "case":
			return cases(expression, stage);
		case "list":
			return list(expression.items.map((item) => compile(item, stage)));
		case "pattern-predicate":
		case "pattern-comprehension":
		case "subquery":
			return stage.context.patterns(expression, stage);
	}
	return unpushable(expression.kind);
}

export function condition(expression: Expression, stage: Stage): string {
	return truth(compile(expression, stage));
}

export function truth({ kind, sql }: Bound): string {
	if (kind === "boolean") return sql;
	return kind === "null" ? "NULL::boolean" : unpushable(`${kind} as a condition`);
}

function boolean(sql: string): Bound {
	return { kind: "boolean", sql };
}

function literalOf({ type, value }: syntax.Literal): Value {
	return type === "float" && Number.isInteger(value) ? new FloatValue(value as number) : (value as Value);
}

/**
 * A value that is the same for all rows: always bound.
 *
 * @param name of the parameter that it is
 */
export function constant(value: Value, stage: Stage, name?: string): Bound {
	if (value === null) return { kind: "null", sql: "NULL::text" };
	if (Array.isArray(value)) return list((value as readonly Value[]).map((item) => constant(item, stage)));
	const kind = scalarKind(value);
	if (kind === undefined) return unpushable("a value that the server does not have");
	return { kind, sql: bindScalar(value, kind, name, stage.context) };
}

/** As a JSON array; null stays in it. */
function list(items: readonly Bound[]): Bound {
	const parts = items.map((item) => `coalesce(${asJson(item)}, 'null')`);
	if (items.some(({ kind }) => kind === "null")) unpushable("null in a list");
	return { kind: "list", sql: `jsonb_build_array(${parts.join(", ")})` };
}

function property(subject: Bound, key: string, stage: Stage): Bound {
	if (subject.kind === "node" || subject.kind === "relationship") return propertyOf(subject, key, stage);
	return subject.kind === "null" ? subject : unpushable("a part of a value");
}

/** `a < b <= c`: both, with the middle one once. */
function chain({ operands, operators }: syntax.Comparison, stage: Stage): Bound {
	const sides = operands.map((operand) => compile(operand, stage));
	const parts = operators.map((operator, i) => compare(operator, sides[i]!, sides[i + 1]!, stage));
	return boolean(parts.length === 1 ? parts[0]! : `(${parts.join(" AND ")})`);
}

function logical({ operator, operands }: syntax.LogicalOperation, stage: Stage): Bound {
	const parts = operands.map((operand) => condition(operand, stage));
	if (operator === "xor") return boolean(parts.reduce((all, part) => `(${all} <> ${part})`));
	return boolean(`(${parts.join(operator === "and" ? " AND " : " OR ")})`);
}

function unary({ operator, operand }: syntax.UnaryOperation, stage: Stage): Bound {
	if (operator === "not") return boolean(`(NOT ${condition(operand, stage)})`);
	const value = compile(operand, stage);
	if (value.kind !== "integer" && value.kind !== "float") return unpushable(`the sign of ${value.kind}`);
	return operator === "-" ? { kind: value.kind, sql: `(- ${value.sql})` } : value;
}

function binary({ operator, left, right }: syntax.BinaryOperation, stage: Stage): Bound {
	if (operator === "in") return membership(left, right, stage);
	const [a, b] = [compile(left, stage), compile(right, stage)];
	switch (operator) {
		case "starts with":
			return textTest(a, b, (text, part) => `starts_with(${text}, ${part})`);
		case "ends with":
			return textTest(a, b, (text, part) => `(right(${text}, length(${part})) = ${part})`);
		case "contains":
			return textTest(a, b, (text, part) => `(strpos(${text}, ${part}) > 0)`);
		case "+":
			if (a.kind === "text" || b.kind === "text") return joined(a, b);
			return arithmetic("+", a, b);
		case "-":
		case "*":
			return arithmetic(operator, a, b);
		case "/":
		case "%":
			// Dividing floats by zero is an error there, and none here.
			return a.kind === "integer" && b.kind === "integer" ? arithmetic(operator, a, b) : unpushable(operator);
	}
	return unpushable(operator);
}

/** What is no text neither contains nor is contained. */
function textTest(a: Bound, b: Bound, test: (text: string, part: string) => string): Bound {
	if (a.kind === "text" && b.kind === "text") return boolean(test(a.sql, b.sql));
	if (a.kind === "json" && b.kind === "text")
		return boolean(
			`(CASE WHEN jsonb_typeof(${a.sql}) = 'string' THEN ${test(`(${a.sql} #>> '{}')`, b.sql)} END)`,
		);
	return [a, b].every(({ kind }) => kind !== "json")
		? boolean("NULL::boolean")
		: unpushable("a part of a text");
}

function joined(a: Bound, b: Bound): Bound {
	const text = ({ kind, sql }: Bound) =>
		kind === "text" ? sql : kind === "integer" ? `(${sql})::text` : unpushable(`text + ${kind}`);
	if (a.kind === "null" || b.kind === "null") return { kind: "text", sql: "NULL::text" };
	return { kind: "text", sql: `(${text(a)} || ${text(b)})` };
}

function arithmetic(operator: string, a: Bound, b: Bound): Bound {
	if (a.kind === "integer" && b.kind === "integer")
		return { kind: "integer", sql: `(${a.sql} ${operator} ${b.sql})` };
	const floats = [a, b].every(({ kind }) => kind === "integer" || kind === "float");
	return floats
		? { kind: "float", sql: `(${float(a)} ${operator} ${float(b)})` }
		: unpushable(`${a.kind} ${operator} ${b.kind}`);
}

function membership(left: Expression, right: Expression, stage: Stage): Bound {
	const value = compile(left, stage);
	const items = itemsOf(right, stage);
	if (items !== undefined) {
		if (items.length === 0) return boolean("false");
		if (items.length > manyItems) return inMany(value, items, right, stage);
		const parts = items.map((item) => compare("=", value, constantOr(item, stage), stage));
		return boolean(`(${parts.join(" OR ")})`);
	}
	const hay = compile(right, stage);
	if (hay.kind === "nodes" && value.kind === "node") return boolean(`(${value.sql} = ANY (${hay.sql}))`);
	if (hay.kind !== "list" || stage.context.facts.innerNulls) return unpushable(`IN ${hay.kind}`);
	if (!["text", "integer", "boolean"].includes(value.kind)) return unpushable(`${value.kind} IN a list`);
	const known = left.kind === "literal" || left.kind === "parameter";
	const found = `(${hay.sql} @> to_jsonb(${value.sql}))`;
	if (known) return boolean(found);
	return boolean(
		`(CASE WHEN ${value.sql} IS NOT NULL THEN ${found} WHEN jsonb_array_length(${hay.sql}) = 0 THEN false END)`,
	);
}

function itemsOf(right: Expression, stage: Stage): readonly (Expression | { value: Value })[] | undefined {
	if (right.kind === "list") return right.items;
	if (right.kind !== "parameter") return undefined;
	const value = stage.context.parameters.get(right.name);
	return Array.isArray(value) ? (value as readonly Value[]).map((item) => ({ value: item })) : undefined;
}

function constantOr(item: Expression | { value: Value }, stage: Stage): Bound {
	return "value" in item && !("kind" in item)
		? constant(item.value, stage)
		: compile(item as Expression, stage);
}

function inMany(
	value: Bound,
	items: readonly (Expression | { value: Value })[],
	right: Expression,
	stage: Stage,
): Bound {
	const values = items.map((item) => ("value" in item ? (item.value as Value) : null));
	const many = bindList(values, right.kind === "parameter" ? right.name : undefined, stage.context);
	if (many === undefined || many.kind !== value.kind) return unpushable("a long list");
	return boolean(`(${value.sql} = ANY (${many.sql}))`);
}

function labelTest({ operand, label }: syntax.LabelTest, stage: Stage): Bound {
	const subject = compile(operand, stage);
	if (subject.kind === "null") return boolean("NULL::boolean");
	if (subject.kind !== "node" && subject.kind !== "relationship")
		return unpushable(`a label of ${subject.kind}`);
	const carrier = carrierOf(subject);
	const { context } = stage;
	if (subject.kind === "node") return boolean(hasLabel(label, `${carrier}.labels`, context));
	const wanted = Object.keys(context.facts.types).filter((type) => elsewhere.matchesLabels(label, [type]));
	return boolean(`(${carrier}.type = ANY (${context.bind(wanted, "text[]")}))`);
}

function cases({ subject, branches, otherwise }: syntax.CaseExpression, stage: Stage): Bound {
	const of = subject === undefined ? undefined : compile(subject, stage);
	const arms = branches.map(({ when, result }) => ({
		when: of === undefined ? condition(when, stage) : compare("=", of, compile(when, stage), stage),
		result: compile(result, stage),
	}));
	const last = otherwise === undefined ? undefined : compile(otherwise, stage);
	const results = [...arms.map(({ result }) => result), ...(last === undefined ? [] : [last])];
	const kind = commonKind(results);
	const shown = (bound: Bound) => (bound.kind === "null" ? `NULL::${sqlTypes[kind]}` : bound.sql);
	const text = arms.map(({ when, result }) => `WHEN ${when} THEN ${shown(result)}`).join(" ");
	return {
		kind,
		sql: `(CASE ${text} ELSE ${last === undefined ? `NULL::${sqlTypes[kind]}` : shown(last)} END)`,
	};
}
