import type { CellPlan, CellRecord } from "../../model/index.js";
import type { RecordFolder } from "./files.js";
import { type Places, placeOf, writePlaces } from "./places.js";
import { recordName } from "./read-records.js";
import { printRecord } from "./record-text.js";

export function writeRecord(folder: RecordFolder, record: CellRecord): void {
	folder.write(recordName(record.key), printRecord(record));
}

/**
 * Says for each place of the plan whose result was seen there last (`hasRecord`), forgets places that are not there any
 * more, and takes away records that no place names.
 */
export function writeLastSeen(
	folder: RecordFolder,
	plan: CellPlan,
	before: Places,
	hasRecord: (cell: number) => boolean,
): void {
	const places = new Map<string, string>();
	plan.cells.forEach((cell, index) => {
		const place = placeOf(cell);
		const key = cell.key !== undefined && hasRecord(index) ? cell.key : before.get(place);
		if (key !== undefined) places.set(place, key);
	});
	if (isSame(before, places)) return;
	writePlaces(folder, places);
	folder.write(".gitignore", "timings.json\nmemo/\n*.new\n");
	prune(folder, new Set(places.values()));
}

function isSame(a: Places, b: Places): boolean {
	return a.size === b.size && [...a].every(([place, key]) => b.get(place) === key);
}

function prune(folder: RecordFolder, named: ReadonlySet<string>): void {
	for (const prefix of folder.list(".")) {
		if (!/^[\da-f]{2}$/.test(prefix)) continue;
		for (const name of folder.list(prefix)) {
			const key = /^([\da-f]{64})\.json$/.exec(name)?.[1];
			if (key?.startsWith(prefix) && !named.has(key)) folder.remove(`${prefix}/${name}`);
		}
	}
}
