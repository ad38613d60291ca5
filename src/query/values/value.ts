/**
 * What a query computes with.
 *
 * Numbers: openCypher tells 64-bit integers from floats, JavaScript does not. Here an integer is a `number` as long as
 * it is safe (up to 2^53) and a `bigint` only beyond; a float is a `number` as long as it is not integral (0.5, NaN,
 * Infinity) and a `FloatValue` when it is (1.0, 1e300). So every number has exactly one representation, `===` is
 * equality within integers, and what a query counts or a similarity it computes needs no box: adding two integers takes
 * 3 ns with its checks, where bigints everywhere take 11 and an object for each float as much again.
 *
 * Nodes and relationships are handles: the number that the graph gave them. What they carry is asked of `GraphAccess`.
 */
import type { TemporalValue } from "./temporal/temporal-value.js";

export type Value =
	| (null | boolean | string)
	| NumberValue
	| (NodeValue | RelationshipValue | PathValue)
	| TemporalValue
	| ForeignValue
	| ListValue
	| MapValue;

/** See above: integer, large integer, or float. Made with `integer` and `float`. */
export type NumberValue = number | bigint | FloatValue;
export type ListValue = readonly Value[];
export type MapValue = ReadonlyMap<string, Value>;

/** A float that is integral, such as 1.0. Always made by `float`. */
export class FloatValue {
	constructor(readonly value: number) {}
}

export class NodeValue {
	constructor(readonly id: number) {}
}

export class RelationshipValue {
	constructor(readonly id: number) {}
}

/** The walk `nodes[0] – relationships[0] – nodes[1] – …`, in the direction in which it was walked. */
export class PathValue {
	constructor(
		/** One more than `relationships`. */
		readonly nodes: readonly number[],
		readonly relationships: readonly number[],
	) {}
}

/** A value as JSON can say it. What is no finite number is null, and an integer beyond 2^53 a text. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * A value of another language that is translated to this one, for which Cypher has no type: a link, a file, a date of
 * another form. Functions from outside (`Functions`) make such values and compute with them. The engine itself tells them
 * apart, sorts and groups them, reads their properties and prints them by what they say here. They never change.
 */
export abstract class ForeignValue {
	/** What values of its kind are called in messages: `link`. Those of different families are never equal. */
	abstract readonly family: string;
	/** Negative, zero or positive. `other` is of the same family. */
	abstract compare(other: ForeignValue): number;
	/** Two values of one family are equal exactly if their keys are: for `=`, grouping and `DISTINCT`. */
	abstract key(): string;
	/** What `toString` makes of it, and what is joined to a string by `+`. */
	abstract toText(): string;
	abstract toPlain(): Plain;
	/** `value.key` and `value['key']`: null if it has none of that name. Absent: to ask for one is an error. */
	property?(key: string): Value;
}

/** The value of a float, boxed only when it would look like an integer. */
export function float(value: number): number | FloatValue {
	return Number.isInteger(value) ? new FloatValue(value) : value;
}

/** A bigint as an integer value, unboxed where that is safe. Does not check for 64 bits. */
export function integer(value: bigint): number | bigint {
	return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

export function isInteger(value: Value): value is number | bigint {
	return typeof value === "number" ? Number.isInteger(value) : typeof value === "bigint";
}

export function isFloat(value: Value): value is number | FloatValue {
	return typeof value === "number" ? !Number.isInteger(value) : value instanceof FloatValue;
}

export function isNumber(value: Value): value is NumberValue {
	return typeof value === "number" || typeof value === "bigint" || value instanceof FloatValue;
}

/** As a JavaScript number, rounded if it must be. */
export function toNumber(value: NumberValue): number {
	return typeof value === "number" ? value : typeof value === "bigint" ? Number(value) : value.value;
}

export function isList(value: Value): value is ListValue {
	return Array.isArray(value);
}

export function isMap(value: Value): value is MapValue {
	return value instanceof Map;
}
