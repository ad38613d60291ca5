import type { CellPlan, CellRecord, CellResult } from "../../model/index.js";
import { openRecordFolder, type RecordFolder } from "./files.js";
import { placeOf, readPlaces } from "./places.js";
import { parseRecord } from "./record-text.js";

/**
 * What is known of each planned cell's result: its record, or an older one of the same place, or nothing. Only reads;
 * whatever lies in the vault's folder of records, it never throws.
 */
export function readRecords(root: string, plan: CellPlan): readonly CellResult[] {
	const folder = openRecordFolder(root);
	const places = readPlaces(folder);
	const read = remembering((key) => readRecordOf(folder, key));
	const found = plan.cells.map((cell): CellResult => {
		const fresh = cell.key === undefined ? undefined : read(cell.key);
		if (fresh !== undefined) return { state: "fresh", record: fresh };
		const last = places.get(placeOf(cell));
		const stale = last === undefined || last === cell.key ? undefined : read(last);
		return stale === undefined ? { state: "missing" } : { state: "stale", record: stale };
	});
	return withBlocks(plan, found);
}

export function readRecordOf(folder: RecordFolder, key: string): CellRecord | undefined {
	const text = folder.read(recordName(key));
	const record = text === undefined ? undefined : parseRecord(text);
	return record?.key === key ? record : undefined;
}

/** Where a key's record lies, from the folder of records. */
export function recordName(key: string): string {
	return `${key.slice(0, 2)}/${key}.json`;
}

/** Says of each cell whose result is not there which failure is in the way: the nearest one that
 * failed itself, or cannot be run. */
export function withBlocks(plan: CellPlan, results: readonly CellResult[]): readonly CellResult[] {
	const culprit = new Map<number, number>();
	return results.map((result, i) => {
		const isOk = result.state === "fresh" && result.record?.status === "ok";
		if (isOk) return result;
		const { needs, key } = plan.cells[i]!;
		const blockedBy = needs.map(({ cell }) => culprit.get(cell)).find((cell) => cell !== undefined);
		const failed = result.state === "fresh" || (key === undefined && blockedBy === undefined);
		if (failed) culprit.set(i, i);
		else if (blockedBy !== undefined) culprit.set(i, blockedBy);
		return blockedBy === undefined || failed ? result : { ...result, blockedBy };
	});
}

function remembering<T>(read: (key: string) => T): (key: string) => T {
	const known = new Map<string, T>();
	return (key) => {
		if (known.has(key)) return known.get(key) as T;
		const value = read(key);
		known.set(key, value);
		return value;
	};
}
