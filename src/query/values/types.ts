import { QueryError } from "../language/query-error.js";
import {
	DateTimeValue,
	DateValue,
	DurationValue,
	isTemporal,
	LocalDateTimeValue,
	LocalTimeValue,
	TimeValue,
} from "./temporal/temporal-value.js";
import {
	ForeignValue,
	isFloat,
	isInteger,
	isNumber,
	NodeValue,
	PathValue,
	RelationshipValue,
	type Value,
} from "./value.js";

/** Types by name, as functions ask for them and as messages tell them. `any` is all of them. */
export type TypeName =
	| ("any" | "null" | "boolean" | "integer" | "float" | "number" | "string" | "list" | "map")
	| ("node" | "relationship" | "path" | "temporal" | "foreign")
	| ("date" | "localtime" | "time" | "localdatetime" | "datetime" | "duration");

const tests: Readonly<Record<TypeName, (value: Value) => boolean>> = {
	any: () => true,
	null: (value) => value === null,
	boolean: (value) => typeof value === "boolean",
	integer: isInteger,
	float: isFloat,
	number: isNumber,
	string: (value) => typeof value === "string",
	list: (value) => Array.isArray(value),
	map: (value) => value instanceof Map,
	node: (value) => value instanceof NodeValue,
	relationship: (value) => value instanceof RelationshipValue,
	path: (value) => value instanceof PathValue,
	temporal: isTemporal,
	foreign: (value) => value instanceof ForeignValue,
	date: (value) => value instanceof DateValue,
	localtime: (value) => value instanceof LocalTimeValue,
	time: (value) => value instanceof TimeValue,
	localdatetime: (value) => value instanceof LocalDateTimeValue,
	datetime: (value) => value instanceof DateTimeValue,
	duration: (value) => value instanceof DurationValue,
};

/** A test for a value of one of the types, written `string|list`. */
export function typeTest(types: string): (value: Value) => boolean {
	const [first, ...others] = types.split("|").map((name) => tests[name as TypeName]);
	if (others.length === 0) return first!;
	return (value) => first!(value) || others.some((test) => test(value));
}

const tellable: readonly TypeName[] = [
	...([
		"null",
		"boolean",
		"integer",
		"float",
		"string",
		"list",
		"map",
		"node",
		"relationship",
		"path",
	] as const),
	...(["date", "localtime", "time", "localdatetime", "datetime", "duration"] as const),
];

/** The narrowest type that a value has; of a foreign value its family. */
export function typeOf(value: Value): string {
	if (value instanceof ForeignValue) return value.family;
	return tellable.find((name) => tests[name](value)) ?? "any";
}

/** `a string`, `an integer`, `null` */
export function describeType(name: string): string {
	if (name === "null" || name === "any") return name;
	return name
		.split("|")
		.map((one) => (/^[aeiou]/.test(one) ? `an ${one}` : `a ${one}`))
		.join(" or ");
}

export function typeError(detail: string, message: string): QueryError {
	return new QueryError("TypeError", detail, message, { phase: "runtime" });
}

export function argumentError(detail: string, message: string): QueryError {
	return new QueryError("ArgumentError", detail, message, { phase: "runtime" });
}
