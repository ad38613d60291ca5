import { isNumber, toNumber, type Value } from "../../query/index.js";
import { MarkupValue } from "./markup-value.js";
import { ProblemValue } from "./problem-value.js";

/** What holds as a condition: not nothing, `false`, 0, an empty text, list or object, or what could not be computed. */
export function isTruthy(value: Value): boolean {
	if (value === null || value === false || value === "") return false;
	if (typeof value === "string" || value === true) return true;
	if (isNumber(value)) {
		const number = toNumber(value);
		return number !== 0 && !Number.isNaN(number);
	}
	if (Array.isArray(value)) return value.length > 0;
	if (value instanceof Map) return value.size > 0;
	if (value instanceof MarkupValue) return value.text !== "";
	return !(value instanceof ProblemValue);
}

/** Nothing, or nothing within. */
export function isEmpty(value: Value): boolean {
	if (value === null || value === "") return true;
	if (Array.isArray(value)) return value.length === 0;
	return value instanceof Map && value.size === 0;
}
