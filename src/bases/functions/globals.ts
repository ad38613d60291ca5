/** Functions that belong to no value. */
import { ForeignValue, type Value } from "../../query/index.js";
import { SortKey } from "../values/compare.js";
import { BaseDate, parseDate } from "../values/date-value.js";
import { BaseDuration, parseDuration } from "../values/duration-value.js";
import { BaseFile } from "../values/file-value.js";
import type { BaseFiles } from "../values/files.js";
import { BaseLink, parseWikiLink } from "../values/link-value.js";
import { MarkupValue } from "../values/markup-value.js";
import { asNumber, numberValue } from "../values/number.js";
import { Wrong } from "../values/problem-value.js";
import { RegexValue } from "../values/regex-value.js";
import { textOf } from "../values/text.js";
import { describe, typeOf } from "../values/types.js";
import type { BaseContext, BaseFunction } from "./base-function.js";

type Call = BaseFunction["call"];

function global(
	name: string,
	[least, most]: readonly [number, number],
	about: string,
	call: Call,
): BaseFunction {
	return { name, least, most, pure: false, about, call };
}

/** As `global`, where the arguments alone decide; one that is given nothing is nothing. */
function pure(
	name: string,
	about: string,
	call: (value: Value, context: BaseContext) => Value,
): BaseFunction {
	return {
		...{ name, least: 1, most: 1, pure: true, about },
		call: ([value], context) => (value === null ? null : call(value!, context)),
	};
}

export const globals: readonly BaseFunction[] = [
	pure("escapeHTML", "A text with what is special in HTML escaped.", (html) =>
		textOf(html).replace(/[&<>"']/g, (char) => escaped[char]!),
	),
	pure("date", "The date that a text writes: YYYY-MM-DD HH:mm:ss.", (value, { files }) =>
		dateOf(value, files),
	),
	pure("duration", "The duration that a text writes: 1d, 2 weeks.", (value) => {
		if (value instanceof BaseDuration) return value;
		const number = asNumber(value);
		if (number !== undefined) return new BaseDuration(0, number);
		const duration = typeof value === "string" ? parseDuration(value) : undefined;
		if (duration === undefined)
			throw new Wrong(`${shown(value)} is no duration: 1d, 2 weeks and 3h 30m are some.`);
		return duration;
	}),
	{
		...{
			name: "file",
			least: 1,
			most: 2,
			pure: true,
			about: "The file of a path, a name or a link; null if there is none.",
		},
		call: ([value, from], { files }) => fileOf(value!, files, from),
	},
	pure("html", "A text that is shown as HTML.", (html) => new MarkupValue("html", textOf(html))),
	pure("image", "What is shown as a picture.", (value) => imageOf(value)),
	pure("icon", "What is shown as an icon.", (name) => new MarkupValue("icon", textOf(name))),
	{
		...{
			name: "link",
			least: 1,
			most: 3,
			pure: true,
			about: "A link to a path, a name, a file or an address.",
		},
		call: ([target, display, from], { files }) => linkOf(target!, display ?? null, files, from),
	},
	{
		...{
			name: "list",
			least: 1,
			most: 1,
			pure: true,
			about: "A list as it is, anything else as a list of it.",
		},
		call: ([value]) => (value === null ? [] : Array.isArray(value) ? value : [value!]),
	},
	global("max", [1, Number.POSITIVE_INFINITY], "The largest of numbers or dates.", (args) =>
		extreme(args, 1),
	),
	global("min", [1, Number.POSITIVE_INFINITY], "The smallest of numbers or dates.", (args) =>
		extreme(args, -1),
	),
	global("now", [0, 0], "The time of the build.", (_, context) => new BaseDate(wallNow(context), false)),
	pure("number", "A value as a number.", (value, { files }) => numberOf(value, files)),
	global("today", [0, 0], "The day of the build.", (_, context) => new BaseDate(wallNow(context), false).day),
	global("random", [0, 0], "A number from 0 to below 1.", (_, { random }) => numberValue(random())),
	{
		...{
			name: "regexp",
			least: 1,
			most: 2,
			pure: true,
			about: "A regular expression as JavaScript writes it.",
		},
		call: ([pattern, flags]) => new RegexValue(textOf(pattern!), textOf(flags ?? "")),
	},
];

const escaped: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

export function wallNow({ now, files }: BaseContext): number {
	return files.toWall(Number(now / 1_000_000n));
}

function shown(value: Value): string {
	return typeof value === "string" ? `“${value.slice(0, 60)}”` : describe(value);
}

function dateOf(value: Value, files: BaseFiles): Value {
	if (value instanceof BaseDate) return value;
	const instant = asNumber(value);
	if (instant !== undefined && Math.abs(instant) < 8e15) return files.date(instant);
	if (value === "") return null;
	const text = value instanceof BaseLink || value instanceof BaseFile ? value.shown : value;
	const date = typeof text === "string" ? parseDate(text, files.toWall) : undefined;
	if (date === undefined)
		throw new Wrong(`${shown(value)} is no date: dates are written YYYY-MM-DD HH:mm:ss.`);
	return date;
}

export function fileOf(value: Value, files: BaseFiles, from: Value | undefined): BaseFile | null {
	if (value instanceof BaseFile) return value;
	if (value instanceof BaseLink) return value.path === undefined ? null : (files.fileAt(value.path) ?? null);
	if (typeof value !== "string") return null;
	const name = parseWikiLink(value)?.target ?? value;
	const place = name.indexOf("#");
	const origin = typeof from === "string" ? from : "";
	return files.fileNamed(place > 0 ? name.slice(0, place) : name, origin) ?? null;
}

/** @param from path of the file from which it leads */
export function linkOf(target: Value, display: Value, files: BaseFiles, from: Value | undefined): Value {
	if (target === null) return null;
	const origin = typeof from === "string" ? from : "";
	if (target instanceof BaseLink)
		return new BaseLink(target.target, display ?? target.display, target.resolve);
	if (target instanceof BaseFile) return files.link(target.path, display ?? target.shown, origin);
	const text = textOf(target);
	const wiki = parseWikiLink(text);
	return files.link(wiki?.target ?? text, display ?? wiki?.display ?? null, origin);
}

function imageOf(value: Value): Value {
	if (value instanceof MarkupValue) return value;
	if (value instanceof BaseLink) return new MarkupValue("image", value.path ?? value.target);
	if (value instanceof BaseFile) return new MarkupValue("image", value.path);
	const text = textOf(value);
	return new MarkupValue("image", parseWikiLink(text)?.target ?? text);
}

function numberOf(value: Value, files: BaseFiles): Value {
	const number = asNumber(value);
	if (number !== undefined) return value;
	if (typeof value === "boolean") return Number(value);
	if (value instanceof BaseDate) return numberValue(2 * value.time - files.toWall(value.time));
	if (value instanceof BaseDuration) return numberValue(value.length);
	const text = value instanceof ForeignValue ? value.toText() : value;
	if (typeof text === "string" && text.trim() !== "" && !Number.isNaN(Number(text)))
		return numberValue(Number(text));
	throw new Wrong(`${shown(value)} is no number.`);
}

/** Nothing is left out. */
function extreme(args: readonly Value[], sign: 1 | -1): Value {
	let best: Value = null;
	for (const value of args.flat() as Value[]) {
		if (value === null) continue;
		const type = typeOf(value);
		if (type !== "number" && type !== "date" && type !== "duration" && type !== "string")
			throw new Wrong(`min and max take numbers, and this is ${describe(value)}.`);
		const comparable = type === "string" ? numberFrom(value as string) : value;
		if (best === null || sign * new SortKey(comparable).compare(new SortKey(best)) > 0) best = comparable;
	}
	return best;
}

function numberFrom(text: string): Value {
	const number = Number(text);
	if (text.trim() === "" || Number.isNaN(number))
		throw new Wrong(`min and max take numbers, not “${text.slice(0, 60)}”.`);
	return numberValue(number);
}
