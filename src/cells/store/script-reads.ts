import type { CellPlan, CellRecord } from "../../model/index.js";
import type { RecordFolder } from "./files.js";
import { isKey } from "./read-record.js";

/** What programs for Dataview have read when they last ran, by the digests of the programs. */
export type ScriptReads = ReadonlyMap<string, readonly string[]>;

const fileName = "reads.json";
/** Names of what one program has read. */
const mostNames = 2_000;

/** The media type under which a program leaves in its outputs what it has read. */
const mediaType = "application/vnd.notapse.reads+json";

export function readReads(folder: RecordFolder): ScriptReads {
	const text = folder.read(fileName, 50_000_000);
	if (text === undefined) return new Map();
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== "object" || value === null) return new Map();
		return new Map(
			Object.entries(value).filter(
				(entry): entry is [string, readonly string[]] => isKey(entry[0]) && isNames(entry[1]),
			),
		);
	} catch {
		return new Map();
	}
}

/** Keeps what is known of the plan's programs, and nothing of others. */
export function writeReads(
	folder: RecordFolder,
	plan: CellPlan,
	ran: ReadonlyMap<string, readonly string[] | undefined>,
): void {
	const before = readReads(folder);
	const lines: string[] = [];
	const bases = new Set(plan.cells.flatMap(({ script }) => (script === undefined ? [] : [script.base])));
	for (const base of [...bases].sort()) {
		const names = ran.has(base) ? ran.get(base) : before.get(base);
		if (names !== undefined) lines.push(`${JSON.stringify(base)}: ${JSON.stringify(names)}`);
	}
	if (lines.length === 0) folder.remove(fileName);
	else folder.write(fileName, `{\n${lines.join(",\n")}\n}\n`);
}

/**
 * A record without what its program says that it has read, and that; undefined where it says nothing, so that nothing is
 * known.
 */
export function takeReads(record: CellRecord): {
	readonly record: CellRecord;
	readonly reads: readonly string[] | undefined;
} {
	const said: unknown[] = [];
	const outputs = record.outputs.filter((output) => {
		if (output.output_type === "stream" || !Object.hasOwn(output.data, mediaType)) return true;
		said.push(output.data[mediaType]);
		return false;
	});
	// A program may say so too: it can only add to what is known of it.
	const known = said.length > 0 && said.every(isNames);
	const reads = known ? [...new Set((said as readonly (readonly string[])[]).flat())] : undefined;
	return { record: { ...record, outputs }, reads };
}

function isNames(value: unknown): value is readonly string[] {
	return (
		Array.isArray(value) &&
		value.length <= mostNames &&
		value.every((name) => typeof name === "string" && name.length <= 5_000)
	);
}

/** The same record under another key: its places name the program by it. */
export function underKey(record: CellRecord, before: string, key: string): CellRecord {
	const { error } = record;
	if (error === undefined) return { ...record, key };
	const moved = (one: NonNullable<CellRecord["error"]>): NonNullable<CellRecord["error"]> => ({
		...one,
		frames: one.frames.map((frame) => (frame.key === before ? { ...frame, key } : frame)),
		...(one.cause !== undefined && { cause: moved(one.cause) }),
	});
	return { ...record, key, error: moved(error) };
}
