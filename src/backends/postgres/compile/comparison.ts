import type { syntax } from "../../../query/index.js";
import { sortable } from "./properties.js";
import type { Bound, Stage } from "./stage.js";
import { unpushable } from "./unpushable.js";

const unknown = "NULL::boolean";

/** `a op b`, three-valued, for what the server compares as we do. */
export function compare(operator: syntax.ComparisonOperator, a: Bound, b: Bound, stage: Stage): string {
	if (a.kind === "null" || b.kind === "null") return unknown;
	if (operator === "=" || operator === "<>") {
		const equal = equality(a, b, stage);
		return operator === "=" ? equal : `NOT ${equal}`;
	}
	return ordering(operator, a, b, stage);
}

const classes: Readonly<Partial<Record<Bound["kind"], string>>> = {
	...{ integer: "number", float: "number", number: "number", text: "text", boolean: "boolean" },
	...{ node: "node", relationship: "relationship", list: "list" },
};

function equality(a: Bound, b: Bound, stage: Stage): string {
	const [left, right] = [classes[a.kind], classes[b.kind]];
	if (a.kind === "json" || b.kind === "json" || (left === "list" && right === "list")) {
		const scalar = [left, right].some((one) => one === "number" || one === "text" || one === "boolean");
		if (!scalar && stage.context.facts.innerNulls) unpushable("the equality of lists with null in them");
		if (left === "node" || right === "node" || left === "relationship" || right === "relationship")
			unpushable("comparing a node with a value");
		return `(${asJson(a)} = ${asJson(b)})`;
	}
	if (left === undefined || right === undefined) unpushable(`comparing ${a.kind} with ${b.kind}`);
	if (left !== right) return `(CASE WHEN ${a.sql} IS NOT NULL AND ${b.sql} IS NOT NULL THEN false END)`;
	return left === "number" ? `(${number(a, b)} = ${number(b, a)})` : `(${a.sql} = ${b.sql})`;
}

function ordering(operator: string, a: Bound, b: Bound, stage: Stage): string {
	const [left, right] = [classes[a.kind], classes[b.kind]];
	if (left === "number" && right === "number") return `(${number(a, b)} ${operator} ${number(b, a)})`;
	if (left === "text" && right === "text")
		return `(${sortable(a.sql, stage)} ${operator} ${sortable(b.sql, stage)})`;
	if (left === "number" && b.kind === "json")
		return onlyIf(b, "number", `${float(a)} ${operator} ${b.sql}::double precision`);
	if (a.kind === "json" && right === "number")
		return onlyIf(a, "number", `${a.sql}::double precision ${operator} ${float(b)}`);
	if (left === "text" && b.kind === "json")
		return onlyIf(
			b,
			"string",
			`${sortable(a.sql, stage)} ${operator} ${sortable(`${b.sql} #>> '{}'`, stage)}`,
		);
	if (a.kind === "json" && right === "text")
		return onlyIf(
			a,
			"string",
			`${sortable(`${a.sql} #>> '{}'`, stage)} ${operator} ${sortable(b.sql, stage)}`,
		);
	const scalars = ["number", "text", "boolean"];
	// What is not of one type has no order.
	if (left !== right && scalars.includes(left ?? "") && scalars.includes(right ?? "")) return unknown;
	return unpushable(`the order of ${a.kind} and ${b.kind}`);
}

function onlyIf({ sql }: Bound, type: string, condition: string): string {
	return `(CASE WHEN jsonb_typeof(${sql}) = '${type}' THEN ${condition} END)`;
}

/** As a number that can be compared with another. */
function number(own: Bound, other: Bound): string {
	return own.kind === "integer" && other.kind === "integer" ? own.sql : float(own);
}

export function float({ kind, sql }: Bound): string {
	return kind === "float" ? sql : `(${sql})::double precision`;
}

/** As jsonb. */
export function asJson({ kind, sql }: Bound): string {
	if (kind === "json" || kind === "list" || kind === "number") return sql;
	if (kind === "null") return "NULL::jsonb";
	if (kind === "boolean" || kind === "integer" || kind === "text") return `to_jsonb(${sql})`;
	// A float that is integral would come back as an integer.
	return unpushable(`${kind} as JSON`);
}
