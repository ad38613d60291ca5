import type { Environment } from "../environment.js";
import { argumentError } from "../types.js";
import type { MapValue, Value } from "../value.js";
import { civilOf, dayOf, dayOfWeek, firstMonday, quarterOf, weekYear } from "./calendar.js";
import { type Point, type PointType, partsOf, project, timezoneOf } from "./construct.js";
import { dateFrom, expectFields, timeFrom } from "./fields.js";
import type { TemporalValue } from "./temporal-value.js";

/**
 * The last moment before `point` at which the unit begins, and then the fields: `date.truncate('month', d, {day: 15})`.
 */
export function truncate(
	type: PointType,
	unit: string,
	point: Point,
	fields: MapValue,
	environment: Environment,
): TemporalValue {
	const has = partsOf[type];
	expectFields(fields, has);
	const { day, nanosecond } = truncatePoint(unit, point, has.date);
	const adjusted = withSubseconds(fields, unit, nanosecond);
	return project(
		type,
		{
			day: has.date ? dateFrom(fields, day) : day,
			nanosecond: has.time ? timeFrom(adjusted, nanosecond) : undefined,
			zone: timezoneOf(fields) ?? point.zone,
		},
		environment,
	);
}

function truncatePoint(
	unit: string,
	point: Point,
	hasDate: boolean,
): { day: number | undefined; nanosecond: number } {
	const date = dateUnits.get(unit);
	if (date !== undefined && (hasDate || unit === "day")) {
		return { day: point.day === undefined ? undefined : date(point.day), nanosecond: 0 };
	}
	const size = timeUnits.get(unit);
	if (size === undefined)
		throw argumentError("InvalidArgumentValue", `${unit} is no unit to which this is truncated.`);
	if (point.nanosecond === undefined) {
		throw argumentError("InvalidArgumentValue", `A date cannot be truncated to the ${unit}: it has no time.`);
	}
	return { day: point.day, nanosecond: point.nanosecond - (point.nanosecond % size) };
}

const dateUnits = new Map<string, (day: number) => number>([
	["millennium", (day) => startOfYears(day, 1000)],
	["century", (day) => startOfYears(day, 100)],
	["decade", (day) => startOfYears(day, 10)],
	["year", (day) => startOfYears(day, 1)],
	["weekYear", (day) => firstMonday(weekYear(day))],
	["quarter", (day) => dayOf(civilOf(day).year, quarterOf(civilOf(day).month) * 3 - 2, 1)],
	["month", (day) => dayOf(civilOf(day).year, civilOf(day).month, 1)],
	["week", (day) => day - dayOfWeek(day) + 1],
	["day", (day) => day],
]);

function startOfYears(day: number, years: number): number {
	return dayOf(Math.floor(civilOf(day).year / years) * years, 1, 1);
}

const timeUnits = new Map([
	["hour", 3600e9],
	["minute", 60e9],
	["second", 1e9],
	["millisecond", 1e6],
	["microsecond", 1e3],
]);

/** What is left of a second stays when a smaller unit is set: truncated to 645 ms, `nanosecond: 2` is 645.000002 ms. */
function withSubseconds(fields: MapValue, unit: string, nanosecond: number): MapValue {
	const sets = (key: string) => fields.has(key);
	const keeps =
		(unit === "millisecond" && !sets("millisecond") && (sets("microsecond") || sets("nanosecond"))) ||
		(unit === "microsecond" && !sets("millisecond") && !sets("microsecond") && sets("nanosecond"));
	if (!keeps) return fields;
	const fraction = nanosecond % 1e9;
	const all = new Map<string, Value>(fields);
	if (unit === "millisecond") return all.set("millisecond", fraction / 1e6);
	return all.set("microsecond", fraction / 1e3);
}
