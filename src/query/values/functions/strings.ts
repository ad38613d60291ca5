/** Positions and lengths count code points, so that no function can cut an emoji or a rare character in two. */
import { argumentError } from "../types.js";
import type { ListValue, Value } from "../value.js";
import { bound, type KnownFunction, pure } from "./definition.js";

const surrogate = /[\uD800-\uDFFF]/;

export function codePoints(text: string): number {
	if (!surrogate.test(text)) return text.length;
	let count = 0;
	for (const _ of text) count++;
	return count;
}

/** The UTF-16 offset behind the first `count` code points. */
function offsetOf(text: string, count: number): number {
	if (!surrogate.test(text)) return Math.min(count, text.length);
	let offset = 0;
	for (let left = count; left > 0 && offset < text.length; left--)
		offset += text.codePointAt(offset)! > 0xffff ? 2 : 1;
	return offset;
}

export const stringFunctions: readonly KnownFunction[] = [
	pure("toUpper", ["string"], "string", (text: string) => text.toUpperCase()),
	pure("toLower", ["string"], "string", (text: string) => text.toLowerCase()),
	pure("upper", ["string"], "string", (text: string) => text.toUpperCase()),
	pure("lower", ["string"], "string", (text: string) => text.toLowerCase()),
	pure("trim", ["string", "string"], "string", (text, chars) => strip(text, chars, true, true), {
		required: 1,
	}),
	pure("btrim", ["string", "string"], "string", (text, chars) => strip(text, chars, true, true), {
		required: 1,
	}),
	pure("ltrim", ["string", "string"], "string", (text, chars) => strip(text, chars, true, false), {
		required: 1,
	}),
	pure("rtrim", ["string", "string"], "string", (text, chars) => strip(text, chars, false, true), {
		required: 1,
	}),
	pure("left", ["string", "integer"], "string", (text, length) =>
		text.slice(0, offsetOf(text, count(length))),
	),
	pure("right", ["string", "integer"], "string", right),
	pure("substring", ["string", "integer", "integer"], "string", substring, { required: 2 }),
	bound(
		"replace",
		["string", "string", "string", "integer"],
		"string",
		(environment) =>
			(...values) => {
				const [text, search, put, limit] = values as [string, string, string, Value?];
				const result = replace(
					text,
					search,
					put,
					limit === undefined ? Number.POSITIVE_INFINITY : count(limit),
				);
				environment.spend(result.length >> 4);
				return result;
			},
		{ required: 3 },
	),
	pure("split", ["string", "string|list"], "list", split),
	pure("reverse", ["string|list"], "any", (value) =>
		typeof value === "string"
			? Array.from(value).reverse().join("")
			: Array.from(value as ListValue).reverse(),
	),
	pure("normalize", ["string", "string"], "string", normalize, { required: 1 }),
];

function count(value: Value): number {
	const number = Number(value);
	if (number < 0)
		throw argumentError("NegativeIntegerArgument", `A length or position cannot be negative: ${number}.`);
	return number;
}

function right(text: string, length: Value): string {
	const all = codePoints(text);
	return text.slice(offsetOf(text, Math.max(0, all - count(length))));
}

function substring(text: string, start: Value, length?: Value): string {
	const rest = text.slice(offsetOf(text, count(start)));
	return length === undefined ? rest : rest.slice(0, offsetOf(rest, count(length)));
}

/** The longest text that a function builds, in UTF-16 units. */
const longest = 50_000_000;

function replace(text: string, search: string, put: string, limit: number): string {
	if (search === "" && limit === Number.POSITIVE_INFINITY) return text;
	const parts = text.split(search);
	const used = Math.min(limit, parts.length - 1);
	if (text.length + used * put.length > longest)
		throw argumentError("NumberOutOfRange", "The text becomes too long.");
	return (
		parts.slice(0, used + 1).join(put) +
		parts
			.slice(used + 1)
			.map((part) => search + part)
			.join("")
	);
}

function split(text: string, delimiters: string | ListValue): ListValue {
	const all = (typeof delimiters === "string" ? [delimiters] : delimiters).filter(
		(one) => typeof one === "string",
	);
	return all.reduce<string[]>(
		(parts, delimiter) => parts.flatMap((part) => (part === "" ? [""] : part.split(delimiter as string))),
		[text],
	);
}

function strip(text: string, chars: string | undefined, before: boolean, behind: boolean): string {
	const set = chars === undefined ? undefined : new Set(chars);
	const drops = (char: string) => (set === undefined ? /\s/.test(char) : set.has(char));
	const all = Array.from(text);
	let [start, end] = [0, all.length];
	while (before && start < end && drops(all[start]!)) start++;
	while (behind && end > start && drops(all[end - 1]!)) end--;
	return all.slice(start, end).join("");
}

function normalize(text: string, form = "NFC"): string {
	if (!["NFC", "NFD", "NFKC", "NFKD"].includes(form.toUpperCase())) {
		throw argumentError(
			"InvalidArgumentValue",
			`There is no normal form ${form}; there are NFC, NFD, NFKC and NFKD.`,
		);
	}
	return text.normalize(form.toUpperCase());
}
