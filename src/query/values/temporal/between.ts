/**
 * `duration.between` and its kin. What one of the two values lacks it borrows from the other: a date its midnight, a
 * time the other's day, a local time the other's zone.
 */
import { addMonths, civilOf, nanosecondsPerDay } from "./calendar.js";
import { type Point, pointOf } from "./construct.js";
import { makeDuration } from "./duration-arithmetic.js";
import { atZone, inZone } from "./instant.js";
import { DateTimeValue, type DurationValue, type TemporalValue } from "./temporal-value.js";
import type { Zone } from "./zone.js";

/** Months, then days, then time. Values without dates differ in time alone. */
export function durationBetween(a: TemporalValue, b: TemporalValue): DurationValue {
	const pair = align(pointOf(a), pointOf(b));
	if (!pair.dated) return makeDuration(0, 0, 0n, difference(pair.from, pair.to));
	const months = monthsUntil(pair.from, pair.to);
	const later = moved(pair.from, addMonths(pair.from.day, months));
	const days = daysUntil(later, pair.to);
	const last = moved(later, later.day + days);
	return makeDuration(months, days, 0n, difference(last, pair.to));
}

export function monthsBetween(a: TemporalValue, b: TemporalValue): DurationValue {
	const { dated, from, to } = align(pointOf(a), pointOf(b));
	return makeDuration(dated ? monthsUntil(from, to) : 0, 0, 0n, 0);
}

export function daysBetween(a: TemporalValue, b: TemporalValue): DurationValue {
	const { dated, from, to } = align(pointOf(a), pointOf(b));
	return makeDuration(0, dated ? daysUntil(from, to) : 0, 0n, 0);
}

export function secondsBetween(a: TemporalValue, b: TemporalValue): DurationValue {
	const { from, to } = align(pointOf(a), pointOf(b));
	return makeDuration(0, 0, 0n, difference(from, to));
}

/** Local day and time; both sides have a zone, the same one, or neither has. */
interface Aligned {
	readonly day: number;
	readonly nanosecond: number;
	readonly offset: number;
	readonly zone: Zone | undefined;
}

function align(a: Point, b: Point): { dated: boolean; from: Aligned; to: Aligned } {
	const from = complete(a, b);
	const to = complete(b, a);
	const dated = a.day !== undefined && b.day !== undefined;
	if (from.zone === undefined || to.zone === undefined) return { dated, from, to };
	const there = inZone(new DateTimeValue(to.day, to.nanosecond, to.offset, null), from.zone);
	return {
		dated,
		from,
		to: { day: there.day, nanosecond: there.nanosecond, offset: there.offset, zone: from.zone },
	};
}

function complete(point: Point, other: Point): Aligned {
	const day = point.day ?? other.day ?? 0;
	const nanosecond = point.nanosecond ?? 0;
	const zone = point.zone ?? other.zone;
	if (zone === undefined) return { day, nanosecond, offset: 0, zone };
	const there = atZone(day, nanosecond, zone);
	return { day: there.day, nanosecond: there.nanosecond, offset: there.offset, zone };
}

/** The same time on another day. */
function moved(point: Aligned, day: number): Aligned {
	return day === point.day ? point : complete({ ...point, day }, point);
}

/** Nanoseconds that pass from one to the other. */
function difference(from: Aligned, to: Aligned): bigint {
	const seconds = BigInt(to.offset - from.offset) * 1_000_000_000n;
	return (
		BigInt(to.day - from.day) * BigInt(nanosecondsPerDay) + BigInt(to.nanosecond - from.nanosecond) - seconds
	);
}

/** The day up to which whole days have passed. */
function lastWholeDay(from: Aligned, to: Aligned): number {
	if (to.day > from.day && to.nanosecond < from.nanosecond) return to.day - 1;
	return to.day < from.day && to.nanosecond > from.nanosecond ? to.day + 1 : to.day;
}

function daysUntil(from: Aligned, to: Aligned): number {
	return lastWholeDay(from, to) - from.day;
}

function monthsUntil(from: Aligned, to: Aligned): number {
	const [a, b] = [civilOf(from.day), civilOf(lastWholeDay(from, to))];
	const packed = (date: typeof a) => (date.year * 12 + date.month) * 32 + date.day;
	return Math.trunc((packed(b) - packed(a)) / 32) + 0;
}
