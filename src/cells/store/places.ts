import type { PlannedCell } from "../../model/index.js";
import type { RecordFolder } from "./files.js";
import { isKey } from "./read-record.js";

/** Place → key of the result that was last seen there: how the result of an edited cell is found again. */
export type Places = ReadonlyMap<string, string>;

/**
 * Where a cell stands, as far as a name can say it: its note, and its id or its number among the note's cells.
 *
 *     网络/长短期记忆网络.md#lstm-flow        网络/长短期记忆网络.md#0
 */
export function placeOf({ note, index, compiled, repeatsId }: PlannedCell): string {
	return `${note}#${repeatsId ? index : (compiled.cell.id ?? index)}`;
}

export function readPlaces(folder: RecordFolder): Places {
	const text = folder.read(fileName, 20_000_000);
	if (text === undefined) return new Map();
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== "object" || value === null) return new Map();
		return new Map(Object.entries(value).filter((entry): entry is [string, string] => isKey(entry[1])));
	} catch {
		return new Map();
	}
}

/** Sorted, one place a line: two people's edits meet in few lines. */
export function writePlaces(folder: RecordFolder, places: Places): void {
	const sorted = [...places].sort(([a], [b]) => (a < b ? -1 : 1));
	const lines = sorted.map(([place, key]) => `${JSON.stringify(place)}: ${JSON.stringify(key)}`);
	folder.write(fileName, lines.length === 0 ? "{}\n" : `{\n${lines.join(",\n")}\n}\n`);
}

const fileName = "places.json";
