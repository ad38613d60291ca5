import type { RecordFolder } from "./files.js";

/** Place → milliseconds of its last run. Stays on this machine; tells nothing but in which order to run. */
export type Timings = ReadonlyMap<string, number>;

const fileName = "timings.json";

export function readTimings(folder: RecordFolder): Timings {
	try {
		const value: unknown = JSON.parse(folder.read(fileName, 20_000_000) ?? "{}");
		if (typeof value !== "object" || value === null) return new Map();
		return new Map(
			Object.entries(value).filter(
				(entry): entry is [string, number] => Number.isFinite(entry[1]) && entry[1] >= 0,
			),
		);
	} catch {
		return new Map();
	}
}

export function writeTimings(folder: RecordFolder, timings: Timings): void {
	const sorted = [...timings].sort(([a], [b]) => (a < b ? -1 : 1));
	const lines = sorted.map(([place, ms]) => `${JSON.stringify(place)}: ${Math.round(ms * 10) / 10}`);
	folder.write(fileName, `{\n${lines.join(",\n")}\n}\n`);
}
