/** What stands beneath a column. */
import { isNumber, type ListValue, type Value } from "../../query/index.js";
import { BaseDate } from "../values/date-value.js";
import { BaseDuration } from "../values/duration-value.js";
import { numberValue } from "../values/number.js";
import { Wrong } from "../values/problem-value.js";
import { textOf } from "../values/text.js";
import { isEmpty } from "../values/truth.js";
import type { BaseFunction } from "./base-function.js";
import { numbersOf, sumOf, uniqueOf } from "./list-methods.js";

type Summary = (values: ListValue) => Value;

const summaries: readonly (readonly [name: string, summary: Summary])[] = [
	["Average", ofNumbers((numbers) => sumOf(numbers) / numbers.length)],
	["Min", ofNumbers((numbers) => numbers.reduce((a, b) => Math.min(a, b)))],
	["Max", ofNumbers((numbers) => numbers.reduce((a, b) => Math.max(a, b)))],
	["Sum", ofNumbers(sumOf)],
	[
		"Range",
		(values) => (values.some((value) => value instanceof BaseDate) ? dateRange(values) : numberRange(values)),
	],
	["Median", ofNumbers(median)],
	["Stddev", ofNumbers(deviation)],
	["Earliest", (values) => extremeDate(values, -1)],
	["Latest", (values) => extremeDate(values, 1)],
	["Checked", (values) => values.filter((value) => value === true).length],
	["Unchecked", (values) => values.filter((value) => value === false).length],
	["Empty", (values) => values.filter(isEmpty).length],
	["Filled", (values) => values.filter((value) => !isEmpty(value)).length],
	["Unique", (values) => uniqueOf(values.filter((value) => !isEmpty(value))).length],
];

const byName = new Map(summaries.map(([name, summary]) => [name.toLowerCase(), summary]));

/** Names of the built-in summaries. */
export const summaryNames: readonly string[] = summaries.map(([name]) => name);

export function isSummary(name: string): boolean {
	return byName.has(name.toLowerCase());
}

export const summaryFunction: BaseFunction = {
	...{ name: "summary", least: 2, most: 2, pure: true },
	about: "A built-in summary of the values of a column: Average, Sum, Earliest and the like.",
	call: ([name, values], { spend }) => {
		const summary = byName.get(textOf(name!).toLowerCase());
		if (summary === undefined) throw new Wrong(`There is no summary ${textOf(name!).slice(0, 60)}.`);
		if (!Array.isArray(values)) return null;
		spend(values.length);
		return summary(values);
	},
};

/** Nothing where there are no numbers. */
function ofNumbers(compute: (numbers: readonly number[]) => number): Summary {
	return (values) => {
		const numbers = numbersOf(values);
		return numbers.length === 0 ? null : numberValue(compute(numbers));
	};
}

const numberRange = ofNumbers(
	(numbers) => numbers.reduce((a, b) => Math.max(a, b)) - numbers.reduce((a, b) => Math.min(a, b)),
);

function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Of all there are, not of a sample. */
function deviation(numbers: readonly number[]): number {
	const mean = sumOf(numbers) / numbers.length;
	return Math.sqrt(sumOf(numbers.map((number) => (number - mean) ** 2)) / numbers.length);
}

function extremeDate(values: ListValue, sign: 1 | -1): BaseDate | null {
	let best: BaseDate | null = null;
	for (const value of values)
		if (value instanceof BaseDate && (best === null || sign * value.compare(best) > 0)) best = value;
	return best;
}

function dateRange(values: ListValue): Value {
	const [first, last] = [extremeDate(values, -1), extremeDate(values, 1)];
	return first === null || last === null ? null : new BaseDuration(0, last.time - first.time);
}

export function isSummable(values: ListValue): boolean {
	return values.some(isNumber);
}
