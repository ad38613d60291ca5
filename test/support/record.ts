import { openRecordFolder } from "../../src/cells/store/files.js";
import { placeOf, readPlaces, writePlaces } from "../../src/cells/store/places.js";
import { recordName } from "../../src/cells/store/read-records.js";
import { printRecord } from "../../src/cells/store/record-text.js";
import type { CellRecord, PlannedCell } from "../../src/model/index.js";

/** Leaves in a vault what a run of this cell would leave that gave a text. */
export function writeRecord(
	vault: string,
	planned: PlannedCell,
	text: string,
	more: Partial<CellRecord> = {},
): void {
	const folder = openRecordFolder(vault);
	const key = planned.key!;
	const record: CellRecord = {
		...{ schema: 1, key, engine: "deno 2.0.0", seed: planned.compiled.cell.options.seed, status: "ok" },
		outputs: [{ output_type: "execute_result", data: { "text/plain": text }, metadata: {} }],
		...{ tests: [], params: [] },
		...more,
	};
	folder.write(recordName(key), printRecord(record));
	writePlaces(folder, new Map([...readPlaces(folder), [placeOf(planned), key]]));
}
