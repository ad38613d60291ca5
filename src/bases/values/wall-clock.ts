/** What a clock in a zone shows at an instant, both in milliseconds. An unknown zone is that of Greenwich. */
export function wallClock(zone: string): (instant: number) => number {
	const format = zone === "UTC" ? undefined : formatOf(zone);
	if (format === undefined) return (instant) => instant;
	/** Offsets by quarter of an hour: no zone changes its clock within one. */
	const offsets = new Map<number, number>();
	return (instant) => {
		const quarter = Math.floor(instant / 900_000);
		let offset = offsets.get(quarter);
		if (offset === undefined) {
			offset = offsetAt(format, quarter * 900_000);
			offsets.set(quarter, offset);
		}
		return instant + offset;
	};
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
	try {
		return new Intl.DateTimeFormat("en-US", {
			...{ timeZone: zone, hourCycle: "h23", era: "short" },
			...{
				year: "numeric",
				month: "numeric",
				day: "numeric",
				hour: "numeric",
				minute: "numeric",
				second: "numeric",
			},
		});
	} catch {
		return undefined;
	}
}

function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
	const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
	const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
	const wall = Date.UTC(
		part("year"),
		part("month") - 1,
		part("day"),
		part("hour"),
		part("minute"),
		part("second"),
	);
	return Number.isFinite(wall) ? wall - instant : 0;
}
