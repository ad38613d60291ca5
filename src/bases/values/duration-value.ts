import { ForeignValue, type Plain, type Value } from "../../query/index.js";
import { type BaseDate, dateAt, dayLength, daysOf, utc } from "./date-value.js";
import { numberValue } from "./number.js";

/** A length of time. How long months are depends on the date to which they are added. */
export class BaseDuration extends ForeignValue {
	readonly family = "duration of a base";

	constructor(
		readonly months: number,
		readonly milliseconds: number,
	) {
		super();
	}

	/** A month counted as a twelfth of a year of 365.2425 days. */
	get length(): number {
		return this.months * monthLength + this.milliseconds;
	}

	compare(other: BaseDuration): number {
		return this.length - other.length;
	}

	key(): string {
		return String(this.length);
	}

	/** `1 year 2 months 3 days 4 hours` */
	toText(): string {
		const parts = this.#parts().map(([count, unit]) => `${count} ${unit}${Math.abs(count) === 1 ? "" : "s"}`);
		return parts.length === 0 ? "0 seconds" : parts.join(" ");
	}

	/** ISO 8601: `P1Y2M3DT4H`. Units may be negative. */
	toIso(): string {
		const [date, time] = ["", ""];
		const all = this.#parts().reduce<[string, string]>(
			([date, time], [count, unit]) => {
				const letter = isoLetters[unit]!;
				return unit in timeUnits ? [date, `${time}${count}${letter}`] : [`${date}${count}${letter}`, time];
			},
			[date, time],
		);
		return all[0] === "" && all[1] === "" ? "PT0S" : `P${all[0]}${all[1] === "" ? "" : `T${all[1]}`}`;
	}

	toPlain(): Plain {
		return this.toIso();
	}

	override property(key: string): Value {
		return lengthIn(this.length, key) ?? null;
	}

	#parts(): [count: number, unit: string][] {
		const parts: [number, string][] = [
			[Math.trunc(this.months / 12), "year"],
			[this.months % 12, "month"],
		];
		let rest = this.milliseconds;
		for (const [unit, length] of units) {
			const count = unit === "second" ? rest / length : Math.trunc(rest / length);
			parts.push([count, unit]);
			rest -= count * length;
		}
		return parts.filter(([count]) => count !== 0);
	}
}

const monthLength = (365.2425 / 12) * dayLength;
const units: readonly (readonly [unit: string, length: number])[] = [
	["day", dayLength],
	["hour", 3_600_000],
	["minute", 60_000],
	["second", 1000],
];
const timeUnits = { hour: true, minute: true, second: true };
const isoLetters: Readonly<Record<string, string>> = {
	year: "Y",
	month: "M",
	day: "D",
	hour: "H",
	minute: "M",
	second: "S",
};

export const durationFields = [
	"years",
	"months",
	"weeks",
	"days",
	"hours",
	"minutes",
	"seconds",
	"milliseconds",
];

/** How many of a unit, named in the plural, so many milliseconds are; undefined for what is no unit. */
export function lengthIn(milliseconds: number, unit: string): Value | undefined {
	const length = lengths.get(unit);
	return length === undefined ? undefined : numberValue(milliseconds / length);
}

const lengths = new Map([
	["years", 12 * monthLength],
	["months", monthLength],
	["weeks", 7 * dayLength],
	["days", dayLength],
	["hours", 3_600_000],
	["minutes", 60_000],
	["seconds", 1000],
	["milliseconds", 1],
]);

const item = /\s*([+-]?\s*\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*,?/y;

/** `1d`, `2 weeks`, `1y 6M`: `M` is a month and `m` a minute. */
export function parseDuration(text: string): BaseDuration | undefined {
	if (text.length > 100 || text.trim() === "") return undefined;
	let months = 0;
	let milliseconds = 0;
	for (item.lastIndex = 0; item.lastIndex < text.length; ) {
		if (text.slice(item.lastIndex).trim() === "") break;
		const found = item.exec(text);
		if (found === null) return undefined;
		const count = Number(found[1]!.replace(/\s/g, ""));
		const unit = written.get(found[2]!) ?? written.get(found[2]!.toLowerCase());
		if (unit === undefined) return undefined;
		if (unit.months === 0) milliseconds += count * unit.milliseconds;
		else {
			months += Math.trunc(count) * unit.months;
			// Half a month is a number of days.
			milliseconds += Math.round((count - Math.trunc(count)) * unit.months * monthLength);
		}
	}
	return new BaseDuration(months, milliseconds);
}

interface Unit {
	readonly months: number;
	readonly milliseconds: number;
}

const written: ReadonlyMap<string, Unit> = new Map(
	(
		[
			["y year years", 12, 0],
			["M month months", 1, 0],
			["w week weeks", 0, 7 * dayLength],
			["d day days", 0, dayLength],
			["h hour hours", 0, 3_600_000],
			["m minute minutes", 0, 60_000],
			["s second seconds", 0, 1000],
		] as const
	).flatMap(([names, months, milliseconds]) =>
		names.split(" ").map((name): [string, Unit] => [name, { months, milliseconds }]),
	),
);

/** Months first, ending at the last day where a month is too short; then the rest. */
export function addDuration(date: BaseDate, duration: BaseDuration, sign: 1 | -1): BaseDate | undefined {
	const start = new Date(date.time);
	const months = start.getUTCFullYear() * 12 + start.getUTCMonth() + sign * duration.months;
	if (!Number.isSafeInteger(months) || months < 0 || months > 120_000) return undefined;
	const [year, month] = [Math.floor(months / 12), months % 12];
	const day = Math.min(start.getUTCDate(), daysOf(year, month + 1));
	const within = ((date.time % dayLength) + dayLength) % dayLength;
	const time = utc(year, month, day) + within + sign * duration.milliseconds;
	return dateAt(time, date.dateOnly && duration.milliseconds % dayLength === 0);
}
