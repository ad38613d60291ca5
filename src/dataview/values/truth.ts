import { isNumber, toNumber, type Value } from "../../query/index.js";
import { LinkValue } from "./link-value.js";
import { namedOf, type PageOf } from "./objects.js";
import { MomentValue, SpanValue } from "./time-values.js";

/** What Dataview takes for true: all but null, zero, and what is empty. */
export function isTruthy(value: Value, pageOf: PageOf): boolean {
	if (typeof value === "boolean") return value;
	if (value === null) return false;
	if (typeof value === "string") return value !== "";
	// No number is truthy to Dataview: it asks whether it differs from zero.
	if (isNumber(value)) return toNumber(value) !== 0;
	if (Array.isArray(value)) return value.length > 0;
	if (value instanceof LinkValue) return value.path !== "";
	if (value instanceof MomentValue) return value.moment.toMillis() !== 0;
	if (value instanceof SpanValue) return value.duration.toMillis() !== 0;
	const object = namedOf(value, pageOf);
	return object === undefined || object.keys().length > 0;
}
