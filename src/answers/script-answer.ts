/** What a page shows of a program for Dataview: what its last run has left in its record. */
import { offsetAt } from "../code/index.js";
import type { Answer, AnswerProblem, CellRecord, CellResult, PlannedCell } from "../model/index.js";
import { readParts } from "./read-answer.js";
import { unshownIn } from "./unshown.js";

/** Under which a program's record has what it showed, and what is to be told of it. */
const mediaType = "application/vnd.notapse.answer+json";
const remarksType = "application/vnd.notapse.remarks+json";

/** @param flaw why the program, as it is now, cannot be run */
export function scriptAnswer(
	planned: PlannedCell,
	{ state, record }: CellResult,
	flaw: AnswerProblem | undefined,
): Answer {
	if (record === undefined) return { views: [], problem: flaw ?? notRun };
	const bundles = record.outputs.flatMap((output) => (output.output_type === "stream" ? [] : [output.data]));
	const parts = bundles.flatMap((data) => readParts(data[mediaType]));
	const remarks = new Set(bundles.flatMap((data) => data[remarksType]));
	const problem =
		flaw ?? problemOf(record, planned, state === "fresh") ?? (remarks.has("cut") ? tooLong : undefined);
	const unshown = [
		...unshownIn(parts),
		...unshownRemarks.flatMap(([name, said]) => (remarks.has(name) ? [said] : [])),
	];
	return {
		views: parts.length === 0 ? [] : [{ shape: "document", parts }],
		...(problem !== undefined && { problem }),
		...(unshown.length > 0 && { unshown }),
		...(state === "stale" && { stale: true as const }),
	};
}

const tooLong: AnswerProblem = {
	kind: "costly",
	message: "This program shows more than a page has room for, and the rest is left out.",
};

/** As a program's world names them. */
const unshownRemarks: readonly (readonly [name: string, said: string])[] = [
	["handles", "what answers clicks"],
	["inside", "changes of tables and texts that are rendered later"],
];

/** @param fresh whether places in the record are places in the program as it is now */
function problemOf(
	{ status, error }: CellRecord,
	{ key, compiled: { cell } }: PlannedCell,
	fresh: boolean,
): AnswerProblem | undefined {
	const { timeout, memory } = cell.options;
	switch (status) {
		case "ok":
			return undefined;
		case "timeout":
			return { kind: "costly", message: `This program did not end within ${timeout} s.` };
		case "memory": {
			const message = `This program took more memory than the ${memory} MB that it may have.`;
			return { kind: "costly", message };
		}
	}
	const frame = fresh ? error?.frames.find((frame) => frame.key === key) : undefined;
	const name = error?.name === undefined || error.name === "thrown" ? "" : `${error.name}: `;
	return {
		kind: "wrong",
		message: `${name}${(error?.message ?? "").split("\n", 1)[0]}`,
		...(frame !== undefined && placeAt(cell.code, offsetAt(cell.code, frame.line, frame.column))),
	};
}

/** Engines say where something begins: if that is a name, it is meant as a whole. */
function placeAt(code: string, offset: number): Pick<AnswerProblem, "offset" | "end"> {
	const name = /[\p{L}\p{N}\p{M}_$]+/uy;
	name.lastIndex = offset;
	return { offset, end: offset + (name.exec(code)?.[0].length ?? 1) };
}

export const notRun: AnswerProblem = {
	kind: "code",
	message:
		"This is a JavaScript program for Dataview, and it has not been run. Compiling a vault runs no programs.",
	hint: "notapse run",
};
