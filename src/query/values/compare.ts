import { compareNumbers, equals } from "./equality.js";
import { compareStrings, compareTemporals } from "./order.js";
import { DurationValue, isTemporal } from "./temporal/temporal-value.js";
import { ForeignValue, isNumber, type ListValue, type Value } from "./value.js";

/** What `<` and its kin are told about two values: their order, or that there is none to be known (null), or never (NaN). */
type Order = number | null;

export function isLess(a: Value, b: Value): boolean | null {
	if (typeof a === "number" && typeof b === "number") return a < b;
	return decide(compare(a, b), (order) => order < 0);
}

export function isLessOrEqual(a: Value, b: Value): boolean | null {
	if (typeof a === "number" && typeof b === "number") return a <= b;
	return decide(compare(a, b), (order) => order <= 0);
}

/** Every comparison with NaN is false. */
function decide(order: Order, holds: (order: number) => boolean): boolean | null {
	return order === null ? null : holds(order);
}

/** Values of different types have no order, nor have maps, nodes, relationships, paths and durations. */
function compare(a: Value, b: Value): Order {
	if (a === null || b === null) return null;
	if (isNumber(a)) return isNumber(b) ? compareNumbers(a, b) : null;
	if (typeof a === "string") return typeof b === "string" ? compareStrings(a, b) : null;
	if (typeof a === "boolean") return typeof b === "boolean" ? Number(a) - Number(b) : null;
	if (Array.isArray(a)) return Array.isArray(b) ? compareLists(a, b) : null;
	if (a instanceof ForeignValue)
		return b instanceof ForeignValue && a.family === b.family ? a.compare(b) : null;
	if (!isTemporal(a) || !isTemporal(b) || a.constructor !== b.constructor || a instanceof DurationValue)
		return null;
	return compareTemporals(a, b);
}

/** The first elements that are not equal decide, if they can be compared. */
function compareLists(a: ListValue, b: ListValue): Order {
	const length = Math.min(a.length, b.length);
	for (let at = 0; at < length; at++) {
		if (equals(a[at]!, b[at]!) !== true) return compare(a[at]!, b[at]!);
	}
	return a.length - b.length;
}
