import { foldName } from "../../model/index.js";
import type { NoteFacts } from "../shared/facts.js";

/** A moment that a note's author wrote down. Clocks of files and machines are never asked. */
export interface NoteDate {
	/** `2024-05-01` or `2024-05-01T10:00:00Z`. */
	readonly iso: string;
	readonly time: number;
}

type Dated = Pick<NoteFacts, "properties">;

/** When the note came into the world, by its properties. */
export function publishedOn(note: Dated): NoteDate | undefined {
	return firstDate(note, ["published", "date", "created", "updated", "modified"]);
}

/** When it last changed, by its properties. */
export function changedOn(note: Dated): NoteDate | undefined {
	return firstDate(note, ["updated", "modified", "date", "published", "created"]);
}

/** As RSS wants it: `Wed, 01 May 2024 10:00:00 GMT`. */
export function toRssDate({ time }: NoteDate): string {
	return new Date(time).toUTCString();
}

function firstDate({ properties }: Dated, keys: readonly string[]): NoteDate | undefined {
	for (const wanted of keys) {
		for (const { key, value } of properties) {
			if (foldName(key) !== wanted || typeof value !== "string") continue;
			const date = parseDate(value.trim());
			if (date !== undefined) return date;
		}
	}
	return undefined;
}

/** ISO dates only, because `01/02/2024` is two days; a time without a zone is taken as UTC. */
function parseDate(text: string): NoteDate | undefined {
	const match =
		/^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
			text,
		);
	if (match === null) return undefined;
	const [year, month, day, hour = 0, minute = 0, second = 0] = match
		.slice(1, 7)
		.map((part) => Number(part ?? 0));
	const local = Date.UTC(year!, month! - 1, day!, hour, minute, second);
	const inRange = new Date(local).getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
	if (!inRange || year === 0) return undefined;
	const time = local - zoneMinutes(match[7]) * 60_000;
	const iso = new Date(time).toISOString().replace(".000Z", "Z");
	return { iso: match[4] === undefined ? iso.slice(0, 10) : iso, time };
}

function zoneMinutes(zone: string | undefined): number {
	if (zone === undefined || zone === "Z") return 0;
	const sign = zone.startsWith("-") ? -1 : 1;
	return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
}
