import {
	DateTimeValue,
	DateValue,
	DurationValue,
	isTemporal,
	LocalDateTimeValue,
	LocalTimeValue,
	type TemporalValue,
	TimeValue,
} from "./temporal/temporal-value.js";
import {
	FloatValue,
	ForeignValue,
	isNumber,
	type MapValue,
	NodeValue,
	type NumberValue,
	PathValue,
	RelationshipValue,
	type Value,
} from "./value.js";

/** `a = b`: null when it cannot be known, because a null is in the way. */
export function equals(a: Value, b: Value): boolean | null {
	if (a === null || b === null) return null;
	if (typeof a !== "object" && typeof b !== "object" && typeof a === typeof b) return a === b;
	if (isNumber(a)) return isNumber(b) && equalNumbers(a, b);
	if (Array.isArray(a)) return Array.isArray(b) ? equalLists(a, b) : false;
	if (a instanceof Map) return b instanceof Map ? equalMaps(a, b) : false;
	return equalHandles(a, b);
}

function equalNumbers(a: NumberValue, b: NumberValue): boolean {
	if (typeof a === "bigint" || typeof b === "bigint") return compareNumbers(a, b) === 0;
	return (a instanceof FloatValue ? a.value : a) === (b instanceof FloatValue ? b.value : b);
}

/** Negative, zero, positive; exact between bigints and floats. NaN beside anything: NaN. */
export function compareNumbers(a: NumberValue, b: NumberValue): number {
	const x = a instanceof FloatValue ? a.value : a;
	const y = b instanceof FloatValue ? b.value : b;
	return x < y ? -1 : x > y ? 1 : x >= y ? 0 : Number.NaN;
}

function equalLists(a: readonly Value[], b: readonly Value[]): boolean | null {
	if (a.length !== b.length) return false;
	let result: boolean | null = true;
	for (let at = 0; at < a.length; at++) {
		const same = equals(a[at]!, b[at]!);
		if (same === false) return false;
		if (same === null) result = null;
	}
	return result;
}

function equalMaps(a: MapValue, b: MapValue): boolean | null {
	if (a.size !== b.size) return false;
	for (const key of a.keys()) if (!b.has(key)) return false;
	let result: boolean | null = true;
	for (const [key, value] of a) {
		const same = equals(value, b.get(key)!);
		if (same === false) return false;
		if (same === null) result = null;
	}
	return result;
}

function equalHandles(a: Value, b: Value): boolean {
	if (a instanceof NodeValue) return b instanceof NodeValue && a.id === b.id;
	if (a instanceof RelationshipValue) return b instanceof RelationshipValue && a.id === b.id;
	if (a instanceof PathValue) return b instanceof PathValue && equalPaths(a, b);
	if (a instanceof ForeignValue) {
		return b instanceof ForeignValue && a.family === b.family && a.key() === b.key();
	}
	return isTemporal(a) && isTemporal(b) && equalTemporals(a, b);
}

function equalPaths(a: PathValue, b: PathValue): boolean {
	return (
		a.nodes.length === b.nodes.length &&
		a.nodes.every((node, at) => node === b.nodes[at]) &&
		a.relationships.every((relationship, at) => relationship === b.relationships[at])
	);
}

function equalTemporals(a: TemporalValue, b: TemporalValue): boolean {
	if (a instanceof DateValue) return b instanceof DateValue && a.day === b.day;
	if (a instanceof LocalTimeValue) return b instanceof LocalTimeValue && a.nanosecond === b.nanosecond;
	if (a instanceof TimeValue) {
		return b instanceof TimeValue && a.nanosecond === b.nanosecond && a.offset === b.offset;
	}
	if (a instanceof LocalDateTimeValue) {
		return b instanceof LocalDateTimeValue && a.day === b.day && a.nanosecond === b.nanosecond;
	}
	if (a instanceof DateTimeValue) {
		return (
			b instanceof DateTimeValue && a.day === b.day && a.nanosecond === b.nanosecond && a.offset === b.offset
		);
	}
	const [x, y] = [a as DurationValue, b as DurationValue];
	return (
		b instanceof DurationValue &&
		x.months === y.months &&
		x.days === y.days &&
		x.seconds === y.seconds &&
		x.nanoseconds === y.nanoseconds
	);
}
