import type { Value } from "../../query/index.js";
import { Wrong } from "../values/problem-value.js";
import { RegexValue, type Spend } from "../values/regex-value.js";
import { longestText, textOf, tooLong } from "../values/text.js";
import { describe } from "../values/types.js";
import { expectIndex } from "./arguments.js";
import { methodsOf } from "./method.js";

const method = methodsOf<string>("string");
const any = Number.POSITIVE_INFINITY;

export const textMethods = [
	method("contains", 1, (text, [value]) => text.includes(textOf(value!))),
	method("containsAll", [1, any], (text, values) => values.every((value) => text.includes(textOf(value)))),
	method("containsAny", [1, any], (text, values) => values.some((value) => text.includes(textOf(value)))),
	method("endsWith", 1, (text, [query]) => text.endsWith(textOf(query!))),
	method("lower", 0, (text) => text.toLowerCase()),
	method("upper", 0, (text) => text.toUpperCase()),
	method("replace", 2, (text, [pattern, replacement], { spend }) =>
		replaced(text, pattern!, textOf(replacement!), spend),
	),
	method("repeat", 1, (text, [count], { spend }) =>
		repeated(text, expectIndex(count!, "The count of repeat()"), spend),
	),
	method("reverse", 0, (text) => Array.from(text).reverse().join("")),
	method("slice", [1, 2], (text, [start, end]) =>
		text.slice(
			expectIndex(start!, "The start of slice()"),
			end === undefined || end === null ? undefined : expectIndex(end, "The end of slice()"),
		),
	),
	method("split", [1, 2], (text, [separator, count], { spend }) => {
		const most = count === undefined || count === null ? any : expectIndex(count, "The count of split()");
		const parts = split(text, separator!, spend, most < 0 ? any : most);
		spend(parts.length);
		return parts;
	}),
	method("startsWith", 1, (text, [query]) => text.startsWith(textOf(query!))),
	method("title", 0, (text) =>
		text.replace(
			/(^|[\s\-_/([{"'“‘])(\p{Ll})/gu,
			(_, before: string, letter: string) => before + letter.toUpperCase(),
		),
	),
	method("trim", 0, (text) => text.trim()),
];

function replaced(text: string, pattern: Value, replacement: string, spend: Spend): string {
	if (pattern instanceof RegexValue) {
		return pattern.regex.replace(text, replacement, spend, (length) => {
			if (length > longestText) throw tooLong();
		});
	}
	if (pattern === null) return text;
	const wanted = textOf(pattern);
	const places = wanted === "" ? Array.from(text).length + 1 : text.split(wanted).length - 1;
	if (text.length + places * replacement.length > longestText) throw tooLong();
	// As text: `$` stands for itself.
	return text.replaceAll(wanted, () => replacement);
}

function repeated(text: string, count: number, spend: Spend): string {
	if (count < 0) throw new Wrong("A text cannot be repeated less than no times.");
	if (text.length * count > longestText) throw tooLong();
	spend((text.length * count) >> 6);
	return text.repeat(count);
}

/** As in JavaScript, groups of the separator stand between the parts. */
function split(text: string, separator: Value, spend: Spend, most: number): string[] {
	if (separator instanceof RegexValue) {
		const parts: string[] = [];
		for (const part of separator.regex.split(text, spend)) {
			if (parts.length >= most) break;
			parts.push(part);
		}
		return parts;
	}
	if (
		typeof separator !== "string" &&
		separator !== null &&
		typeof separator === "object" &&
		Array.isArray(separator)
	)
		throw new Wrong(`split() takes a text or a regular expression, not ${describe(separator)}.`);
	const by = textOf(separator);
	return by === "" ? Array.from(text).slice(0, most) : text.split(by, most === any ? undefined : most);
}
