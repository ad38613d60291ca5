import { isNumber, keyOf, type ListValue, toNumber, type Value } from "../../query/index.js";
import { SortKey } from "../values/compare.js";
import { equal } from "../values/equality.js";
import { numberValue } from "../values/number.js";
import type { Spend } from "../values/regex-value.js";
import { longestText, textOf, tooLong } from "../values/text.js";
import { expectIndex } from "./arguments.js";
import { methodsOf } from "./method.js";
import { weighed } from "./weight.js";

const method = methodsOf<ListValue>("list");
const any = Number.POSITIVE_INFINITY;

/** `filter`, `map` and `reduce` take expressions, and are translated to the engine's own. */
export const listMethods = [
	method("contains", 1, (list, [value], { spend }) => contains(list, value!, spend)),
	method("containsAll", [1, any], (list, values, { spend }) =>
		values.every((value) => contains(list, value, spend)),
	),
	method("containsAny", [1, any], (list, values, { spend }) =>
		values.some((value) => contains(list, value, spend)),
	),
	method("flat", 0, (list, _, { spend }) => {
		const flat = weighed(list.flatMap((item) => (Array.isArray(item) ? (item as ListValue) : [item])));
		spend(flat.length);
		return flat;
	}),
	method("join", [0, 1], (list, [separator], { spend }) => {
		const between = separator === undefined || separator === null ? "," : textOf(separator);
		let length = 0;
		const texts = list.map((item) => {
			const text = textOf(item);
			length += text.length + between.length;
			if (length > longestText) throw tooLong();
			return text;
		});
		spend(length >> 6);
		return texts.join(between);
	}),
	method("mean", 0, (list) => {
		const numbers = numbersOf(list);
		return numbers.length === 0 ? null : numberValue(sumOf(numbers) / numbers.length);
	}),
	method("sum", 0, (list) => numberValue(sumOf(numbersOf(list)))),
	method("reverse", 0, (list) => [...list].reverse()),
	method("slice", [1, 2], (list, [start, end]) =>
		list.slice(
			expectIndex(start!, "The start of slice()"),
			end === undefined || end === null ? undefined : expectIndex(end, "The end of slice()"),
		),
	),
	method("sort", 0, (list, _, { spend }) => {
		spend(list.length * 4);
		const keyed = list.map((value) => ({ value, key: value === null ? undefined : new SortKey(value) }));
		keyed.sort((a, b) => {
			if (a.key === undefined || b.key === undefined)
				return Number(a.key === undefined) - Number(b.key === undefined);
			return a.key.compare(b.key);
		});
		return keyed.map(({ value }) => value);
	}),
	method("unique", 0, (list, _, { spend }) => {
		spend(list.length);
		return uniqueOf(list);
	}),
];

function contains(list: ListValue, value: Value, spend: Spend): boolean {
	spend(1 + (list.length >> 3));
	return list.some((item) => equal(item, value, spend));
}

export function numbersOf(list: ListValue): number[] {
	return list.filter(isNumber).map(toNumber);
}

export function sumOf(numbers: readonly number[]): number {
	return numbers.reduce((sum, number) => sum + number, 0);
}

/** The first of equal values. */
export function uniqueOf(list: ListValue): Value[] {
	const known = new Map<unknown, Value>();
	for (const value of list) {
		const key = keyOf(value);
		if (!known.has(key)) known.set(key, value);
	}
	return [...known.values()];
}
