/** `date(…)`, `time(…)` and their kin: from texts, maps, other temporal values, or the time of the query. */
import type { Environment } from "../environment.js";
import { argumentError, describeType, typeError, typeOf } from "../types.js";
import { isInteger, isNumber, type MapValue, type NumberValue, toNumber, type Value } from "../value.js";
import { approximateDuration } from "./duration-arithmetic.js";
import { dateFrom, expectFields, field, hasDateFields, timeFrom } from "./fields.js";
import { atInstant, atZone, inZone } from "./instant.js";
import { type Parsed, parseDuration, parseTemporal } from "./parse-temporal.js";
import {
	DateTimeValue,
	DateValue,
	DurationValue,
	isTemporal,
	LocalDateTimeValue,
	LocalTimeValue,
	type TemporalValue,
	TimeValue,
} from "./temporal-value.js";
import { utc, type Zone, zoneOf } from "./zone.js";

/** A point in time with the parts that it has. */
export interface Point {
	readonly day: number | undefined;
	readonly nanosecond: number | undefined;
	readonly zone: Zone | undefined;
	/** What the zone's offset was there, where that is known. */
	readonly offset?: number;
}

export type PointType = "date" | "localtime" | "time" | "localdatetime" | "datetime";

export const partsOf: Readonly<Record<PointType, { date: boolean; time: boolean; zone: boolean }>> = {
	date: { date: true, time: false, zone: false },
	localtime: { date: false, time: true, zone: false },
	time: { date: false, time: true, zone: true },
	localdatetime: { date: true, time: true, zone: false },
	datetime: { date: true, time: true, zone: true },
};

/** The value of a type that `from` describes: a text, a map, or another temporal value that has what is needed. */
export function construct(type: PointType, from: Value, environment: Environment): Value {
	if (from === null) return null;
	if (typeof from === "string") return fromText(type, from, environment);
	if (from instanceof Map) return fromMap(type, from, environment);
	if (isTemporal(from) && !(from instanceof DurationValue)) return project(type, pointOf(from), environment);
	throw typeError(
		"InvalidArgumentType",
		`${type}() takes a text, a map or a temporal value, not ${describeType(typeOf(from))}.`,
	);
}

/** What the clock shows, in the zone that is named or the query's. */
export function current(type: PointType, zoneName: Value, environment: Environment): Value {
	const zone = typeof zoneName === "string" ? zoneOf(zoneName) : defaultZone(environment);
	return project(type, pointOf(atInstant(environment.now, zone)), environment);
}

/** UTC unless somebody chose another; as an offset, so that it is written `Z` and not `Z[UTC]`. */
function defaultZone({ zone }: Environment): Zone {
	return zone === "UTC" ? utc : zoneOf(zone);
}

export function pointOf(value: TemporalValue): Point {
	if (value instanceof DateValue) return { day: value.day, nanosecond: undefined, zone: undefined };
	if (value instanceof LocalTimeValue)
		return { day: undefined, nanosecond: value.nanosecond, zone: undefined };
	if (value instanceof TimeValue)
		return { day: undefined, nanosecond: value.nanosecond, zone: fixed(value.offset) };
	if (value instanceof LocalDateTimeValue)
		return { day: value.day, nanosecond: value.nanosecond, zone: undefined };
	if (value instanceof DateTimeValue) {
		const zone = value.zone === null ? fixed(value.offset) : zoneOf(value.zone);
		return { day: value.day, nanosecond: value.nanosecond, zone, offset: value.offset };
	}
	throw typeError("InvalidArgumentType", "A duration is no point in time.");
}

export function fixed(offset: number): Zone {
	return { name: null, offsetAt: () => offset };
}

/** A value with the parts that its type has, taken from a point. */
export function project(type: PointType, point: Point, environment: Environment): TemporalValue {
	const { day, nanosecond, zone } = point;
	const needed = partsOf[type];
	if (needed.date && day === undefined) throw lacks(type, "date");
	if (!needed.date && nanosecond === undefined) throw lacks(type, "time");
	if (type === "date") return new DateValue(day!);
	if (type === "localtime") return new LocalTimeValue(nanosecond!);
	if (type === "localdatetime") return new LocalDateTimeValue(day!, nanosecond ?? 0);
	const there = zone ?? defaultZone(environment);
	if (type === "datetime") return atZone(day!, nanosecond ?? 0, there);
	return new TimeValue(nanosecond!, point.offset ?? timeOffset(there, day, nanosecond!, environment));
}

function lacks(type: string, part: string) {
	return argumentError("InvalidArgumentValue", `${type}() needs a ${part}, which this value has not.`);
}

/** A time has no date; a zone by name then has the offset of that day if there was one, and else of today. */
function timeOffset(
	zone: Zone,
	day: number | undefined,
	nanosecond: number,
	environment: Environment,
): number {
	if (day === undefined) return zone.offsetAt(Number(environment.now / 1_000_000_000n));
	return atZone(day, nanosecond, zone).offset;
}

const texts: Readonly<Record<PointType, ("date" | "time" | "zone")[]>> = {
	date: ["date"],
	localtime: ["time"],
	time: ["time", "zone"],
	localdatetime: ["date", "time"],
	datetime: ["date", "time", "zone"],
};

function fromText(type: PointType, text: string, environment: Environment): TemporalValue {
	const parsed = parseTemporal(text, type, texts[type]);
	const { day, nanosecond, offset } = parsed;
	const zone = zoneOfParsed(parsed);
	if (type === "datetime" && offset !== undefined && zone !== undefined && zone.name !== null) {
		return inZone(new DateTimeValue(day!, nanosecond ?? 0, offset, null), zone);
	}
	return project(type, { day, nanosecond, zone }, environment);
}

function zoneOfParsed({ offset, zone }: Parsed): Zone | undefined {
	if (zone !== undefined) return zoneOf(zone);
	return offset === undefined ? undefined : fixed(offset);
}

function fromMap(type: PointType, fields: MapValue, environment: Environment): TemporalValue {
	const has = partsOf[type];
	expectFields(fields, has);
	if (fields.has("epochSeconds") || fields.has("epochMillis")) return fromEpochFields(fields, environment);
	const base = baseOf(fields);
	const day = has.date ? dateFrom(fields, base.day) : base.day;
	const nanosecond = has.time ? timeFrom(fields, base.nanosecond) : undefined;
	const zone = timezoneOf(fields);
	const offset = base.offset === undefined ? {} : { offset: base.offset };
	const point = project(type, { day, nanosecond, zone: base.zone ?? zone, ...offset }, environment);
	return base.zone === undefined || zone === undefined ? point : moveZone(point, zone, environment);
}

/** What the map's `date`, `time` or `datetime` has. The zone is the time's. */
function baseOf(fields: MapValue): Point {
	const [whole, date, time] = ["datetime", "date", "time"].map((key) => selected(fields, key));
	const day = (whole ?? date)?.day;
	if (fields.has("date") && day === undefined) throw lacks("date", "date");
	const clock = whole ?? time;
	if (fields.has("time") && clock?.nanosecond === undefined) throw lacks("time", "time");
	const offset = clock?.offset === undefined ? {} : { offset: clock.offset };
	return { day, nanosecond: clock?.nanosecond, zone: clock?.zone, ...offset };
}

function selected(fields: MapValue, key: string): Point | undefined {
	const value = fields.get(key) ?? null;
	if (value === null) return undefined;
	if (isTemporal(value) && !(value instanceof DurationValue)) return pointOf(value);
	throw typeError(
		"InvalidArgumentType",
		`${key} must be a temporal value, not ${describeType(typeOf(value))}.`,
	);
}

export function timezoneOf(fields: MapValue): Zone | undefined {
	const value = fields.get("timezone") ?? null;
	if (value === null) return undefined;
	if (typeof value === "string") return zoneOf(value);
	throw typeError("InvalidArgumentType", `timezone must be a string, not ${describeType(typeOf(value))}.`);
}

/** The same moment in another zone. */
function moveZone(point: TemporalValue, zone: Zone, environment: Environment): TemporalValue {
	if (point instanceof DateTimeValue) return inZone(point, zone);
	if (!(point instanceof TimeValue)) return point;
	const offset = zone.offsetAt(Number(environment.now / 1_000_000_000n));
	const day = 86_400e9;
	return new TimeValue((((point.nanosecond + (offset - point.offset) * 1e9) % day) + day) % day, offset);
}

function fromEpochFields(fields: MapValue, environment: Environment): TemporalValue {
	if (hasDateFields(fields)) throw argumentError("InvalidArgumentValue", "An epoch leaves no other date.");
	const seconds = field(fields, "epochSeconds", -3.2e16, 3.2e16);
	const milliseconds = field(fields, "epochMillis", -9e15, 9e15);
	const fraction = BigInt(timeFrom(fields, 0));
	const start =
		seconds === undefined ? BigInt(milliseconds ?? 0) * 1_000_000n : BigInt(seconds) * 1_000_000_000n;
	return atInstant(start + fraction, timezoneOf(fields) ?? defaultZone(environment));
}

/** `duration(…)` from a text or a map of amounts, which may have fractions. */
export function constructDuration(from: Value): Value {
	if (from === null || from instanceof DurationValue) return from;
	if (typeof from === "string") return parseDuration(from);
	if (!(from instanceof Map)) {
		throw typeError(
			"InvalidArgumentType",
			`duration() takes a text or a map, not ${describeType(typeOf(from))}.`,
		);
	}
	const totals = [0, 0, 0, 0];
	for (const [key, value] of from) {
		const unit = amounts.get(key);
		if (unit === undefined) throw argumentError("InvalidArgumentValue", `A duration has no ${key}.`);
		if (value === null) continue;
		if (!isNumber(value))
			throw typeError("InvalidArgumentType", `${key} must be a number, not ${describeType(typeOf(value))}.`);
		totals[unit.part]! += toNumber(value) * unit.size;
	}
	return approximateDuration(totals[0]!, totals[1]!, totals[2]!, totals[3]!);
}

/** Part 0 is counted in months, 1 in days, 2 in seconds, 3 in nanoseconds. */
const amounts = new Map([
	["years", { part: 0, size: 12 }],
	["quarters", { part: 0, size: 3 }],
	["months", { part: 0, size: 1 }],
	["weeks", { part: 1, size: 7 }],
	["days", { part: 1, size: 1 }],
	["hours", { part: 2, size: 3600 }],
	["minutes", { part: 2, size: 60 }],
	["seconds", { part: 2, size: 1 }],
	["milliseconds", { part: 3, size: 1e6 }],
	["microseconds", { part: 3, size: 1e3 }],
	["nanoseconds", { part: 3, size: 1 }],
]);

/** `datetime.fromEpoch(seconds, nanoseconds)` */
export function fromEpoch(seconds: Value, nanoseconds: Value): Value {
	if (seconds === null || nanoseconds === null) return null;
	if (!isNumber(seconds) || !isNumber(nanoseconds))
		throw typeError("InvalidArgumentType", "An epoch is given in numbers.");
	return atInstant(exact(seconds) * 1_000_000_000n + exact(nanoseconds), fixed(0));
}

/** `datetime.fromEpochMillis(milliseconds)` */
export function fromEpochMilliseconds(milliseconds: NumberValue): Value {
	return atInstant(exact(milliseconds) * 1_000_000n, fixed(0));
}

function exact(value: NumberValue): bigint {
	if (isInteger(value)) return BigInt(value);
	const number = toNumber(value);
	if (!Number.isFinite(number)) throw argumentError("InvalidArgumentValue", "An epoch is a finite number.");
	return BigInt(Math.trunc(number));
}
