import {
	type CellError,
	type CellPlan,
	type CellResult,
	type Diagnostic,
	type PlannedCell,
	placeOfLine,
} from "../../model/index.js";
import { namesOfCells } from "./names-of-cells.js";
import { placeOfTest } from "./place-of-test.js";

/**
 * What went wrong in the cells that have run, each at its place in a note as it is now: records know places in programs
 * only. A cell without `test` failures that gave what its author expects says nothing; nor does a stale result.
 *
 * @param only of these cells, indices into the plan
 */
export function resultDiagnostics(
	plan: CellPlan,
	results: readonly CellResult[],
	only?: ReadonlySet<number>,
): readonly Diagnostic[] {
	const byKey = new Map<string, PlannedCell>();
	for (const cell of plan.cells)
		if (cell.key !== undefined && !byKey.has(cell.key)) byKey.set(cell.key, cell);
	const nameOf = namesOfCells(plan);
	return plan.cells.flatMap((cell, i): readonly Diagnostic[] => {
		if (only !== undefined && !only.has(i)) return [];
		const result = results[i]!;
		if (result.blockedBy !== undefined) {
			const by = result.blockedBy;
			return [blocked(cell, plan.cells[by]!, nameOf(by))];
		}
		if (result.state !== "fresh" || result.record === undefined) return [];
		const { record } = result;
		const failed = record.tests
			.filter(({ ok }) => !ok)
			.map(({ name, message }) =>
				atCell(
					cell,
					"cell/test-failed",
					`The test “${name}” failed${message ? `: ${firstLine(message)}` : "."}`,
					placeOf(cell, name),
				),
			);
		return [...outcome(cell, record, byKey), ...failed];
	});
}

function outcome(
	cell: PlannedCell,
	{ status, error }: NonNullable<CellResult["record"]>,
	byKey: ReadonlyMap<string, PlannedCell>,
): Diagnostic[] {
	const { expectError, timeout, memory } = cell.compiled.cell.options;
	switch (status) {
		case "ok":
			if (!expectError) return [];
			return [
				atCell(cell, "cell/no-error", "This cell was expected to fail, and did not.", {
					hint: "take expect-error away",
				}),
			];
		case "error":
			return expectError || error === undefined ? [] : [failure(cell, error, byKey)];
		case "timeout":
			return [
				atCell(cell, "cell/timeout", `This cell did not end within ${timeout} s.`, {
					hint: "give it longer with timeout=, or let it do less",
				}),
			];
		case "memory":
			return [
				atCell(cell, "cell/memory", `This cell took more memory than the ${memory} MB that it may have.`, {
					hint: "give it more with memory=, or let it keep less",
				}),
			];
	}
}

/** The error where it was thrown; if that is in a cell of another note, that place, and this one as the way to it. */
function failure(cell: PlannedCell, error: CellError, byKey: ReadonlyMap<string, PlannedCell>): Diagnostic {
	const places = error.frames.flatMap(({ key, line, column }) => {
		const thrown = key === cell.key ? cell : byKey.get(key);
		if (thrown === undefined) return [];
		const { cell: written } = thrown.compiled;
		return [{ path: written.path, position: placeOfLine(written, line, column), own: thrown === cell }];
	});
	const cause = error.cause === undefined ? "" : ` (because of ${firstLine(textOf(error.cause))})`;
	const message = `${firstLine(textOf(error))}${cause}`;
	const [place] = places;
	if (place === undefined) return atCell(cell, "cell/error", message);
	const own = places.find((frame) => frame.own);
	const from = own ?? { ...firstPlace(cell), own: true };
	return {
		...{ rule: "cell/error", severity: "error", message, path: place.path, position: place.position },
		...(!place.own && { hint: `called from ${from.path}:${from.position.line}:${from.position.column}` }),
	};
}

function blocked(cell: PlannedCell, by: PlannedCell, name: string): Diagnostic {
	const { path, position } = firstPlace(by);
	return atCell(cell, "cell/blocked", `This cell has not run: it is blocked by “${name}”.`, {
		severity: "warning",
		hint: `mend ${path}:${position.line}:${position.column}`,
	});
}

function atCell(
	cell: PlannedCell,
	rule: string,
	message: string,
	more: Partial<Diagnostic> = {},
): Diagnostic {
	return { rule, severity: "error", message, ...firstPlace(cell), ...more };
}

/** Of a test, if its place can be seen; or else the cell's. */
function placeOf({ compiled: { cell } }: PlannedCell, test: string): Partial<Diagnostic> {
	const position = placeOfTest(cell, test);
	return position === undefined ? {} : { position };
}

function firstPlace({ compiled: { cell } }: PlannedCell): Required<Pick<Diagnostic, "path" | "position">> {
	return { path: cell.path, position: placeOfLine(cell, 1, 1) };
}

function textOf({ name, message }: CellError): string {
	return message === "" ? name : `${name}: ${message}`;
}

function firstLine(text: string): string {
	return text.split("\n", 1)[0]!;
}
