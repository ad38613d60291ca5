/** What time it is, and where: an input like any other. */
export interface Clock {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** As in `Europe/Berlin`. */
	readonly zone: string;
}

/** The machine's, unless `SOURCE_DATE_EPOCH` (seconds since 1970) says what time it is to be: then everywhere alike. */
export function readClock(env: Readonly<Record<string, string | undefined>>): Clock {
	const given = env.SOURCE_DATE_EPOCH;
	if (given !== undefined && /^\d{1,12}$/.test(given)) return { now: Number(given) * 1000, zone: "UTC" };
	return { now: Date.now(), zone: new Intl.DateTimeFormat("en").resolvedOptions().timeZone };
}

/** The day that it is there, as `2026-11-23`. */
export function dayOf({ now, zone }: Clock): string {
	const format = { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
	const parts = new Intl.DateTimeFormat("en", format).formatToParts(now);
	const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
	return [part("year"), part("month"), part("day")].join("-");
}
