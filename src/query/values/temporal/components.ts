/** `d.year`, `t.hour`, `duration.minutesOfHour`: what `.key` is on a temporal value. */
import { checked } from "../arithmetic.js";
import { integer, type Value } from "../value.js";
import { civilOf, dayOfQuarter, dayOfWeek, ordinalDay, quarterOf, weekOf, weekYear } from "./calendar.js";
import {
	DateTimeValue,
	DateValue,
	DurationValue,
	LocalDateTimeValue,
	LocalTimeValue,
	type TemporalValue,
	TimeValue,
} from "./temporal-value.js";
import { formatOffset } from "./zone.js";

/** Null if a value of this type has no such component. */
export function componentOf(value: TemporalValue, key: string): Value {
	if (value instanceof DurationValue) return ofDuration.get(key)?.(value) ?? null;
	const day = value instanceof LocalTimeValue || value instanceof TimeValue ? undefined : value.day;
	const nanosecond = value instanceof DateValue ? undefined : value.nanosecond;
	const inDate = day === undefined ? undefined : ofDate.get(key)?.(day);
	const inTime = nanosecond === undefined ? undefined : ofTime.get(key)?.(nanosecond);
	return inDate ?? inTime ?? zoneComponent(value, key);
}

const ofDate = new Map<string, (day: number) => number>([
	["year", (day) => civilOf(day).year],
	["quarter", (day) => quarterOf(civilOf(day).month)],
	["month", (day) => civilOf(day).month],
	["week", weekOf],
	["weekYear", weekYear],
	["day", (day) => civilOf(day).day],
	["ordinalDay", ordinalDay],
	["dayOfYear", ordinalDay],
	["weekDay", dayOfWeek],
	["dayOfWeek", dayOfWeek],
	["dayOfQuarter", dayOfQuarter],
]);

const ofTime = new Map<string, (nanosecond: number) => number>([
	["hour", (nanosecond) => Math.floor(nanosecond / 3600e9)],
	["minute", (nanosecond) => Math.floor(nanosecond / 60e9) % 60],
	["second", (nanosecond) => Math.floor(nanosecond / 1e9) % 60],
	["millisecond", (nanosecond) => Math.floor((nanosecond % 1e9) / 1e6)],
	["microsecond", (nanosecond) => Math.floor((nanosecond % 1e9) / 1e3)],
	["nanosecond", (nanosecond) => nanosecond % 1e9],
]);

function zoneComponent(value: TemporalValue, key: string): Value {
	if (value instanceof DateTimeValue) {
		const seconds = value.day * 86_400 + Math.floor(value.nanosecond / 1e9) - value.offset;
		if (key === "epochSeconds") return seconds;
		if (key === "epochMillis")
			return integer(BigInt(seconds) * 1000n + BigInt(Math.floor((value.nanosecond % 1e9) / 1e6)));
		if (key === "timezone") return value.zone ?? formatOffset(value.offset);
	} else if (!(value instanceof TimeValue)) return null;
	if (value instanceof LocalDateTimeValue) return null;
	if (key === "timezone" || key === "offset") return formatOffset(value.offset);
	if (key === "offsetMinutes") return Math.trunc(value.offset / 60);
	return key === "offsetSeconds" ? value.offset : null;
}

const ofDuration = new Map<string, (value: DurationValue) => Value>([
	["years", ({ months }) => whole(months, 12)],
	["quarters", ({ months }) => whole(months, 3)],
	["months", ({ months }) => months],
	["weeks", ({ days }) => whole(days, 7)],
	["days", ({ days }) => days],
	["hours", ({ seconds }) => integer(seconds / 3600n)],
	["minutes", ({ seconds }) => integer(seconds / 60n)],
	["seconds", ({ seconds }) => integer(seconds)],
	["milliseconds", (value) => fine(value, 1_000n)],
	["microseconds", (value) => fine(value, 1_000_000n)],
	["nanoseconds", (value) => fine(value, 1_000_000_000n)],
	["quartersOfYear", ({ months }) => whole(months % 12, 3)],
	["monthsOfQuarter", ({ months }) => (months % 3) + 0],
	["monthsOfYear", ({ months }) => (months % 12) + 0],
	["daysOfWeek", ({ days }) => (days % 7) + 0],
	["minutesOfHour", ({ seconds }) => Number((seconds / 60n) % 60n)],
	["secondsOfMinute", ({ seconds }) => Number(seconds % 60n)],
	["millisecondsOfSecond", ({ nanoseconds }) => Math.floor(nanoseconds / 1e6)],
	["microsecondsOfSecond", ({ nanoseconds }) => Math.floor(nanoseconds / 1e3)],
	["nanosecondsOfSecond", ({ nanoseconds }) => nanoseconds],
]);

function whole(amount: number, unit: number): number {
	return Math.trunc(amount / unit) + 0;
}

function fine({ seconds, nanoseconds }: DurationValue, perSecond: bigint): Value {
	return checked(seconds * perSecond + BigInt(nanoseconds) / (1_000_000_000n / perSecond));
}
