/**
 * Temporal values. Days are counted from 1970-01-01 in the proleptic Gregorian calendar (negative before), times are
 * nanoseconds from midnight (below 8.64e13, so a safe integer), offsets are seconds east of UTC.
 */
export type TemporalValue =
	| DateValue
	| LocalTimeValue
	| TimeValue
	| LocalDateTimeValue
	| DateTimeValue
	| DurationValue;

export class DateValue {
	constructor(readonly day: number) {}
}

export class LocalTimeValue {
	constructor(readonly nanosecond: number) {}
}

export class TimeValue {
	constructor(
		/** As the clock shows it there. */
		readonly nanosecond: number,
		readonly offset: number,
	) {}
}

export class LocalDateTimeValue {
	constructor(
		readonly day: number,
		readonly nanosecond: number,
	) {}
}

export class DateTimeValue {
	constructor(
		/** Day and time as calendar and clock show them there. */
		readonly day: number,
		readonly nanosecond: number,
		readonly offset: number,
		/** `Europe/Stockholm`, if it was given by name. */
		readonly zone: string | null,
	) {}
}

/** Four amounts that do not convert into each other: a month has no fixed number of days, nor a day of seconds. */
export class DurationValue {
	constructor(
		readonly months: number,
		readonly days: number,
		/** A bigint: between the first and the last year there are more than 2^53 seconds. */
		readonly seconds: bigint,
		/** 0 ≤ nanoseconds < 1e9, one amount with the seconds: -0.5 s is (-1, 5e8). */
		readonly nanoseconds: number,
	) {}
}

export function isTemporal(value: unknown): value is TemporalValue {
	return (
		value instanceof DateValue ||
		value instanceof LocalTimeValue ||
		value instanceof TimeValue ||
		value instanceof LocalDateTimeValue ||
		value instanceof DateTimeValue ||
		value instanceof DurationValue
	);
}
