import { expectDay, nanosecondsPerDay } from "./calendar.js";
import { DateTimeValue } from "./temporal-value.js";
import { offsetAtLocal, type Zone } from "./zone.js";

/** The date and time that calendar and clocks show in the zone; moved if clocks never showed it. */
export function atZone(day: number, nanosecond: number, zone: Zone): DateTimeValue {
	const { offset, shift } = offsetAtLocal(zone, day * 86_400 + Math.floor(nanosecond / 1e9));
	if (shift === 0) return new DateTimeValue(day, nanosecond, offset, zone.name);
	return fromLocal(day, nanosecond + shift * 1e9, offset, zone.name);
}

/** The same moment as the clocks of another zone show it. */
export function inZone(value: DateTimeValue, zone: Zone): DateTimeValue {
	const seconds = value.day * 86_400 + Math.floor(value.nanosecond / 1e9) - value.offset;
	const offset = zone.offsetAt(seconds);
	return fromLocal(value.day, value.nanosecond + (offset - value.offset) * 1e9, offset, zone.name);
}

/** From nanoseconds since 1970 in UTC. */
export function atInstant(nanoseconds: bigint, zone: Zone): DateTimeValue {
	const rest = ((nanoseconds % day) + day) % day;
	return inZone(
		new DateTimeValue(expectDay(Number((nanoseconds - rest) / day)), Number(rest), 0, null),
		zone,
	);
}

const day = BigInt(nanosecondsPerDay);

/** `nanosecond` may lie in a neighbouring day. */
function fromLocal(day: number, nanosecond: number, offset: number, zone: string | null): DateTimeValue {
	const shift = Math.floor(nanosecond / nanosecondsPerDay);
	return new DateTimeValue(day + shift, nanosecond - shift * nanosecondsPerDay, offset, zone);
}
