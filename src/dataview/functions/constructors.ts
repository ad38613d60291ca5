import { DateTime } from "luxon";
import type { Value } from "../../query/index.js";
import { number } from "../language/names.js";
import { dateOf, takeDate, takeDateOrShorthand, takeDuration } from "../language/parse-time.js";
import { Scanner } from "../language/scanner.js";
import type { DateParts, DateShorthand } from "../language/syntax.js";
import { durationOf } from "../pages/inline-value.js";
import { Failure } from "../values/failure.js";
import type { LinkValue } from "../values/link-value.js";
import { MomentValue, SpanValue } from "../values/time-values.js";
import { toText } from "../values/to-text.js";
import { UrlValue } from "../values/widget-value.js";
import { expectText } from "./limits.js";
import { type Implementation, on, overloaded } from "./overload.js";
import type { Run } from "./run.js";

/** Texts longer than this are no dates. */
const longest = 1000;

/** Functions that make values of other values. */
export const constructors: Readonly<Record<string, Implementation>> = {
	object: (args) => {
		if (args.length % 2 !== 0) throw new Failure("object() takes names and values in turn.");
		const entries = new Map<string, Value>();
		for (let i = 0; i < args.length; i += 2) {
			const key = args[i];
			if (typeof key !== "string") throw new Failure("The names given to object() are texts.");
			entries.set(key, args[i + 1]!);
		}
		return entries;
	},
	list: (args) => [...args],
	array: (args) => [...args],
	date: overloaded(
		"date",
		[
			on(["string"], ([text], run) => dateFrom(text, run)),
			on(["date"], ([date]) => date),
			on(["link"], ([link], run) => dateOfLink(link, run)),
			on(["string", "string"], ([text, format], run) => formatted(text, format, run)),
			on(["null", "string"], () => null),
			on(["null"], () => null),
		],
		{ 1: [0] },
	),
	dur: overloaded(
		"dur",
		[
			on(["string"], ([text]) => {
				if (text.length > longest) return null;
				const scanner = new Scanner(text.trim());
				const parts = takeDuration(scanner);
				return parts !== undefined && scanner.atEnd ? new SpanValue(durationOf(parts)) : null;
			}),
			on(["duration"], ([duration]) => duration),
			on(["null"], () => null),
		],
		{ 1: [0] },
	),
	number: overloaded(
		"number",
		[
			on(["number"], ([n]) => n),
			on(["string"], ([text]) => {
				const found = firstNumber.exec(text);
				return found === null ? null : Number.parseFloat(found[0]);
			}),
			on(["null"], () => null),
		],
		{ 1: [0] },
	),
	string: overloaded("string", [
		on(["*"], ([value], run) => {
			const text = toText(value, run);
			expectText(text.length, run);
			return text;
		}),
	]),
	link: overloaded(
		"link",
		[
			on(["string"], ([path], run) => linkTo(path, run)),
			on(["link"], ([link]) => link),
			on(["null"], () => null),
			on(["string", "string"], ([path, display], run) => linkTo(path, run).with({ display })),
			on(["string", "string", "boolean"], ([path, display, embed], run) =>
				linkTo(path, run).with({ display, embed }),
			),
			on(["link", "string"], ([link, display]) => link.with({ display })),
			on(["null", "*"], () => null),
			on(["string", "null"], ([path], run) => linkTo(path, run)),
			on(["link", "null"], ([link]) => link),
		],
		{ 1: [0], 2: [0, 1] },
	),
	embed: overloaded(
		"embed",
		[
			on(["link"], ([link]) => link.with({ embed: true })),
			on(["link", "boolean"], ([link, embed]) => link.with({ embed })),
			on(["null"], () => null),
			on(["null", "*"], () => null),
			on(["*", "null"], () => null),
		],
		{ 1: [0], 2: [0, 1] },
	),
	elink: overloaded(
		"elink",
		[
			on(["string", "string"], ([url, display]) => new UrlValue(url, display)),
			on(["string", "null"], ([url]) => new UrlValue(url, url)),
			on(["null", "*"], () => null),
			on(["string"], ([url]) => new UrlValue(url, url)),
			on(["null"], () => null),
		],
		{ 1: [0], 2: [0] },
	),
};

const firstNumber = new RegExp(number.source);

function dateFrom(text: string, run: Run): MomentValue | null {
	if (text.length > longest) return null;
	const known = run.dates.get(text);
	if (known !== undefined) return known;
	const scanner = new Scanner(text);
	const date = takeDateOrShorthand(scanner);
	const made = date === undefined || !scanner.atEnd ? null : momentOf(date, run);
	run.dates.set(text, made);
	return made;
}

function momentOf(date: DateParts | DateShorthand, run: Run): MomentValue {
	return new MomentValue(typeof date === "string" ? shorthand(date, run.now()) : dateOf(date, run.zone));
}

function shorthand(name: DateShorthand, now: DateTime): DateTime {
	switch (name) {
		case "now":
			return now;
		case "today":
			return now.startOf("day");
		case "yesterday":
			return now.startOf("day").minus({ days: 1 });
		case "tomorrow":
			return now.startOf("day").plus({ days: 1 });
		case "sow":
			return now.startOf("week");
		case "eow":
			return now.endOf("week");
		case "som":
			return now.startOf("month");
		case "eom":
			return now.endOf("month");
		case "soy":
			return now.startOf("year");
		case "eoy":
			return now.endOf("year");
	}
}

/** From what it shows, from its path, or from the day of the page that it leads to. */
function dateOfLink(link: LinkValue, run: Run): Value {
	for (const text of [link.display ?? "", link.path]) {
		if (text.length > longest) continue;
		const scanner = new Scanner(text);
		const date = takeDate(scanner);
		if (date !== undefined && scanner.atEnd) return momentOf(date, run);
	}
	return run.pages.page(link.leadsTo)?.file.get("day") ?? null;
}

function formatted(text: string, format: string, run: Run): Value {
	if (text.length > longest || format.length > longest)
		throw new Failure("This text is too long for a date.");
	if (format === "x" || format === "X") {
		const found = firstNumber.exec(text);
		if (found === null) throw new Failure(`“${text}” is no number, which the format “${format}” stands for.`);
		const millis = Number.parseInt(found[0], 10) * (format === "X" ? 1000 : 1);
		return valid(DateTime.fromMillis(millis, { zone: run.zone }), text, format);
	}
	return valid(DateTime.fromFormat(text, format, { zone: run.zone, locale: "en" }), text, format);
}

function valid(moment: DateTime, text: string, format: string): MomentValue {
	if (!moment.isValid) throw new Failure(`“${text}” is no date in the format “${format}”.`);
	return new MomentValue(moment);
}

/** The path as it stands in the vault, where there is such a file. */
function linkTo(path: string, run: Run): LinkValue {
	const found = run.pages.resolve(path, "") ?? path;
	return run.pages.link({ path: found, type: "file", embed: false }, "");
}
