import { equals } from "../equality.js";
import { formatValue } from "../text.js";
import { valueType } from "../type-predicate.js";
import { argumentError, describeType, typeError, typeOf } from "../types.js";
import {
	FloatValue,
	float,
	integer,
	isNumber,
	type ListValue,
	type MapValue,
	NodeValue,
	type NumberValue,
	type PathValue,
	RelationshipValue,
	toNumber,
	type Value,
} from "../value.js";
import { bound, type KnownFunction, pure } from "./definition.js";
import { codePoints } from "./strings.js";

const late = { wrongType: "InvalidArgumentValue", late: true } as const;

/** About graph elements, types and nulls. */
export const scalarFunctions: readonly KnownFunction[] = [
	pure("coalesce", ["any"], "any", coalesce, { variadic: true, takesNull: true }),
	pure("nullIf", ["any", "any"], "any", (a, b) => (equals(a, b) === true ? null : a), { takesNull: true }),
	pure("exists", ["any"], "boolean", (value) => value !== null, { takesNull: true }),
	pure("isEmpty", ["string|list|map"], "boolean", isEmpty),
	pure("size", ["string|list"], "integer", (value) =>
		typeof value === "string" ? codePoints(value) : value.length,
	),
	pure("char_length", ["string"], "integer", codePoints),
	pure("character_length", ["string"], "integer", codePoints),
	pure("length", ["path"], "integer", (path: PathValue) => path.relationships.length),
	bound("id", ["node|relationship"], "integer", () => (element) => element.id),
	bound("elementId", ["node|relationship"], "string", () => (element) => String(element.id)),
	bound(
		"type",
		["relationship"],
		"string",
		({ graph }) =>
			(element) =>
				graph.type(element.id),
		{
			wrongType: "InvalidArgumentValue",
		},
	),
	bound(
		"labels",
		["node"],
		"list",
		({ graph }) =>
			(node) =>
				graph.labels(node.id),
		{
			wrongType: "InvalidArgumentValue",
		},
	),
	bound(
		"startNode",
		["relationship"],
		"node",
		({ graph }) =>
			(element) =>
				new NodeValue(graph.source(element.id)),
	),
	bound(
		"endNode",
		["relationship"],
		"node",
		({ graph }) =>
			(element) =>
				new NodeValue(graph.target(element.id)),
	),
	bound("keys", ["node|relationship|map"], "list", ({ graph }) => (value) => {
		if (value instanceof Map) return Array.from(value.keys());
		return value instanceof NodeValue ? graph.nodeKeys(value.id) : graph.relationshipKeys(value.id);
	}),
	bound("properties", ["node|relationship|map"], "map", ({ graph }) => (value) => {
		if (value instanceof Map) return value;
		const isNode = value instanceof NodeValue;
		const keys = isNode ? graph.nodeKeys(value.id) : graph.relationshipKeys(value.id);
		const read = (key: string) =>
			(isNode ? graph.nodeProperty(key) : graph.relationshipProperty(key))(value.id);
		return new Map(keys.map((key) => [key, read(key)]));
	}),
	pure("nodes", ["path"], "list", (path: PathValue) => path.nodes.map((id) => new NodeValue(id))),
	pure("relationships", ["path"], "list", (path: PathValue) =>
		path.relationships.map((id) => new RelationshipValue(id)),
	),
	bound("similarity", ["node", "node"], "float", ({ graph }) => (a, b) => {
		const value = graph.similarity?.(a.id, b.id) ?? null;
		return value === null ? null : float(value);
	}),
	bound("randomUUID", [], "string", (environment) => () => uuid(environment.random)),
	bound("timestamp", [], "integer", (environment) => () => integer(environment.now / 1_000_000n)),
	pure("valueType", ["any"], "string", (value) => valueType(value), { takesNull: true }),
	pure("toString", ["boolean|number|string|temporal|foreign"], "string", formatValue, late),
	pure("toStringOrNull", ["any"], "string", (value) => orNull(toText, value)),
	pure("toInteger", ["boolean|number|string"], "integer", toInteger, late),
	pure("toIntegerOrNull", ["any"], "integer", (value) => orNull(toInteger, value)),
	pure("toFloat", ["number|string"], "float", toFloat, late),
	pure("toFloatOrNull", ["any"], "float", (value) => orNull(toFloat, value)),
	pure("toBoolean", ["boolean|integer|string"], "boolean", toBoolean, late),
	pure("toBooleanOrNull", ["any"], "boolean", (value) => orNull(toBoolean, value)),
	pure("toStringList", ["list"], "list", (list: ListValue) => list.map((value) => orNull(toText, value))),
	pure("toIntegerList", ["list"], "list", (list: ListValue) => list.map((value) => orNull(toInteger, value))),
	pure("toFloatList", ["list"], "list", (list: ListValue) => list.map((value) => orNull(toFloat, value))),
	pure("toBooleanList", ["list"], "list", (list: ListValue) => list.map((value) => orNull(toBoolean, value))),
];

function coalesce(...values: Value[]): Value {
	return values.find((value) => value !== null) ?? null;
}

function isEmpty(value: string | ListValue | MapValue): boolean {
	return value instanceof Map ? value.size === 0 : (value as string | ListValue).length === 0;
}

/** Random version 4, RFC 9562. */
function uuid(random: () => number): string {
	const digit = (most: number) => Math.floor(random() * most).toString(16);
	const digits = Array.from({ length: 32 }, (_, at) =>
		at === 12 ? "4" : at === 16 ? (8 + Math.floor(random() * 4)).toString(16) : digit(16),
	);
	const text = digits.join("");
	return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
		"-",
	);
}

/** What cannot be converted becomes null. */
function orNull(convert: (value: Value) => Value, value: Value): Value {
	const plain = value === null || typeof value !== "object" || isNumber(value);
	if (!plain && convert !== toText) return null;
	return convert(value);
}

function toText(value: Value): Value {
	if (value === null) return null;
	const type = typeOf(value);
	const has = !["list", "map", "node", "relationship", "path"].includes(type);
	return has ? formatValue(value) : null;
}

function toInteger(value: Value): Value {
	if (value === null) return null;
	if (typeof value === "boolean") return value ? 1 : 0;
	if (isNumber(value)) return truncated(value);
	const text = (value as string).trim();
	if (/^[+-]?\d{1,40}$/.test(text)) return within64(BigInt(text.replace(/^\+/, "")));
	return decimal.test(text) ? truncated(float(Number(text))) : null;
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function truncated(value: NumberValue): Value {
	if (typeof value === "bigint" || Number.isInteger(value)) return value as number | bigint;
	const number = Math.trunc(toNumber(value));
	return Number.isFinite(number) ? within64(BigInt(number)) : null;
}

function within64(value: bigint): Value {
	return value >= -(2n ** 63n) && value < 2n ** 63n ? integer(value) : null;
}

function toFloat(value: Value): Value {
	if (value === null || value instanceof FloatValue) return value;
	if (isNumber(value)) return float(toNumber(value));
	if (typeof value !== "string") return null;
	const text = value.trim();
	if (decimal.test(text)) return float(Number(text));
	const special = /^([+-]?)(NaN|Infinity)$/.exec(text);
	return special === null ? null : Number(text);
}

function toBoolean(value: Value): Value {
	if (value === null || typeof value === "boolean") return value;
	if (typeof value === "number" || typeof value === "bigint")
		return Number.isInteger(Number(value)) ? Number(value) !== 0 : null;
	if (typeof value !== "string") return null;
	const text = value.trim().toLowerCase();
	return text === "true" ? true : text === "false" ? false : null;
}

/** Arguments that only some functions take as numbers or booleans, told apart where the message matters. */
export function expectIntegers(name: string, values: readonly Value[]): void {
	for (const value of values) {
		if (typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value))) continue;
		throw argumentError(
			"InvalidArgumentType",
			`${name}() takes integers, not ${describeType(typeOf(value))}.`,
		);
	}
}

export function expectType(name: string, fits: boolean, value: Value, wanted: string): void {
	if (!fits)
		throw typeError("InvalidArgumentType", `${name}() takes ${wanted}, not ${describeType(typeOf(value))}.`);
}
