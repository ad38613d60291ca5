/** Time zones: `Z`, offsets such as `+02:00`, and names such as `Europe/Stockholm` by way of `Intl`. */
import { argumentError } from "../types.js";
import { dayOf } from "./calendar.js";

export interface Zone {
	/** Absent for a plain offset. */
	readonly name: string | null;
	/** Seconds east of UTC at a number of seconds since 1970. */
	offsetAt(instant: number): number;
}

export const utc: Zone = { name: null, offsetAt: () => 0 };

/** From `Z`, `+02:00`, `-0530`, `+02:05:59` or a name; an `ArgumentError` if it is none. */
export function zoneOf(text: string): Zone {
	const offset = parseOffset(text);
	if (offset !== undefined) return { name: null, offsetAt: () => offset };
	const known = zones.get(text);
	if (known !== undefined) return known;
	const zone = namedZone(text);
	if (zones.size < 1000) zones.set(text, zone);
	return zone;
}

const zones = new Map<string, Zone>();

export function parseOffset(text: string): number | undefined {
	if (text === "Z" || text === "z") return 0;
	const found = /^([+-])(\d\d)(?::?(\d\d)(?::?(\d\d))?)?$/.exec(text);
	if (found === null) return undefined;
	const [, sign, hours, minutes = "0", seconds = "0"] = found;
	const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
	if (size > 18 * 3600 || Number(minutes) > 59 || Number(seconds) > 59) {
		throw argumentError("InvalidArgumentValue", `${text} is no offset: those go from -18:00 to +18:00.`);
	}
	return sign === "-" ? 0 - size : size;
}

function namedZone(name: string): Zone {
	const format = formatOf(name);
	let lastInstant = Number.NaN;
	let lastOffset = 0;
	return {
		name,
		offsetAt(instant) {
			if (instant !== lastInstant) {
				lastOffset = offsetBy(format, instant);
				lastInstant = instant;
			}
			return lastOffset;
		},
	};
}

function formatOf(name: string): Intl.DateTimeFormat {
	try {
		if (!/^[A-Za-z][\w+\-/]*$/.test(name)) throw new RangeError(name);
		return new Intl.DateTimeFormat("en-US", {
			timeZone: name,
			hourCycle: "h23",
			era: "short",
			year: "numeric",
			month: "numeric",
			day: "numeric",
			hour: "numeric",
			minute: "numeric",
			second: "numeric",
		});
	} catch (cause) {
		if (!(cause instanceof RangeError)) throw cause;
		throw argumentError("InvalidArgumentValue", `There is no time zone ${JSON.stringify(name)}.`);
	}
}

/** Dates of JavaScript reach this far; zones have no history or plans beyond. */
const farthest = 8.64e12;
/** The calendar of `Intl` is Julian before this instant (1582-10-15). No zone changed before, either. */
const gregorian = -12_219_292_800;

function offsetBy(format: Intl.DateTimeFormat, instant: number): number {
	const asked = Math.floor(Math.min(Math.max(instant, gregorian), farthest - 86_400));
	const parts = new Map(format.formatToParts(asked * 1000).map(({ type, value }) => [type, value]));
	const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
	const day = dayOf(number("year"), number("month"), number("day"));
	return day * 86_400 + number("hour") * 3600 + number("minute") * 60 + number("second") - asked;
}

/**
 * The offset that holds at a local time. Where clocks go back a time comes twice: then it is the first one. Where they
 * go forward it never comes: then `shift` says by how many seconds it must be moved.
 */
export function offsetAtLocal(zone: Zone, localSeconds: number): { offset: number; shift: number } {
	const before = zone.offsetAt(localSeconds - 86_400);
	const after = zone.offsetAt(localSeconds + 86_400);
	if (before === after || zone.offsetAt(localSeconds - before) === before)
		return { offset: before, shift: 0 };
	if (zone.offsetAt(localSeconds - after) === after) return { offset: after, shift: 0 };
	return { offset: after, shift: after - before };
}

/** `Z`, `+02:00`, `-02:05:07` */
export function formatOffset(offset: number): string {
	if (offset === 0) return "Z";
	const size = Math.abs(offset);
	const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
	const seconds = size % 60 === 0 ? "" : `:${two(size % 60)}`;
	return `${offset < 0 ? "-" : "+"}${two(size / 3600)}:${two((size % 3600) / 60)}${seconds}`;
}
