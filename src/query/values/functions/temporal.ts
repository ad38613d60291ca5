import type { Environment } from "../environment.js";
import { daysBetween, durationBetween, monthsBetween, secondsBetween } from "../temporal/between.js";
import {
	construct,
	constructDuration,
	current,
	fromEpoch,
	fromEpochMilliseconds,
	type PointType,
	pointOf,
} from "../temporal/construct.js";
import type { TemporalValue } from "../temporal/temporal-value.js";
import { truncate } from "../temporal/truncate.js";
import type { MapValue, Value } from "../value.js";
import { bound, type KnownFunction, pure } from "./definition.js";

const types: readonly PointType[] = ["date", "localtime", "time", "localdatetime", "datetime"];

export const temporalFunctions: readonly KnownFunction[] = [
	...types.flatMap(constructors),
	pure("duration", ["any"], "duration", constructDuration),
	pure("duration.between", ["temporal", "temporal"], "duration", durationBetween),
	pure("duration.inMonths", ["temporal", "temporal"], "duration", monthsBetween),
	pure("duration.inDays", ["temporal", "temporal"], "duration", daysBetween),
	pure("duration.inSeconds", ["temporal", "temporal"], "duration", secondsBetween),
	pure(
		"datetime.fromEpoch",
		["number", "number"],
		"datetime",
		(seconds, nanoseconds) => fromEpoch(seconds, nanoseconds ?? 0),
		{
			required: 1,
		},
	),
	pure("datetime.fromEpochMillis", ["number"], "datetime", fromEpochMilliseconds),
];

/** `date()`, `date.transaction()`, `date.statement()`, `date.realtime()`, `date.truncate()` */
function constructors(type: PointType): KnownFunction[] {
	const clock = (environment: Environment) => (zone: Value | undefined) =>
		current(type, zone ?? null, environment);
	return [
		bound(type, ["any"], type, make(type), { required: 0 }),
		...["transaction", "statement", "realtime"].map((name) =>
			bound(`${type}.${name}`, ["string"], type, clock, { required: 0 }),
		),
		bound(`${type}.truncate`, ["string", "temporal", "map"], type, cut(type), { required: 1 }),
	];
}

function make(type: PointType) {
	return (environment: Environment) =>
		(from?: Value): Value =>
			from === undefined ? current(type, null, environment) : construct(type, from, environment);
}

function cut(type: PointType) {
	return (environment: Environment) =>
		(unit: string, value?: TemporalValue, fields?: MapValue): Value => {
			const from = value ?? (current("datetime", null, environment) as TemporalValue);
			return truncate(type, unit, pointOf(from), fields ?? new Map(), environment);
		};
}
