import { civilOf } from "./calendar.js";
import {
	DateTimeValue,
	DateValue,
	type DurationValue,
	LocalDateTimeValue,
	LocalTimeValue,
	type TemporalValue,
	TimeValue,
} from "./temporal-value.js";
import { formatOffset } from "./zone.js";

/** ISO 8601; a zone's name follows in brackets: `2017-08-08T12:31:14.6+02:00[Europe/Stockholm]`. */
export function formatTemporal(value: TemporalValue): string {
	if (value instanceof DateValue) return formatDate(value.day);
	if (value instanceof LocalTimeValue) return formatTime(value.nanosecond);
	if (value instanceof TimeValue) return formatTime(value.nanosecond) + formatOffset(value.offset);
	if (value instanceof LocalDateTimeValue) return `${formatDate(value.day)}T${formatTime(value.nanosecond)}`;
	if (value instanceof DateTimeValue) return formatDateTime(value);
	return formatDuration(value);
}

function formatDate(day: number): string {
	const { year, month, day: dayOfMonth } = civilOf(day);
	return `${formatYear(year)}-${two(month)}-${two(dayOfMonth)}`;
}

function formatYear(year: number): string {
	if (year > 9999) return `+${year}`;
	return year < 0 ? `-${String(-year).padStart(4, "0")}` : String(year).padStart(4, "0");
}

function two(value: number): string {
	return String(value).padStart(2, "0");
}

/** Seconds and fractions only as far as there are any. */
function formatTime(nanosecond: number): string {
	const seconds = Math.floor(nanosecond / 1e9);
	const fraction = nanosecond - seconds * 1e9;
	const minutes = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
	if (seconds % 60 === 0 && fraction === 0) return minutes;
	return `${minutes}:${two(seconds % 60)}${formatFraction(fraction)}`;
}

function formatFraction(nanoseconds: number): string {
	return nanoseconds === 0 ? "" : `.${String(nanoseconds).padStart(9, "0").replace(/0+$/, "")}`;
}

function formatDateTime(value: DateTimeValue): string {
	const local = `${formatDate(value.day)}T${formatTime(value.nanosecond)}${formatOffset(value.offset)}`;
	return value.zone === null ? local : `${local}[${value.zone}]`;
}

/** `P12Y5M-14DT16H13M10.5S`; each part has a sign of its own. */
function formatDuration({ months, days, seconds, nanoseconds }: DurationValue): string {
	const years = Math.trunc(months / 12);
	const date = part(years, "Y") + part(months - years * 12, "M") + part(days, "D");
	const time = formatDurationTime(seconds, nanoseconds);
	if (date === "" && time === "") return "PT0S";
	return `P${date}${time === "" ? "" : `T${time}`}`;
}

function part(amount: number | bigint, unit: string): string {
	return Number(amount) === 0 ? "" : `${amount}${unit}`;
}

/** -1.999 s is kept as -2 s and 1e6 ns; it is written with one sign. */
function formatDurationTime(seconds: bigint, nanoseconds: number): string {
	const borrows = seconds < 0n && nanoseconds > 0;
	const whole = borrows ? seconds + 1n : seconds;
	const fraction = borrows ? 1e9 - nanoseconds : nanoseconds;
	const rest = whole % 60n;
	const clock = part(whole / 3600n, "H") + part((whole / 60n) % 60n, "M");
	if (rest === 0n && fraction === 0) return clock;
	const sign = rest < 0n || (rest === 0n && borrows) ? "-" : "";
	return `${clock}${sign}${rest < 0n ? -rest : rest}${formatFraction(fraction)}S`;
}
