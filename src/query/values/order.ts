import { compareNumbers } from "./equality.js";
import {
	DateTimeValue,
	DateValue,
	type DurationValue,
	isTemporal,
	LocalDateTimeValue,
	LocalTimeValue,
	type TemporalValue,
	TimeValue,
} from "./temporal/temporal-value.js";
import {
	ForeignValue,
	type ListValue,
	type MapValue,
	NodeValue,
	type NumberValue,
	PathValue,
	RelationshipValue,
	type Value,
} from "./value.js";

/**
 * The order of `ORDER BY`, `min` and `max`: total, over values of all types. By type first (maps, nodes, relationships,
 * lists, paths, foreign values, temporal values, strings, booleans, numbers, NaN, null), then within it.
 */
export function compareOrder(a: Value, b: Value): number {
	if (typeof a === "number" && typeof b === "number")
		return a < b ? -1 : a > b ? 1 : a === b ? 0 : compareOrderedNumbers(a, b);
	if (typeof a === "string" && typeof b === "string") return compareStrings(a, b);
	const rank = rankOf(a);
	return rank - rankOf(b) || compareWithin(a, b, rank);
}

const ranks = {
	map: 0,
	node: 1,
	relationship: 2,
	list: 3,
	path: 4,
	foreign: 5,
	temporal: 6,
	string: 12,
	boolean: 13,
	number: 14,
	null: 15,
};

function rankOf(value: Value): number {
	switch (typeof value) {
		case "string":
			return ranks.string;
		case "boolean":
			return ranks.boolean;
		case "number":
		case "bigint":
			return ranks.number;
	}
	if (value === null) return ranks.null;
	if (Array.isArray(value)) return ranks.list;
	if (value instanceof Map) return ranks.map;
	if (value instanceof NodeValue) return ranks.node;
	if (value instanceof RelationshipValue) return ranks.relationship;
	if (value instanceof PathValue) return ranks.path;
	if (value instanceof ForeignValue) return ranks.foreign;
	return isTemporal(value) ? ranks.temporal + temporalRank(value) : ranks.number;
}

function temporalRank(value: TemporalValue): number {
	if (value instanceof DateTimeValue) return 0;
	if (value instanceof LocalDateTimeValue) return 1;
	if (value instanceof DateValue) return 2;
	if (value instanceof TimeValue) return 3;
	return value instanceof LocalTimeValue ? 4 : 5;
}

/** Two values of one rank. */
function compareWithin(a: Value, b: Value, rank: number): number {
	if (rank === ranks.number) return compareOrderedNumbers(a as NumberValue, b as NumberValue);
	if (rank === ranks.list) return compareLists(a as ListValue, b as ListValue);
	if (rank === ranks.map) return compareMaps(a as MapValue, b as MapValue);
	if (rank === ranks.boolean) return Number(a) - Number(b);
	if (rank === ranks.node) return (a as NodeValue).id - (b as NodeValue).id;
	if (rank === ranks.relationship) return (a as RelationshipValue).id - (b as RelationshipValue).id;
	if (rank === ranks.path) return comparePaths(a as PathValue, b as PathValue);
	if (rank === ranks.foreign) return compareForeign(a as ForeignValue, b as ForeignValue);
	if (rank === ranks.null) return 0;
	return compareTemporals(a as TemporalValue, b as TemporalValue);
}

/** NaN is the largest number. */
function compareOrderedNumbers(a: NumberValue, b: NumberValue): number {
	const order = compareNumbers(a, b);
	return Number.isNaN(order) ? Number(Number.isNaN(a)) - Number(Number.isNaN(b)) : order;
}

/** By UTF-16 units, as everywhere. */
export function compareStrings(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function compareLists(a: ListValue, b: ListValue): number {
	const length = Math.min(a.length, b.length);
	for (let at = 0; at < length; at++) {
		const order = compareOrder(a[at]!, b[at]!);
		if (order !== 0) return order;
	}
	return a.length - b.length;
}

/** By size, then by keys, then by values in the order of the keys. */
function compareMaps(a: MapValue, b: MapValue): number {
	const [keysOfA, keysOfB] = [
		Array.from(a.keys()).sort(compareStrings),
		Array.from(b.keys()).sort(compareStrings),
	];
	const order = a.size - b.size || compareLists(keysOfA, keysOfB);
	if (order !== 0) return order;
	for (const key of keysOfA) {
		const order = compareOrder(a.get(key)!, b.get(key)!);
		if (order !== 0) return order;
	}
	return 0;
}

function comparePaths(a: PathValue, b: PathValue): number {
	const length = Math.min(a.nodes.length, b.nodes.length);
	for (let at = 0; at < length; at++) {
		const order = a.nodes[at]! - b.nodes[at]! || (a.relationships[at] ?? -1) - (b.relationships[at] ?? -1);
		if (order !== 0) return order;
	}
	return a.nodes.length - b.nodes.length;
}

/** By the names of their families first. */
function compareForeign(a: ForeignValue, b: ForeignValue): number {
	return compareStrings(a.family, b.family) || a.compare(b);
}

/** Two of one type, by the instant they stand for; durations by their length, a month counted as 30.436875 days. */
export function compareTemporals(a: TemporalValue, b: TemporalValue): number {
	if (a instanceof DateValue) return a.day - (b as DateValue).day;
	if (a instanceof LocalTimeValue) return a.nanosecond - (b as LocalTimeValue).nanosecond;
	if (a instanceof TimeValue) {
		const other = b as TimeValue;
		return a.nanosecond - a.offset * 1e9 - (other.nanosecond - other.offset * 1e9) || a.offset - other.offset;
	}
	if (a instanceof LocalDateTimeValue) {
		const other = b as LocalDateTimeValue;
		return a.day - other.day || a.nanosecond - other.nanosecond;
	}
	return a instanceof DateTimeValue
		? compareDateTimes(a, b as DateTimeValue)
		: compareDurations(a as DurationValue, b as DurationValue);
}

function compareDateTimes(a: DateTimeValue, b: DateTimeValue): number {
	const seconds = (a.day - b.day) * 86_400 - (a.offset - b.offset);
	return (
		seconds * 1e9 + (a.nanosecond - b.nanosecond) ||
		a.offset - b.offset ||
		compareStrings(a.zone ?? "", b.zone ?? "")
	);
}

function compareDurations(a: DurationValue, b: DurationValue): number {
	const seconds = (value: DurationValue) =>
		value.months * 2_629_746 + value.days * 86_400 + Number(value.seconds);
	return seconds(a) - seconds(b) || a.nanoseconds - b.nanoseconds || a.months - b.months || a.days - b.days;
}
