import { Duration } from "luxon";
import { isNumber, toNumber, type Value } from "../../query/index.js";
import { compareValues } from "../values/compare.js";
import { Failure } from "../values/failure.js";
import { kindOf } from "../values/kinds.js";
import { fromNumber } from "../values/numbers.js";
import { namedOf } from "../values/objects.js";
import { MomentValue, normalised, SpanValue } from "../values/time-values.js";
import { toText } from "../values/to-text.js";
import { isTruthy } from "../values/truth.js";
import { expectList, expectText } from "./limits.js";
import type { Run } from "./run.js";

export type Arithmetic = "+" | "-" | "*" | "/" | "%";
export type Comparison = "<" | "<=" | ">" | ">=" | "=" | "!=";

export function compute(operator: Arithmetic, a: Value, b: Value, run: Run): Value {
	if (isNumber(a) && isNumber(b)) return fromNumber(ofNumbers(operator, toNumber(a), toNumber(b)));
	if (a === null && b === null) return null;
	const made = special(operator, a, b, run);
	if (made !== undefined) return made;
	throw new Failure(`${kindOf(a)} ${operator} ${kindOf(b)} has no meaning.`);
}

function ofNumbers(operator: Arithmetic, a: number, b: number): number {
	switch (operator) {
		case "+":
			return a + b;
		case "-":
			return a - b;
		case "*":
			return a * b;
		case "/":
			return a / b;
		case "%":
			return a % b;
	}
}

function special(operator: Arithmetic, a: Value, b: Value, run: Run): Value | undefined {
	switch (operator) {
		case "+":
			return added(a, b, run);
		case "-":
			return subtracted(a, b);
		case "*":
			return multiplied(a, b, run);
		case "/":
			if (a instanceof SpanValue && isNumber(b)) return scaled(a, 1 / toNumber(b), toNumber(b));
			return undefined;
		case "%":
			return undefined;
	}
}

function added(a: Value, b: Value, run: Run): Value | undefined {
	if (typeof a === "string" || typeof b === "string") {
		const [left, right] = [toText(a, run), toText(b, run)];
		expectText(left.length + right.length, run);
		return left + right;
	}
	if (a instanceof MomentValue && b instanceof SpanValue) return new MomentValue(a.moment.plus(b.duration));
	if (a instanceof SpanValue && b instanceof MomentValue) return new MomentValue(b.moment.plus(a.duration));
	if (a instanceof SpanValue && b instanceof SpanValue)
		return new SpanValue(normalised(a.duration.plus(b.duration)));
	if ((a instanceof MomentValue && b === null) || (a === null && b instanceof MomentValue)) return null;
	if (Array.isArray(a) && Array.isArray(b)) {
		expectList(a.length + b.length, run);
		return [...a, ...b];
	}
	const [left, right] = [namedOf(a, run.pageOf), namedOf(b, run.pageOf)];
	if (left === undefined || right === undefined) return undefined;
	const keys = [...left.keys(), ...right.keys()];
	expectList(keys.length, run);
	return new Map(keys.map((key) => [key, right.has(key) ? right.get(key) : left.get(key)]));
}

const parts = ["years", "months", "days", "hours", "minutes", "seconds", "milliseconds"] as const;

function subtracted(a: Value, b: Value): Value | undefined {
	if (a instanceof MomentValue && b instanceof MomentValue)
		return new SpanValue(normalised(a.moment.diff(b.moment, [...parts])));
	if (a instanceof MomentValue && b instanceof SpanValue) return new MomentValue(a.moment.minus(b.duration));
	if (a instanceof SpanValue && b instanceof SpanValue)
		return new SpanValue(normalised(a.duration.minus(b.duration)));
	if ((a instanceof MomentValue && b === null) || (a === null && b instanceof MomentValue)) return null;
	return undefined;
}

function multiplied(a: Value, b: Value, run: Run): Value | undefined {
	if (typeof a === "string" && isNumber(b)) return repeated(a, toNumber(b), run);
	if (isNumber(a) && typeof b === "string") return repeated(b, toNumber(a), run);
	if (a instanceof SpanValue && isNumber(b)) return scaled(a, toNumber(b));
	if (isNumber(a) && b instanceof SpanValue) return scaled(b, toNumber(a));
	return undefined;
}

function repeated(text: string, times: number, run: Run): string {
	if (!(times >= 1)) return "";
	expectText(text.length * times, run);
	return text.repeat(times);
}

function scaled({ duration }: SpanValue, factor: number, divisor?: number): SpanValue {
	const values = Object.entries(duration.toObject()).map(([unit, count]) => [
		unit,
		divisor === undefined ? count * factor : count / divisor,
	]);
	if (values.some(([, count]) => !Number.isFinite(count)))
		throw new Failure("A duration cannot be infinite.");
	return new SpanValue(normalised(Duration.fromObject(Object.fromEntries(values) as Record<string, number>)));
}

export function compareBy(operator: Comparison, a: Value, b: Value, run: Run): boolean {
	const order = compareValues(a, b, run);
	switch (operator) {
		case "<":
			return order < 0;
		case "<=":
			return order <= 0;
		case ">":
			return order > 0;
		case ">=":
			return order >= 0;
		case "=":
			return order === 0;
		case "!=":
			return order !== 0;
	}
}

export function equals(a: Value, b: Value, run: Run): boolean {
	return compareValues(a, b, run) === 0;
}

export function truthy(value: Value, run: Run): boolean {
	return isTruthy(value, run.pageOf);
}
