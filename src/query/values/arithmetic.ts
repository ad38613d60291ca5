/** `+ - * / % ^` on all that they are defined for. Null in, null out. */
import { QueryError } from "../language/query-error.js";
import { addDuration, addDurations, scaleDuration } from "./temporal/duration-arithmetic.js";
import { DurationValue, isTemporal, type TemporalValue } from "./temporal/temporal-value.js";
import { formatValue } from "./text.js";
import { describeType, typeError, typeOf } from "./types.js";
import {
	FloatValue,
	ForeignValue,
	float,
	integer,
	isNumber,
	type NumberValue,
	toNumber,
	type Value,
} from "./value.js";

export function add(a: Value, b: Value): Value {
	if (a === null || b === null) return null;
	if (isNumber(a) && isNumber(b)) return calculate(a, b, plus, (x, y) => x + y);
	if (Array.isArray(a)) return joinLists(a, Array.isArray(b) ? b : [b]);
	if (Array.isArray(b)) return joinLists([a], b);
	if (typeof a === "string" && canJoin(b)) return joinTexts(a, formatValue(b));
	if (typeof b === "string" && canJoin(a)) return joinTexts(formatValue(a), b);
	if (isTemporal(a) && isTemporal(b)) return addTemporals(a, b);
	throw unfit("+", a, b);
}

/** Doubling a text or a list forty times must not be what stops the program. */
const longestText = 50_000_000;
const longestList = 10_000_000;

function joinTexts(a: string, b: string): string {
	if (a.length + b.length > longestText) throw tooLong("text");
	return a + b;
}

function joinLists(a: readonly Value[], b: readonly Value[]): Value[] {
	if (a.length + b.length > longestList) throw tooLong("list");
	return a.concat(b);
}

function tooLong(what: string): QueryError {
	return new QueryError("BudgetError", "TooLong", `The ${what} becomes too long.`, { phase: "runtime" });
}

function canJoin(value: Value): boolean {
	if (typeof value === "string" || typeof value === "boolean") return true;
	return isNumber(value) || isTemporal(value) || value instanceof ForeignValue;
}

function addTemporals(a: TemporalValue, b: TemporalValue): TemporalValue {
	if (a instanceof DurationValue)
		return b instanceof DurationValue ? addDurations(a, b, 1) : addDuration(b, a, 1);
	if (b instanceof DurationValue) return addDuration(a, b, 1);
	throw unfit("+", a, b);
}

export function subtract(a: Value, b: Value): Value {
	if (a === null || b === null) return null;
	if (isNumber(a) && isNumber(b)) return calculate(a, b, minus, (x, y) => x - y);
	if (isTemporal(a) && b instanceof DurationValue) {
		return a instanceof DurationValue ? addDurations(a, b, -1) : addDuration(a, b, -1);
	}
	throw unfit("-", a, b);
}

export function multiply(a: Value, b: Value): Value {
	if (a === null || b === null) return null;
	if (isNumber(a) && isNumber(b)) return calculate(a, b, times, (x, y) => x * y);
	if (a instanceof DurationValue && isNumber(b)) return scaleDuration(a, toNumber(b));
	if (b instanceof DurationValue && isNumber(a)) return scaleDuration(b, toNumber(a));
	throw unfit("*", a, b);
}

export function divide(a: Value, b: Value): Value {
	if (a === null || b === null) return null;
	if (isNumber(a) && isNumber(b))
		return calculate(
			a,
			b,
			(x, y) => x / expectNonZero(y),
			(x, y) => x / y,
		);
	if (a instanceof DurationValue && isNumber(b)) return scaleDuration(a, 1 / toNumber(b));
	throw unfit("/", a, b);
}

export function modulo(a: Value, b: Value): Value {
	if (a === null || b === null) return null;
	if (isNumber(a) && isNumber(b))
		return calculate(
			a,
			b,
			(x, y) => x % expectNonZero(y),
			(x, y) => x % y,
		);
	throw unfit("%", a, b);
}

export function power(a: Value, b: Value): Value {
	if (a === null || b === null) return null;
	if (isNumber(a) && isNumber(b)) return float(toNumber(a) ** toNumber(b));
	throw unfit("^", a, b);
}

/** `a || b`: strings or lists. */
export function concatenate(a: Value, b: Value): Value {
	if (a === null || b === null) return null;
	if (typeof a === "string" && typeof b === "string") return joinTexts(a, b);
	if (Array.isArray(a) && Array.isArray(b)) return joinLists(a, b);
	throw unfit("||", a, b);
}

export function negate(a: Value): Value {
	if (a === null) return null;
	if (typeof a === "number") return 0 - a;
	if (typeof a === "bigint") return checked(-a);
	if (a instanceof FloatValue) return float(-a.value);
	if (a instanceof DurationValue) return scaleDuration(a, -1);
	throw typeError("InvalidArgumentType", `- needs a number, not ${describeType(typeOf(a))}.`);
}

export function identity(a: Value): Value {
	if (a === null || isNumber(a) || a instanceof DurationValue) return a;
	throw typeError("InvalidArgumentType", `+ needs a number, not ${describeType(typeOf(a))}.`);
}

const plus = (x: bigint, y: bigint) => x + y;
const minus = (x: bigint, y: bigint) => x - y;
const times = (x: bigint, y: bigint) => x * y;

/** Integers by one function, anything with a float by the other. */
function calculate(
	a: NumberValue,
	b: NumberValue,
	exact: (x: bigint, y: bigint) => bigint,
	rounded: (x: number, y: number) => number,
): Value {
	if (isWhole(a) && isWhole(b)) return checked(exact(BigInt(a), BigInt(b)));
	return float(rounded(toNumber(a), toNumber(b)));
}

function isWhole(value: NumberValue): value is number | bigint {
	return typeof value === "bigint" || Number.isInteger(value);
}

/** Within 64 bits. */
export function checked(value: bigint): number | bigint {
	if (value >= -(2n ** 63n) && value < 2n ** 63n) return integer(value);
	throw new QueryError(
		"ArithmeticError",
		"IntegerOverflow",
		"The result does not fit into an integer of 64 bits.",
		{
			phase: "runtime",
		},
	);
}

function expectNonZero(value: bigint): bigint {
	if (value !== 0n) return value;
	throw new QueryError("ArithmeticError", "DivisionByZero", "An integer was divided by zero.", {
		phase: "runtime",
	});
}

function unfit(operator: string, a: Value, b: Value): QueryError {
	const [left, right] = [describeType(typeOf(a)), describeType(typeOf(b))];
	return typeError("InvalidArgumentType", `${operator} is not defined for ${left} and ${right}.`);
}
