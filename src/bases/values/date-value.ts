import { ForeignValue, type Plain, type Value } from "../../query/index.js";
import { numberValue } from "./number.js";

/**
 * A date, or a date with a time, as a clock on the wall shows it: milliseconds since 1970 as if the wall hung in
 * Greenwich. What is written in notes has no zone, and times of files are turned into the zone of the build.
 */
export class BaseDate extends ForeignValue {
	readonly family = "date of a base";

	constructor(
		readonly time: number,
		/** Whether only the day is known. */
		readonly dateOnly: boolean,
	) {
		super();
	}

	compare(other: BaseDate): number {
		return this.time - other.time;
	}

	key(): string {
		return String(this.time);
	}

	/** `2026-11-23`, or `2026-11-23 14:05:00` */
	toText(): string {
		const iso = this.toIso();
		return this.dateOnly ? iso : iso.replace("T", " ");
	}

	/** `2026-11-23`, or `2026-11-23T14:05:00` */
	toIso(): string {
		const [day, time] = new Date(this.time).toISOString().split("T") as [string, string];
		return this.dateOnly ? day : `${day}T${time.slice(0, 8)}`;
	}

	toPlain(): Plain {
		return this.toIso();
	}

	override property(key: string): Value {
		const date = new Date(this.time);
		switch (key) {
			case "year":
				return date.getUTCFullYear();
			case "month":
				return date.getUTCMonth() + 1;
			case "day":
				return date.getUTCDate();
			case "hour":
				return date.getUTCHours();
			case "minute":
				return date.getUTCMinutes();
			case "second":
				return date.getUTCSeconds();
			case "millisecond":
				return numberValue(date.getUTCMilliseconds());
		}
		return null;
	}

	/** The day alone. */
	get day(): BaseDate {
		return this.dateOnly ? this : new BaseDate(Math.floor(this.time / dayLength) * dayLength, true);
	}
}

export const dateFields = ["year", "month", "day", "hour", "minute", "second", "millisecond"];
export const dayLength = 86_400_000;

/** Beyond the years 0 to 9999 there are no dates: nobody means them, and they have no four digits. */
const earliest = Date.UTC(0, 0, 1) - 1900 * 366 * dayLength;
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

export function dateAt(time: number, dateOnly: boolean): BaseDate | undefined {
	return time >= earliest && time <= latest ? new BaseDate(time, dateOnly) : undefined;
}

const written =
	/^\s*(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/i;

/** `2026-11-23`, `2026-11-23 14:05`, `2026-11-23T14:05:00`; a zone behind it is turned into that of the build. */
export function parseDate(text: string, toWall: (instant: number) => number): BaseDate | undefined {
	if (text.length > 60) return undefined;
	const found = written.exec(text);
	if (found === null) return undefined;
	const [, year, month, day = "1", hour, minute = "0", second = "0", fraction = "0", zone] = found;
	const [y, m, d] = [Number(year), Number(month), Number(day)];
	const [h, min, s] = [Number(hour ?? 0), Number(minute), Number(second)];
	if (m < 1 || m > 12 || d < 1 || d > daysOf(y, m) || h > 24 || min > 59 || s > 59) return undefined;
	const milliseconds = Math.floor(Number(`0.${fraction}`) * 1000);
	const time = utc(y, m - 1, d) + ((h * 60 + min) * 60 + s) * 1000 + milliseconds;
	if (hour === undefined) return zone === undefined ? dateAt(time, true) : undefined;
	return dateAt(zone === undefined ? time : toWall(time - offsetOf(zone)), false);
}

function offsetOf(zone: string): number {
	const found = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
	if (found === null) return 0;
	const minutes = Number(found[2]) * 60 + Number(found[3]);
	return (found[1] === "-" ? -minutes : minutes) * 60_000;
}

/** Years below 100 are those years. */
export function utc(year: number, month: number, day: number): number {
	const date = new Date(0);
	date.setUTCFullYear(year, month, day);
	return date.getTime();
}

export function daysOf(year: number, month: number): number {
	return new Date(utc(year, month, 0)).getUTCDate();
}
