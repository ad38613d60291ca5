/** What a page shows of a program for Dataview: what its last run has left in its record. */
import { offsetAt } from "../code/index.js";
import type { Answer, AnswerProblem, CellRecord, CellResult, PlannedCell } from "../model/index.js";
import { readParts } from "./read-answer.js";

/** Under which a program's record has what it showed. */
const mediaType = "application/vnd.notapse.answer+json";

export function scriptAnswer(planned: PlannedCell, { state, record }: CellResult): Answer {
	if (record === undefined) return { views: [], problem: notRun };
	const parts = record.outputs.flatMap((output) =>
		output.output_type === "stream" ? [] : readParts(output.data[mediaType]),
	);
	const problem = problemOf(record, state === "fresh" ? planned : undefined);
	return {
		views: parts.length === 0 ? [] : [{ shape: "document", parts }],
		...(problem !== undefined && { problem }),
		...(state === "stale" && { stale: true as const }),
	};
}

/** @param planned where places in the record are places in the program as it is now */
function problemOf(
	{ status, error }: CellRecord,
	planned: PlannedCell | undefined,
): AnswerProblem | undefined {
	if (status === "ok") return undefined;
	if (status !== "error") return { kind: "costly", message: error?.message ?? "It took too much." };
	const frame = error?.frames.find(({ key }) => key === planned?.key);
	const name = error?.name === undefined || error.name === "thrown" ? "" : `${error.name}: `;
	return {
		kind: "wrong",
		message: `${name}${(error?.message ?? "").split("\n", 1)[0]}`,
		...(frame !== undefined &&
			planned !== undefined && { offset: offsetAt(planned.compiled.cell.code, frame.line, frame.column) }),
	};
}

const notRun: AnswerProblem = {
	kind: "code",
	message:
		"This is a JavaScript program for Dataview, and it has not been run. Compiling a vault runs no programs.",
	hint: "notapse run",
};

export { notRun };
