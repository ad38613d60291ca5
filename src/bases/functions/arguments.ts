/** What is asked of arguments before a function works with them. */
import type { Value } from "../../query/index.js";
import { asNumber } from "../values/number.js";
import { Wrong } from "../values/problem-value.js";
import { describe } from "../values/types.js";

export function expectNumber(value: Value, what: string): number {
	const number = asNumber(value);
	if (number !== undefined) return number;
	if (typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value))) return Number(value);
	if (typeof value === "boolean") return Number(value);
	throw new Wrong(`${what} must be a number, not ${describe(value)}.`);
}

/** For places in texts and lists: what is too large is as large as it gets. */
export function expectIndex(value: Value, what: string): number {
	const number = expectNumber(value, what);
	return Number.isNaN(number) ? 0 : Math.trunc(Math.max(-1e9, Math.min(1e9, number)));
}
