import { DateTime } from "luxon";
import { number } from "./names.js";
import type { Scanner } from "./scanner.js";
import type { DateParts, DateShorthand, DurationPart, DurationUnit } from "./syntax.js";

/** `2021-04`, `2021-04-16`, `2021-04-16T13:05:09.250+08:00`, and what lies between; nothing if there is no such date. */
export function takeDate(scanner: Scanner): DateParts | undefined {
	return scanner.attempt(() => {
		const found = scanner.take(date);
		if (found === undefined) return undefined;
		const parts = partsOf(found);
		return isDate(parts) ? parts : undefined;
	});
}

const date =
	/(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2})(?:\.(\d{3}))?([+-]\d{1,2}(?::\d{2})?|Z|\[[0-9A-Za-z+-/]+\])?)?)?)?)?/y;

function partsOf([, year, month, day, hour, minute, second, millisecond, zone]: RegExpExecArray): DateParts {
	return {
		year: Number(year),
		month: Number(month),
		...(day !== undefined && { day: Number(day) }),
		...(hour !== undefined && { hour: Number(hour) }),
		...(minute !== undefined && { minute: Number(minute) }),
		...(second !== undefined && { second: Number(second) }),
		...(millisecond !== undefined && { millisecond: Number(millisecond) }),
		...(zone !== undefined && { zone: zoneName(zone) }),
	};
}

function zoneName(written: string): string {
	if (written === "Z") return "utc";
	return written.startsWith("[") ? written.slice(1, -1) : `UTC${written}`;
}

function isDate(parts: DateParts): boolean {
	return dateOf(parts, "UTC").isValid;
}

/** Days and hours that there are not run over; in `zone`, unless the date has one of its own. */
export function dateOf({ year, month, zone: own, ...rest }: DateParts, zone: string): DateTime {
	const start = DateTime.fromObject({ year, month }, { zone });
	if (!start.isValid) return start;
	const local = Object.keys(rest).length === 0 ? start : start.set(rest);
	return own === undefined ? local : local.setZone(own, { keepLocalTime: true });
}

/** Long ones first, for one may begin like another. */
const shorthands: readonly (readonly [written: string, meaning: DateShorthand])[] = [
	["start-of-month", "som"],
	["start-of-week", "sow"],
	["start-of-year", "soy"],
	["end-of-month", "eom"],
	["end-of-week", "eow"],
	["end-of-year", "eoy"],
	["yesterday", "yesterday"],
	["tomorrow", "tomorrow"],
	["today", "today"],
	["now", "now"],
	["sow", "sow"],
	["eow", "eow"],
	["som", "som"],
	["eom", "eom"],
	["soy", "soy"],
	["eoy", "eoy"],
];

export function takeDateOrShorthand(scanner: Scanner): DateParts | DateShorthand | undefined {
	const shorthand = shorthands.find(([written]) => scanner.takeText(written));
	return shorthand?.[1] ?? takeDate(scanner);
}

const units: Readonly<Record<string, DurationUnit>> = {
	...{ year: "years", years: "years", yr: "years", yrs: "years" },
	...{ month: "months", months: "months", mo: "months", mos: "months" },
	...{ week: "weeks", weeks: "weeks", wk: "weeks", wks: "weeks", w: "weeks" },
	...{ day: "days", days: "days", d: "days" },
	...{ hour: "hours", hours: "hours", hr: "hours", hrs: "hours", h: "hours" },
	...{ minute: "minutes", minutes: "minutes", min: "minutes", mins: "minutes", m: "minutes" },
	...{ second: "seconds", seconds: "seconds", sec: "seconds", secs: "seconds", s: "seconds" },
};
const unit = new RegExp(
	`\\s*(${Object.keys(units)
		.sort((a, b) => b.length - a.length)
		.join("|")})`,
	"y",
);
const between = /\s*,\s*|\s*/y;
/** Parts of one duration. */
const mostParts = 1000;

/** `4hr`, `1 d 3 hours`, `2 weeks, 3 minutes` */
export function takeDuration(scanner: Scanner): readonly DurationPart[] | undefined {
	const parts: DurationPart[] = [];
	while (parts.length < mostParts) {
		const part = scanner.attempt(() => {
			if (parts.length > 0) scanner.take(between);
			const count = scanner.take(number);
			const found = count && scanner.take(unit);
			return found && { count: Number(count[0]), unit: units[found[1]!]! };
		});
		if (part === undefined) break;
		parts.push(part);
	}
	return parts.length === 0 ? undefined : parts;
}
