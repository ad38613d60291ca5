import type { Value } from "../../query/index.js";
import { Wrong } from "../values/problem-value.js";

/** Values in a list, those within its lists counted each time. */
const heaviest = 100_000;
const weights = new WeakMap<object, number>();

/**
 * The same list or object, if it is not too heavy. A list of a list twice, of which again a list twice is made, is soon
 * larger than any memory when it is read, though it takes hardly any.
 */
export function weighed<T extends readonly Value[] | ReadonlyMap<string, Value>>(value: T): T {
	weigh(value);
	return value;
}

function weigh(value: Value): number {
	if (value === null || typeof value !== "object") return 1;
	if (!Array.isArray(value) && !(value instanceof Map)) return 1;
	const known = weights.get(value);
	if (known !== undefined) return known;
	let weight = 1;
	for (const item of value.values() as Iterable<Value>) weight += weigh(item);
	if (weight > heaviest)
		throw new Wrong(`A list can hold at most ${heaviest} values, and this would hold more.`);
	weights.set(value, weight);
	return weight;
}
