import { Duration } from "luxon";
import type { PropertyValue } from "../../model/index.js";
import type { Value } from "../../query/index.js";
import { number, tag, wikiLink } from "../language/names.js";
import { takeString } from "../language/parse-expression.js";
import { parseLink } from "../language/parse-link.js";
import { dateOf, takeDate, takeDuration } from "../language/parse-time.js";
import { Scanner } from "../language/scanner.js";
import type { DurationPart, LinkParts } from "../language/syntax.js";
import { fromNumber } from "../values/numbers.js";
import { MomentValue, normalised, SpanValue } from "../values/time-values.js";

/** Where values are read. */
export interface Reading {
	/** Of dates without one. */
	readonly zone: string;
	/** A link that stands in the file at hand. */
	link(parts: LinkParts): Value;
}

/** Values longer than this are texts. */
const longest = 10_000;

/** What an inline field says: a date, duration, link, number, quoted text, boolean or tag, a list of such, or else a text. */
export function inlineValue(written: string, reading: Reading): Value {
	const text = written.trim();
	if (text === "") return null;
	if (text.length > longest) return text;
	const scanner = new Scanner(text);
	const values: Value[] = [];
	let listed = false;
	for (;;) {
		const value = takeValue(scanner, reading);
		if (value === undefined) return listed && scanner.atEnd && values.length === 1 ? values : text;
		values.push(value);
		if (scanner.atEnd) return listed ? values : value;
		if (!scanner.take(comma)) return text;
		if (listed && scanner.atEnd) return text;
		listed = true;
	}
}

const comma = /\s*,\s*/y;
const boolean = /true|false|True|False/y;

function takeValue(scanner: Scanner, reading: Reading): Value | undefined {
	const date = takeDate(scanner);
	if (date !== undefined) return new MomentValue(dateOf(date, reading.zone));
	const parts = takeDuration(scanner);
	if (parts !== undefined) return new SpanValue(normalised(durationOf(parts)));
	if (scanner.looksAt(closedQuote)) return takeString(scanner);
	const named = scanner.take(tag);
	if (named !== undefined) return named[0];
	const link = takeLink(scanner, reading);
	if (link !== undefined) return link;
	const truth = scanner.take(boolean);
	if (truth !== undefined) return truth[0].toLowerCase() === "true";
	const digits = scanner.take(number);
	if (digits !== undefined) return fromNumber(Number.parseFloat(digits[0]));
	return scanner.takeText("null") ? "null" : undefined;
}

const closedQuote = /"(?:[^"\\]|\\[\s\S])*"/y;

function takeLink(scanner: Scanner, reading: Reading): Value | undefined {
	return scanner.attempt(() => {
		const embed = scanner.takeText("!");
		const found = scanner.take(wikiLink);
		return found && reading.link(parseLink(found[1]!, embed));
	});
}

export function durationOf(parts: readonly DurationPart[]): Duration {
	const [first, ...others] = parts.map(({ count, unit }) => Duration.fromObject({ [unit]: count }));
	return others.reduce((sum, part) => sum.plus(part), first ?? Duration.fromObject({}));
}

/** What a property says: texts that are a date, a duration or a link as a whole are that. */
export function propertyValue(value: PropertyValue, reading: Reading): Value {
	if (typeof value === "number") return fromNumber(value);
	if (typeof value === "string") return propertyText(value, reading);
	if (value === null || typeof value === "boolean") return value;
	if (Array.isArray(value)) return value.map((item: PropertyValue) => propertyValue(item, reading));
	return new Map(Object.entries(value).map(([key, inner]) => [key, propertyValue(inner, reading)]));
}

function propertyText(text: string, reading: Reading): Value {
	if (text.length > longest) return text;
	const scanner = new Scanner(text);
	const date = takeDate(scanner);
	if (date !== undefined && scanner.atEnd) return new MomentValue(dateOf(date, reading.zone));
	scanner.at = 0;
	const parts = takeDuration(scanner);
	if (parts !== undefined && scanner.atEnd) return new SpanValue(durationOf(parts));
	scanner.at = 0;
	const link = takeLink(scanner, reading);
	return link !== undefined && scanner.atEnd ? link : text;
}

/** As it stands in the frontmatter, and no more: `file.frontmatter`. */
export function rawValue(value: PropertyValue): Value {
	if (typeof value === "number") return fromNumber(value);
	if (value === null || typeof value === "boolean" || typeof value === "string") return value;
	if (Array.isArray(value)) return value.map(rawValue);
	return new Map(Object.entries(value).map(([key, inner]) => [key, rawValue(inner)]));
}
