/** Dates and times from the fields of a map, and from what the map leaves open: a base, or the first of its kind. */
import { didYouMean } from "../../language/nearest-name.js";
import { argumentError, describeType, typeError, typeOf } from "../types.js";
import { isInteger, type MapValue } from "../value.js";
import {
	civilOf,
	dayOf,
	dayOfQuarter,
	dayOfWeek,
	daysInMonth,
	expectYear,
	firstMonday,
	isLeapYear,
	ordinalDay,
	quarterOf,
	weekOf,
	weeksIn,
	weekYear,
} from "./calendar.js";

const dateFields = [
	...["year", "month", "day", "week", "dayOfWeek", "ordinalDay", "quarter", "dayOfQuarter"],
] as const;
const timeFields = ["hour", "minute", "second", "millisecond", "microsecond", "nanosecond"] as const;

/** Every key must be one of those that the type has. */
export function expectFields(fields: MapValue, has: { date: boolean; time: boolean; zone: boolean }): void {
	const known: string[] = [
		...(has.date ? ["date", ...dateFields] : []),
		...(has.time ? ["time", ...timeFields] : []),
		...(has.date && has.time ? ["datetime"] : []),
		...(has.zone ? ["timezone"] : []),
		...(has.date && has.zone ? ["epochSeconds", "epochMillis"] : []),
	];
	for (const key of fields.keys()) {
		if (known.includes(key)) continue;
		throw argumentError("InvalidArgumentValue", `There is no field ${key} here.${didYouMean(key, known)}`);
	}
}

export function hasDateFields(fields: MapValue): boolean {
	return dateFields.some((key) => fields.has(key));
}

/** An integer field; undefined when it is absent or null. */
export function field(fields: MapValue, key: string, least: number, most: number): number | undefined {
	const value = fields.get(key) ?? null;
	if (value === null) return undefined;
	if (!isInteger(value)) {
		throw typeError("InvalidArgumentType", `${key} must be an integer, not ${describeType(typeOf(value))}.`);
	}
	if (value >= least && value <= most) return Number(value);
	throw argumentError("InvalidArgumentValue", `${key} must be from ${least} to ${most}, not ${value}.`);
}

/** The day that the fields name. What a base had and the new month or year has not becomes the last that it has. */
export function dateFrom(fields: MapValue, base: number | undefined): number {
	if (fields.has("week") || fields.has("dayOfWeek")) return weekDate(fields, base);
	if (fields.has("ordinalDay")) return ordinalDate(fields, base);
	if (fields.has("quarter") || fields.has("dayOfQuarter")) return quarterDate(fields, base);
	return calendarDate(fields, base);
}

function yearFrom(fields: MapValue, base: number | undefined): number {
	const year = field(fields, "year", -999_999_999, 999_999_999) ?? base;
	if (year === undefined) throw argumentError("InvalidArgumentValue", "A date needs its year.");
	return expectYear(year);
}

function calendarDate(fields: MapValue, base: number | undefined): number {
	const from = base === undefined ? undefined : civilOf(base);
	const year = yearFrom(fields, from?.year);
	const month = field(fields, "month", 1, 12) ?? from?.month;
	const day = field(fields, "day", 1, 31);
	if (month === undefined && day !== undefined)
		throw argumentError("InvalidArgumentValue", "A day needs its month.");
	const length = daysInMonth(year, month ?? 1);
	if (day !== undefined && day > length) {
		throw argumentError("InvalidArgumentValue", `Month ${month} of ${year} has ${length} days, not ${day}.`);
	}
	return dayOf(year, month ?? 1, day ?? Math.min(from?.day ?? 1, length));
}

function weekDate(fields: MapValue, base: number | undefined): number {
	expectNone(fields, "week", ["month", "day", "ordinalDay", "quarter", "dayOfQuarter"]);
	const year = yearFrom(fields, base === undefined ? undefined : weekYear(base));
	const weeks = weeksIn(year);
	const week = field(fields, "week", 1, 53);
	if (week !== undefined && week > weeks) {
		throw argumentError("InvalidArgumentValue", `${year} has ${weeks} weeks, not ${week}.`);
	}
	const weekday = field(fields, "dayOfWeek", 1, 7) ?? (base === undefined ? 1 : dayOfWeek(base));
	const chosen = week ?? Math.min(base === undefined ? 1 : weekOf(base), weeks);
	return firstMonday(year) + (chosen - 1) * 7 + weekday - 1;
}

function ordinalDate(fields: MapValue, base: number | undefined): number {
	expectNone(fields, "ordinalDay", ["month", "day", "quarter", "dayOfQuarter"]);
	const year = yearFrom(fields, base === undefined ? undefined : civilOf(base).year);
	const length = isLeapYear(year) ? 366 : 365;
	const day = field(fields, "ordinalDay", 1, length) ?? (base === undefined ? 1 : ordinalDay(base));
	return dayOf(year, 1, 1) + day - 1;
}

function quarterDate(fields: MapValue, base: number | undefined): number {
	expectNone(fields, "quarter", ["month", "day"]);
	const from = base === undefined ? undefined : civilOf(base);
	const year = yearFrom(fields, from?.year);
	const quarter = field(fields, "quarter", 1, 4) ?? (from === undefined ? 1 : quarterOf(from.month));
	const first = dayOf(year, quarter * 3 - 2, 1);
	const length = (quarter === 4 ? dayOf(year + 1, 1, 1) : dayOf(year, quarter * 3 + 1, 1)) - first;
	const day = field(fields, "dayOfQuarter", 1, length);
	return first + (day ?? Math.min(base === undefined ? 1 : dayOfQuarter(base), length)) - 1;
}

function expectNone(fields: MapValue, beside: string, others: readonly string[]): void {
	const other = others.find((key) => fields.has(key));
	if (other === undefined) return;
	throw argumentError("InvalidArgumentValue", `${other} cannot be given beside ${beside}.`);
}

/** Nanoseconds from midnight. */
export function timeFrom(fields: MapValue, base = 0): number {
	const fraction = base % 1e9;
	const seconds = (base - fraction) / 1e9;
	const hour = field(fields, "hour", 0, 23) ?? Math.floor(seconds / 3600);
	const minute = field(fields, "minute", 0, 59) ?? Math.floor(seconds / 60) % 60;
	const second = field(fields, "second", 0, 59) ?? seconds % 60;
	return (hour * 3600 + minute * 60 + second) * 1e9 + (fractionFrom(fields) ?? fraction);
}

/** With milliseconds beside them, microseconds count within one; and so on. */
function fractionFrom(fields: MapValue): number | undefined {
	const millisecond = field(fields, "millisecond", 0, 999);
	const microsecond = field(fields, "microsecond", 0, millisecond === undefined ? 999_999 : 999);
	const coarse = millisecond === undefined && microsecond === undefined;
	const nanosecond = field(fields, "nanosecond", 0, coarse ? 999_999_999 : 999);
	if (coarse && nanosecond === undefined) return undefined;
	return (millisecond ?? 0) * 1e6 + (microsecond ?? 0) * 1e3 + (nanosecond ?? 0);
}
