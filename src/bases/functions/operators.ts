/** What operators mean, and what the translation asks for beside the functions of the language. */
import { isNumber, type Value } from "../../query/index.js";
import { compare, SortKey } from "../values/compare.js";
import { BaseDate, dateAt, dateFields } from "../values/date-value.js";
import {
	addDuration,
	BaseDuration,
	durationFields,
	lengthIn,
	parseDuration,
} from "../values/duration-value.js";
import { equal } from "../values/equality.js";
import { BaseFile, fileFields } from "../values/file-value.js";
import { asNumber, numberValue } from "../values/number.js";
import { ProblemValue, Wrong } from "../values/problem-value.js";
import type { Spend } from "../values/regex-value.js";
import { longestText, textOf, tooLong } from "../values/text.js";
import { isTruthy } from "../values/truth.js";
import { describe } from "../values/types.js";
import type { BaseContext, BaseFunction } from "./base-function.js";
import { weighed } from "./weight.js";

type Binary = (a: Value, b: Value, context: BaseContext) => Value;

function binary(name: string, about: string, call: Binary): BaseFunction {
	return { name, least: 2, most: 2, pure: true, about, call: ([a, b], context) => call(a!, b!, context) };
}

/** From the left, any number of operands. */
function chain(name: string, about: string, call: Binary): BaseFunction {
	return {
		...{ name, least: 2, most: Number.POSITIVE_INFINITY, pure: true, about },
		call: (args, context) => args.reduce((a, b) => call(a, b, context)),
	};
}

function comparison(name: string, sign: string, holds: (order: number) => boolean): BaseFunction {
	return binary(name, `a ${sign} b in a base.`, (a, b) => holds(compare(a, b)));
}

export const operators: readonly BaseFunction[] = [
	chain("add", "a + b in a base: numbers, texts, dates and durations.", (a, b, { spend }) =>
		add(a, b, spend),
	),
	binary("subtract", "a - b in a base.", subtract),
	chain("multiply", "a * b in a base.", multiply),
	binary("divide", "a / b in a base, never rounded.", divide),
	binary("modulo", "a % b in a base.", (a, b) => arithmetic("%", a, b, (x, y) => x % y)),
	{
		...{ name: "negate", least: 1, most: 1, pure: true, about: "-a in a base." },
		call: ([a]) => {
			if (a === null) return null;
			if (a instanceof BaseDuration) return new BaseDuration(-a.months, -a.milliseconds);
			return numberValue(-operand("-", a!));
		},
	},
	binary("equals", "a == b in a base.", (a, b, { spend }) => equal(a, b, spend)),
	binary("differs", "a != b in a base.", (a, b, { spend }) => !equal(a, b, spend)),
	comparison("less", "<", (order) => order < 0),
	comparison("lessOrEqual", "<=", (order) => order <= 0),
	comparison("greater", ">", (order) => order > 0),
	comparison("greaterOrEqual", ">=", (order) => order >= 0),
	{
		...{ name: "truthy", least: 1, most: 1, pure: false, takesProblems: true },
		about: "Whether a value holds as a condition of a base.",
		call: ([value], { report }) => {
			if (value instanceof ProblemValue) report(value.message);
			return isTruthy(value!);
		},
	},
	{
		...{ name: "get", least: 2, most: 2, pure: true },
		about: "value.key and value[key] in a base.",
		call: ([subject, key]) => partOf(subject!, key!),
	},
	{
		...{ name: "elements", least: 1, most: 1, pure: false, takesProblems: true },
		about: "A list as it is gone through in a base; null for what is none.",
		call: ([list], { report }) => elementsOf(list!, report),
	},
	{
		...{ name: "indexed", least: 1, most: 1, pure: false, takesProblems: true },
		about: "The elements of a list as {value, index}.",
		call: ([list], { report }) =>
			elementsOf(list!, report)?.map(
				(value, index) =>
					new Map<string, Value>([
						["value", value],
						["index", index],
					]),
			) ?? null,
	},
	{
		...{ name: "items", least: 0, most: Number.POSITIVE_INFINITY, pure: true },
		about: "A list of a base.",
		call: (args) => weighed(args),
	},
	{
		...{ name: "object", least: 0, most: Number.POSITIVE_INFINITY, pure: true },
		about: "An object of a base from keys and values.",
		call: (args) => {
			const entries = new Map<string, Value>();
			for (let at = 0; at + 1 < args.length; at += 2) entries.set(textOf(args[at]!), args[at + 1]!);
			return weighed(entries);
		},
	},
	{
		...{ name: "sortKey", least: 1, most: 1, pure: true, takesProblems: true },
		about: "What a view of a base sorts a value by; null for nothing.",
		call: ([value]) => (value === null || value === "" ? null : new SortKey(value!)),
	},
	{
		...{ name: "problem", least: 1, most: 1, pure: true },
		about: "The value of what cannot be computed.",
		call: ([message]) => new ProblemValue(textOf(message!)),
	},
];

function elementsOf(list: Value, report: (message: string) => void): readonly Value[] | null {
	if (Array.isArray(list)) return list;
	if (list instanceof ProblemValue) report(list.message);
	else if (list !== null) report(`filter, map and reduce are functions of lists, not of ${describe(list)}.`);
	return null;
}

/** Nothing is added to nothing, but a text stays beside it. */
function add(a: Value, b: Value, spend: Spend): Value {
	if (isNumber(a) && isNumber(b)) return numberValue(asNumber(a)! + asNumber(b)!);
	if (typeof a === "string" || typeof b === "string") {
		return addDate(a, b) ?? addDate(b, a) ?? joined(a, b, spend);
	}
	if (a === null || b === null) return null;
	if (Array.isArray(a) && Array.isArray(b)) {
		spend(a.length + b.length);
		return weighed([...a, ...b]);
	}
	if (a instanceof BaseDuration && b instanceof BaseDuration)
		return new BaseDuration(a.months + b.months, a.milliseconds + b.milliseconds);
	return addDate(a, b) ?? addDate(b, a) ?? arithmetic("+", a, b, (x, y) => x + y);
}

/** A date or duration and what may be a duration. */
function addDate(a: Value, b: Value): Value | undefined {
	if (!(a instanceof BaseDate) && !(a instanceof BaseDuration)) return undefined;
	const duration = asDuration(b);
	if (duration === undefined) return undefined;
	if (a instanceof BaseDate) return shifted(a, duration, 1);
	return new BaseDuration(a.months + duration.months, a.milliseconds + duration.milliseconds);
}

function asDuration(value: Value): BaseDuration | undefined {
	if (value instanceof BaseDuration) return value;
	return typeof value === "string" ? parseDuration(value) : undefined;
}

function shifted(date: BaseDate, duration: BaseDuration, sign: 1 | -1): BaseDate {
	const moved = addDuration(date, duration, sign);
	if (moved === undefined) throw new Wrong("This date lies beyond the years 0 to 9999.");
	return moved;
}

function joined(a: Value, b: Value, spend: Spend): string {
	const [first, second] = [textOf(a), textOf(b)];
	if (first.length + second.length > longestText) throw tooLong();
	spend((first.length + second.length) >> 6);
	return first + second;
}

/** Two dates are milliseconds apart. */
function subtract(a: Value, b: Value): Value {
	if (a === null || b === null) return null;
	if (a instanceof BaseDate) {
		if (b instanceof BaseDate) return numberValue(a.time - b.time);
		const duration = asDuration(b);
		if (duration !== undefined) return shifted(a, duration, -1);
		const milliseconds = asNumber(b);
		const moved = milliseconds === undefined ? undefined : dateAt(a.time - milliseconds, false);
		if (moved === undefined)
			throw new Wrong(`From a date, ${describe(b)} cannot be subtracted${durationHint(b)}.`);
		return moved;
	}
	if (a instanceof BaseDuration) {
		const duration = asDuration(b);
		if (duration !== undefined)
			return new BaseDuration(a.months - duration.months, a.milliseconds - duration.milliseconds);
	}
	return arithmetic("-", a, b, (x, y) => x - y);
}

function durationHint(value: Value): string {
	return typeof value === "string" ? ': a duration is written "7d" or "2 weeks"' : "";
}

function multiply(a: Value, b: Value): Value {
	if (a instanceof BaseDuration) {
		if (b === null) return null;
		const by = operand("*", b);
		// Half a month is no number of months.
		if (Number.isInteger(a.months * by)) return new BaseDuration(a.months * by, a.milliseconds * by);
		return new BaseDuration(0, a.length * by);
	}
	if (b instanceof BaseDuration && a !== null)
		throw new Wrong("The duration stands before the number: duration * number.");
	return arithmetic("*", a, b, (x, y) => x * y);
}

function divide(a: Value, b: Value): Value {
	if (a instanceof BaseDuration && b instanceof BaseDuration) return numberValue(a.length / b.length);
	if (a instanceof BaseDuration && b !== null) {
		const by = operand("/", b);
		return Number.isInteger(a.months / by)
			? new BaseDuration(a.months / by, a.milliseconds / by)
			: new BaseDuration(0, a.length / by);
	}
	return arithmetic("/", a, b, (x, y) => x / y);
}

function arithmetic(sign: string, a: Value, b: Value, compute: (x: number, y: number) => number): Value {
	if (a === null || b === null) return null;
	return numberValue(compute(operand(sign, a), operand(sign, b)));
}

function operand(sign: string, value: Value): number {
	if (isNumber(value)) return asNumber(value)!;
	if (typeof value === "boolean") return Number(value);
	if (value instanceof BaseDuration) return value.length;
	if (typeof value === "string" && value.trim() !== "") {
		const number = Number(value);
		if (!Number.isNaN(number)) return number;
	}
	throw new Wrong(`${sign} takes numbers, and this is ${describe(value)}.`);
}

function partOf(subject: Value, key: Value): Value {
	if (subject === null || key === null) return null;
	if (typeof subject === "string") {
		if (key === "length") return subject.length;
		return isNumber(key) ? (subject[asNumber(key)!] ?? null) : noPart(subject, key, ["length"]);
	}
	if (Array.isArray(subject)) {
		if (key === "length") return subject.length;
		const index = asNumber(key) ?? Number(typeof key === "string" && key !== "" ? key : Number.NaN);
		return Number.isInteger(index)
			? ((subject[index] as Value | undefined) ?? null)
			: noPart(subject, key, ["length"]);
	}
	const name = textOf(key);
	if (subject instanceof Map) return subject.get(name) ?? null;
	if (isNumber(subject)) return lengthIn(asNumber(subject)!, name) ?? noPart(subject, key, []);
	if (subject instanceof BaseDate) return subject.property(name) ?? noPart(subject, key, dateFields);
	if (subject instanceof BaseDuration) return subject.property(name) ?? noPart(subject, key, durationFields);
	if (subject instanceof BaseFile) {
		if (fileFields.includes(name)) return subject.property(name);
		return noPart(subject, key, fileFields);
	}
	return noPart(subject, key, []);
}

function noPart(subject: Value, key: Value, fields: readonly string[]): never {
	const has = fields.length === 0 ? "" : ` It has ${fields.join(", ")}.`;
	const what = describe(subject);
	throw new Wrong(`${what[0]!.toUpperCase()}${what.slice(1)} has no ${textOf(key).slice(0, 60)}.${has}`);
}
