import { type ForeignValue, isNumber, NodeValue, toNumber, type Value } from "../../query/index.js";
import { collate } from "./collate.js";
import { kindOf } from "./kinds.js";
import { ObjectValue } from "./object-value.js";
import { namedOf, type PageOf } from "./objects.js";

/** What a comparison asks of the query that makes it. */
export interface Comparing {
	readonly pageOf: PageOf;
	spend(steps: number): void;
}

const deepest = 100;

/**
 * Dataview's order of all values: null first, then by the name of the type (array, boolean, date, duration, link, number,
 * object, string), then within it. Negative, zero or positive.
 */
export function compareValues(a: Value, b: Value, context: Comparing, depth = 0): number {
	if (a === b) return 0;
	if (a === null) return -1;
	if (b === null) return 1;
	if (typeof a === "string" && typeof b === "string") return collate(a, b);
	const kind = kindOf(a);
	const other = kindOf(b);
	if (kind !== other) return kind < other ? -1 : 1;
	if (depth > deepest) return 0;
	switch (kind) {
		case "number":
			return compareNumbers(a, b);
		case "boolean":
			return a === true ? 1 : -1;
		case "array":
			return compareLists(a as readonly Value[], b as readonly Value[], context, depth);
		case "object":
			return compareObjects(a, b, context, depth);
		default:
			return (a as ForeignValue).compare(b as ForeignValue);
	}
}

/** What is no number is greater than all numbers, itself included: so JavaScript has it. */
function compareNumbers(a: Value, b: Value): number {
	if (!isNumber(a) || !isNumber(b)) return 0;
	const [x, y] = [toNumber(a), toNumber(b)];
	return x < y ? -1 : x === y ? 0 : 1;
}

function compareLists(a: readonly Value[], b: readonly Value[], context: Comparing, depth: number): number {
	const length = Math.min(a.length, b.length);
	context.spend(length);
	for (let i = 0; i < length; i++) {
		const order = compareValues(a[i]!, b[i]!, context, depth + 1);
		if (order !== 0) return order;
	}
	return a.length - b.length;
}

function compareObjects(a: Value, b: Value, context: Comparing, depth: number): number {
	if (identityOf(a, context.pageOf) === (identityOf(b, context.pageOf) ?? Number.NaN)) return 0;
	const [x, y] = [namedOf(a, context.pageOf), namedOf(b, context.pageOf)];
	if (x === undefined || y === undefined) return Number(y === undefined) - Number(x === undefined);
	const keys = [...x.keys()].sort();
	const byKeys = compareLists(keys, [...y.keys()].sort(), context, depth);
	if (byKeys !== 0) return byKeys;
	for (const key of keys) {
		const order = compareValues(x.get(key), y.get(key), context, depth + 1);
		if (order !== 0) return order;
	}
	return 0;
}

function identityOf(value: Value, pageOf: PageOf): string | undefined {
	const object = value instanceof NodeValue ? pageOf(value) : value;
	return object instanceof ObjectValue ? object.identity : undefined;
}
