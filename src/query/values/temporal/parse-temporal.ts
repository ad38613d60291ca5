/** ISO 8601 texts, in all the forms that openCypher takes. Every pattern is read in one pass. */
import { argumentError } from "../types.js";
import { dayOf, daysInMonth, expectYear, firstMonday, isLeapYear, weeksIn } from "./calendar.js";
import { approximateDuration } from "./duration-arithmetic.js";
import type { DurationValue } from "./temporal-value.js";
import { parseOffset } from "./zone.js";

export interface Parsed {
	day?: number;
	nanosecond?: number;
	/** Seconds; from an offset that was written. */
	offset?: number;
	/** Written in brackets. */
	zone?: string;
}

type Part = "date" | "time" | "zone";

/** Reads the parts that `allowed` names; the first is required. */
export function parseTemporal(text: string, what: string, allowed: readonly Part[]): Parsed {
	const [, before = "", behind] = /^([^T]*)(?:T(.*))?$/s.exec(text) ?? [];
	const hasDate = allowed[0] === "date";
	const [date, time] = hasDate ? [before, behind] : [undefined, text.startsWith("T") ? behind : text];
	const parsed: Parsed = {};
	if (date !== undefined) parsed.day = parseDay(date) ?? fail(text, what);
	if (time !== undefined) {
		if (!allowed.includes("time")) return fail(text, what);
		Object.assign(parsed, parseClock(time, allowed.includes("zone")) ?? fail(text, what));
	}
	return parsed;
}

function fail(text: string, what: string): never {
	const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
	throw argumentError("InvalidArgumentValue", `${JSON.stringify(shown)} is no ${what}.`);
}

/** `2015-07-21`, `20150721`, `2015-07`, `201507`, `2015-W30-2`, `2015W302`, `2015-W30`, `2015-Q2-60`, `2015-202`, `2015` */
function parseDay(text: string): number | undefined {
	const found = /^([+-]\d{1,9}|\d{4})(.*)$/s.exec(text);
	if (found === null) return undefined;
	const year = expectYear(Number(found[1]));
	const rest = found[2]!;
	if (rest === "") return dayOf(year, 1, 1);
	return (
		parseMonthDay(year, rest) ??
		parseWeekDay(year, rest) ??
		parseQuarterDay(year, rest) ??
		parseOrdinal(year, rest)
	);
}

function parseMonthDay(year: number, text: string): number | undefined {
	const found = /^(?:-(\d\d?)(?:-(\d\d?))?|(\d\d)(\d\d)?)$/.exec(text);
	if (found === null) return undefined;
	const month = Number(found[1] ?? found[3]);
	const day = Number(found[2] ?? found[4] ?? 1);
	if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
	return dayOf(year, month, day);
}

function parseWeekDay(year: number, text: string): number | undefined {
	const found = /^(?:-W(\d\d?)(?:-(\d))?|W(\d\d)(\d)?)$/.exec(text);
	if (found === null) return undefined;
	const week = Number(found[1] ?? found[3]);
	const day = Number(found[2] ?? found[4] ?? 1);
	if (week < 1 || week > weeksIn(year) || day < 1 || day > 7) return undefined;
	return firstMonday(year) + (week - 1) * 7 + day - 1;
}

function parseQuarterDay(year: number, text: string): number | undefined {
	const found = /^(?:-Q(\d)(?:-(\d\d?))?|Q(\d)(\d\d)?)$/.exec(text);
	if (found === null) return undefined;
	const quarter = Number(found[1] ?? found[3]);
	const day = Number(found[2] ?? found[4] ?? 1);
	if (quarter < 1 || quarter > 4) return undefined;
	const first = dayOf(year, quarter * 3 - 2, 1);
	const next = quarter === 4 ? dayOf(year + 1, 1, 1) : dayOf(year, quarter * 3 + 1, 1);
	return day < 1 || first + day > next ? undefined : first + day - 1;
}

function parseOrdinal(year: number, text: string): number | undefined {
	const found = /^-?(\d{3})$/.exec(text);
	const day = Number(found?.[1] ?? 0);
	return day < 1 || day > (isLeapYear(year) ? 366 : 365) ? undefined : dayOf(year, 1, 1) + day - 1;
}

/** `21:40:32.142`, `214032.142`, `21:40`, `2140`, `21`, and perhaps `+01:00`, `Z`, `[Europe/London]` */
function parseClock(text: string, zoned: boolean): Parsed | undefined {
	const found =
		/^(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?|(\d\d)(?:(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|z|[+-][\d:]{2,8})?(?:\[([^\]]*)\])?$/.exec(
			text,
		);
	if (found === null || (!zoned && (found[8] ?? found[9]) !== undefined)) return undefined;
	const nanosecond = clock(found[1]!, found[2] ?? found[5], found[3] ?? found[6], found[4] ?? found[7]);
	if (nanosecond === undefined) return undefined;
	const parsed: Parsed = { nanosecond };
	if (found[8] !== undefined) {
		const offset = parseOffset(found[8]);
		if (offset === undefined) return undefined;
		parsed.offset = offset;
	}
	if (found[9] !== undefined) parsed.zone = found[9];
	return parsed;
}

function clock(hour: string, minute = "0", second = "0", fraction = ""): number | undefined {
	if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
	const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
	return seconds * 1e9 + Number(fraction.padEnd(9, "0"));
}

const number = "([+-]?\\d{1,18}(?:[.,]\\d{1,18})?)";
const units = new RegExp(
	`^([+-])?P(?:${number}Y)?(?:${number}M)?(?:${number}W)?(?:${number}D)?(?:T(?:${number}H)?(?:${number}M)?(?:${number}S)?)?$`,
	"i",
);
const calendar =
	/^P(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d(?:[.,]\d{1,9})?)$|^P(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d(?:[.,]\d{1,9})?)$/i;

/** `P12Y5M14DT16H12M70.5S`, `P2.5W`, `P-1M`, and `P2012-02-02T14:37:21.545` */
export function parseDuration(text: string): DurationValue {
	const dated = calendar.exec(text);
	if (dated !== null) {
		const [years, months, days, hours, minutes, seconds] = dated
			.slice(dated[1] === undefined ? 7 : 1)
			.map(amount);
		return duration(1, years!, months!, 0, days!, hours!, minutes!, dated[6] ?? dated[12], seconds!);
	}
	const found = units.exec(text);
	if (found === null || /[PT]$/i.test(text)) return fail(text, "duration");
	const [years, months, weeks, days, hours, minutes, seconds] = found.slice(2).map(amount);
	return duration(
		found[1] === "-" ? -1 : 1,
		years!,
		months!,
		weeks!,
		days!,
		hours!,
		minutes!,
		found[8],
		seconds!,
	);
}

function amount(text: string | undefined): number {
	return text === undefined ? 0 : Number(text.replace(",", "."));
}

/** Seconds are split as they were written: as a float, 21.545 has no exact nanoseconds. */
function duration(
	...[sign, years, months, weeks, days, hours, minutes, written, seconds]: [
		...[number, number, number, number, number, number, number],
		...[string | undefined, number],
	]
): DurationValue {
	const whole = Math.trunc(seconds);
	const fraction = Number((/[.,](\d+)/.exec(written ?? "")?.[1] ?? "").slice(0, 9).padEnd(9, "0"));
	const nanoseconds = /^-/.test(written ?? "") ? 0 - fraction : fraction;
	return approximateDuration(
		sign * (years * 12 + months),
		sign * (weeks * 7 + days),
		sign * (hours * 3600 + minutes * 60 + whole),
		sign * nanoseconds,
	);
}
