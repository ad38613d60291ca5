import { argumentError } from "../types.js";
import { addMonths, expectDay, nanosecondsPerDay } from "./calendar.js";
import { atInstant, atZone } from "./instant.js";
import {
	DateTimeValue,
	DateValue,
	DurationValue,
	LocalDateTimeValue,
	LocalTimeValue,
	type TemporalValue,
	TimeValue,
} from "./temporal-value.js";
import { zoneOf } from "./zone.js";

/** A duration whose nanoseconds may be any number; checks that months and days stay integers. */
export function makeDuration(
	months: number,
	days: number,
	seconds: bigint,
	nanoseconds: number | bigint,
): DurationValue {
	const total = seconds * 1_000_000_000n + BigInt(nanoseconds);
	const rest = ((total % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
	const whole = (total - rest) / 1_000_000_000n;
	if (
		!Number.isSafeInteger(months) ||
		!Number.isSafeInteger(days) ||
		whole >= 2n ** 63n ||
		whole < -(2n ** 63n)
	) {
		throw argumentError("InvalidArgumentValue", "The duration is too long.");
	}
	return new DurationValue(months + 0, days + 0, whole, Number(rest));
}

/** Days of a month on average: 400 years have 146097 days. */
const daysPerMonth = 30.436875;

/** From amounts with fractions: what is left of a month becomes days, of a day seconds, of a second nanoseconds. */
export function approximateDuration(
	months: number,
	days: number,
	seconds: number,
	nanoseconds: number,
): DurationValue {
	if (![months, days, seconds, nanoseconds].every(Number.isFinite)) {
		throw argumentError("InvalidArgumentValue", "The duration is too long.");
	}
	const wholeMonths = Math.trunc(months);
	const allDays = days + (months - wholeMonths) * daysPerMonth;
	const wholeDays = Math.trunc(allDays);
	const allSeconds = seconds + (allDays - wholeDays) * 86_400;
	const wholeSeconds = Math.trunc(allSeconds);
	const allNanoseconds = nanoseconds + (allSeconds - wholeSeconds) * 1e9;
	return makeDuration(
		wholeMonths,
		wholeDays,
		BigInt(wholeSeconds),
		BigInt(Math.trunc(roundOff(allNanoseconds))),
	);
}

/** 0.1 s is not 99999999.99 ns. */
function roundOff(nanoseconds: number): number {
	const nearest = Math.round(nanoseconds);
	return Math.abs(nearest - nanoseconds) < 0.01 ? nearest : nanoseconds;
}

export function addDurations(a: DurationValue, b: DurationValue, sign: 1 | -1): DurationValue {
	return makeDuration(
		a.months + sign * b.months,
		a.days + sign * b.days,
		a.seconds + BigInt(sign) * b.seconds,
		a.nanoseconds + sign * b.nanoseconds,
	);
}

export function scaleDuration(
	{ months, days, seconds, nanoseconds }: DurationValue,
	factor: number,
): DurationValue {
	if (Number.isInteger(factor)) {
		const whole = BigInt(factor);
		return makeDuration(months * factor, days * factor, seconds * whole, BigInt(nanoseconds) * whole);
	}
	return approximateDuration(months * factor, days * factor, Number(seconds) * factor, nanoseconds * factor);
}

/** A point in time, moved by the duration or back by it; what it does not have (a date no hours) is passed over. */
export function addDuration(value: TemporalValue, duration: DurationValue, sign: 1 | -1): TemporalValue {
	if (value instanceof DateValue)
		return new DateValue(moveDate(value.day, duration, sign, wholeDays(duration)));
	if (value instanceof LocalTimeValue) return new LocalTimeValue(moveTime(value.nanosecond, duration, sign));
	if (value instanceof TimeValue)
		return new TimeValue(moveTime(value.nanosecond, duration, sign), value.offset);
	if (value instanceof LocalDateTimeValue) {
		const [day, nanosecond] = moveClock(
			moveDate(value.day, duration, sign, 0),
			value.nanosecond,
			duration,
			sign,
		);
		return new LocalDateTimeValue(day, nanosecond);
	}
	return moveDateTime(value as DateTimeValue, duration, sign);
}

function wholeDays({ seconds }: DurationValue): number {
	return Number(seconds / 86_400n);
}

/** The months first, then the days. */
function moveDate(day: number, { months, days }: DurationValue, sign: number, furtherDays: number): number {
	return expectDay(addMonths(day, sign * months) + sign * (days + furtherDays));
}

const day = BigInt(nanosecondsPerDay);

function moveTime(nanosecond: number, { seconds, nanoseconds }: DurationValue, sign: number): number {
	const total = BigInt(nanosecond) + BigInt(sign) * (seconds * 1_000_000_000n + BigInt(nanoseconds));
	return Number(((total % day) + day) % day);
}

function moveClock(
	from: number,
	nanosecond: number,
	duration: DurationValue,
	sign: number,
): [number, number] {
	const { seconds, nanoseconds } = duration;
	const total = BigInt(nanosecond) + BigInt(sign) * (seconds * 1_000_000_000n + BigInt(nanoseconds));
	const rest = ((total % day) + day) % day;
	return [expectDay(from + Number((total - rest) / day)), Number(rest)];
}

/** Months and days by the calendar there, hours and seconds as time passes. */
function moveDateTime(value: DateTimeValue, duration: DurationValue, sign: 1 | -1): DateTimeValue {
	const movedDay = moveDate(value.day, duration, sign, 0);
	if (value.zone === null) {
		const [day, nanosecond] = moveClock(movedDay, value.nanosecond, duration, sign);
		return new DateTimeValue(day, nanosecond, value.offset, null);
	}
	const zone = zoneOf(value.zone);
	const there = movedDay === value.day ? value : atZone(movedDay, value.nanosecond, zone);
	const utc = BigInt(there.day) * day + BigInt(there.nanosecond) - BigInt(there.offset) * 1_000_000_000n;
	const { seconds, nanoseconds } = duration;
	return atInstant(utc + BigInt(sign) * (seconds * 1_000_000_000n + BigInt(nanoseconds)), zone);
}
