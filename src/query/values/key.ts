import {
	DateTimeValue,
	DateValue,
	type DurationValue,
	LocalDateTimeValue,
	LocalTimeValue,
	type TemporalValue,
	TimeValue,
} from "./temporal/temporal-value.js";
import { FloatValue, ForeignValue, NodeValue, PathValue, RelationshipValue, type Value } from "./value.js";

/** What can be a key of a `Map` and compared by it. */
export type Key = null | boolean | number | bigint | string;

/**
 * A key that two values share exactly if they are equivalent, the way `DISTINCT` and grouping see it: like equality, but
 * null is equivalent to null and NaN to NaN. Plain values are their own keys; others are texts that begin with U+0000.
 */
export function keyOf(value: Value): Key {
	switch (typeof value) {
		case "string":
			return value.charCodeAt(0) === 0 ? `\0s${value}` : value;
		case "number":
		case "bigint":
		case "boolean":
			return value;
	}
	if (value === null) return null;
	if (value instanceof FloatValue) return floatKey(value.value);
	return `\0${encode(value)}`;
}

/** 1.0 is equivalent to 1; beyond 2^53 integers are bigints. */
function floatKey(value: number): number | bigint {
	return Number.isSafeInteger(value) ? value : BigInt(value);
}

/** Self-delimiting: no encoding is the beginning of another. */
function encode(value: Value): string {
	if (typeof value === "string") return `s${value.length}:${value}`;
	if (value === null || typeof value !== "object") return `${value};`;
	if (value instanceof NodeValue) return `n${value.id};`;
	if (value instanceof RelationshipValue) return `r${value.id};`;
	if (value instanceof FloatValue) return `${floatKey(value.value)};`;
	if (value instanceof PathValue) return `p${value.nodes.join(",")}/${value.relationships.join(",")};`;
	if (value instanceof Map) return encodeMap(value);
	if (Array.isArray(value)) return `[${value.map(encode).join("")}]`;
	if (value instanceof ForeignValue) return `f${encode(value.family)}${encode(value.key())}`;
	return encodeTemporal(value as TemporalValue);
}

function encodeMap(map: ReadonlyMap<string, Value>): string {
	const entries = Array.from(map).sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${entries.map(([key, value]) => encode(key) + encode(value)).join("")}}`;
}

function encodeTemporal(value: TemporalValue): string {
	if (value instanceof DateValue) return `d${value.day};`;
	if (value instanceof LocalTimeValue) return `l${value.nanosecond};`;
	if (value instanceof TimeValue) return `t${value.nanosecond},${value.offset};`;
	if (value instanceof LocalDateTimeValue) return `L${value.day},${value.nanosecond};`;
	if (value instanceof DateTimeValue) return `D${value.day},${value.nanosecond},${value.offset};`;
	const { months, days, seconds, nanoseconds } = value as DurationValue;
	return `P${months},${days},${seconds},${nanoseconds};`;
}
