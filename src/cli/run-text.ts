import { type CellPlan, type CellResult, type CellTest, placeOfLine } from "../model/index.js";
import { cells, harmless, padEnd, padStart } from "./cells.js";
import { clip } from "./columns.js";
import { seconds } from "./compile-summary.js";
import type { Paint } from "./console.js";
import { plural, thousands } from "./findings.js";

/** What people call a cell, from its index in the plan. */
export type NameOf = (cell: number) => string;

/** One line for a cell that has run: `✔ 长短期记忆网络#cec   0.41 s`. */
export function ranLine(
	name: string,
	{ status, milliseconds }: { status: string; milliseconds: number },
	width: number,
	paint: Paint,
): string {
	const sign = status === "ok" ? paint("green", "✔") : paint("red", "✘");
	const room = Math.max(20, width - 16);
	const time = paint("dim", padStart(seconds(milliseconds), 7));
	return `  ${sign} ${time}  ${clip(harmless(name), room)}`;
}

/** Every `test` of these cells, cell by cell, and what came out of those that failed. */
export function testReport(
	plan: CellPlan,
	results: readonly CellResult[],
	wanted: readonly number[],
	{
		nameOf,
		show,
		paint,
		width,
	}: { nameOf: NameOf; show: (path: string) => string; paint: Paint; width: number },
): string[] {
	const lines: string[] = [];
	let passed = 0;
	let failed = 0;
	let unknown = 0;
	for (const cell of wanted) {
		const { state, record } = results[cell]!;
		if (state !== "fresh" || record === undefined) {
			unknown += 1;
			continue;
		}
		const { tests } = record;
		if (tests.length === 0) continue;
		const { cell: written } = plan.cells[cell]!.compiled;
		const { line } = placeOfLine(written, 1, 1);
		lines.push(
			`${paint("bold", harmless(nameOf(cell)))}  ${paint("dim", harmless(`${show(written.path)}:${line}`))}`,
		);
		for (const test of tests) {
			if (test.ok) passed += 1;
			else failed += 1;
			lines.push(...testLines(test, width, paint));
		}
	}
	const counts = [
		...(passed > 0 ? [paint("green", plural(passed, "test").concat(" passed"))] : []),
		...(failed > 0 ? [paint("red", `${failed} failed`)] : []),
		...(unknown > 0 ? [paint("yellow", `${plural(unknown, "cell")} without a result`)] : []),
	];
	return [...lines, ...(lines.length > 0 ? [""] : []), counts.length === 0 ? "no tests" : counts.join(", ")];
}

function testLines(test: CellTest, width: number, paint: Paint): string[] {
	const sign = test.ok ? paint("green", "✔") : paint("red", "✘");
	const first = `  ${sign} ${clip(harmless(test.name), width - 4)}`;
	if (test.ok) return [first];
	const compared =
		test.got === undefined
			? undefined
			: `got ${test.got}${test.want === undefined ? "" : `, want ${test.want}`}${test.tolerance === undefined ? "" : ` ± ${test.tolerance}`}`;
	const why = compared ?? test.message?.split("\n", 1)[0];
	return why === undefined ? [first] : [first, `    ${paint("dim", clip(harmless(why), width - 4))}`];
}

/** What a cell gave, as text. */
export function outputLines(name: string, { state, record }: CellResult, paint: Paint): string[] {
	if (state !== "fresh" || record === undefined || record.outputs.length === 0) return [];
	const texts = record.outputs.map((output) =>
		output.output_type === "stream" ? output.text : String(output.data["text/plain"] ?? ""),
	);
	const lines = texts
		.flatMap((text) => text.trimEnd().split("\n"))
		.map((line) => `  ${harmless(line)}`.trimEnd());
	return [paint("bold", harmless(name)), ...lines];
}

export interface CellCounts {
	/** Cells and programs; of these, those that are programs for Dataview. */
	readonly ran: number;
	readonly programs: number;
	readonly unchanged: number;
	readonly failed: number;
	readonly blocked: number;
	/** What stands in their way is no other cell. */
	readonly impossible: number;
	readonly testsFailed: number;
}

/** For a vault with nothing to run in it. */
export const noCells = "  There are no cells in this vault. One is a fence that says so: ```ts cell";

/** `5 cells and 1 program run · 32 unchanged · 2 failed · 0.84 s` */
export function runSummary(counts: CellCounts, milliseconds: number, paint: Paint): string {
	const { ran, programs, unchanged, failed, blocked, impossible, testsFailed } = counts;
	const sign = failed + blocked + impossible + testsFailed > 0 ? paint("red", "✘") : paint("green", "✔");
	const kinds = [
		...(ran > programs ? [plural(ran - programs, "cell")] : []),
		...(programs > 0 ? [plural(programs, "program")] : []),
	];
	const parts = [
		kinds.length > 0 ? `${kinds.join(" and ")} run` : "nothing to run",
		...(unchanged > 0 ? [`${thousands(unchanged)} unchanged`] : []),
		...(failed > 0 ? [paint("red", `${failed} failed`)] : []),
		...(blocked > 0 ? [paint("yellow", `${blocked} blocked`)] : []),
		...(impossible > 0 ? [paint("red", `${impossible} cannot run`)] : []),
		...(testsFailed > 0 ? [paint("red", `${plural(testsFailed, "test")} failed`)] : []),
		seconds(milliseconds),
	];
	return `  ${sign} ${parts.join(" · ")}`;
}

/** The line that is drawn again and again: `… run ████░░ 12/37  长短期记忆网络#cec`. */
export function runningLine(
	done: number,
	total: number,
	names: readonly string[],
	width: number,
	paint: Paint,
): string {
	const barWidth = 24;
	const filled = total === 0 ? barWidth : Math.round((done / total) * barWidth);
	const bar = paint("cyan", "█".repeat(filled)) + paint("dim", "░".repeat(barWidth - filled));
	const head = `  … ${padEnd("run", 7)} ${bar} ${done}/${total}  `;
	return head + paint("dim", clip(harmless(names.join(", ")), Math.max(1, width - cells(head) - 1)));
}
