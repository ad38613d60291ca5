import { FloatValue, type Value } from "../../query/index.js";

/** Dataview's numbers are all of 64 bits; those that are integers are integers of the query's. */
export function fromNumber(value: number): Value {
	if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
	return Number.isInteger(value) ? new FloatValue(value) : value;
}
