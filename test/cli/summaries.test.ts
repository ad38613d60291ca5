/** Lines that say what a command did: cells, questions and programs are counted apart. */
import { expect, it } from "vitest";
import { stageLines, timingTable } from "../../src/cli/compile-summary.js";
import { plainText } from "../../src/cli/console.js";
import { type CellCounts, runSummary } from "../../src/cli/run-text.js";
import type { CompileResult, CompileSummary } from "../../src/compile.js";

const none: CellCounts = {
	...{ ran: 0, programs: 0, unchanged: 0, failed: 0, blocked: 0, impossible: 0, testsFailed: 0 },
};

it.each<[Partial<CellCounts>, string]>([
	[{ ran: 1 }, "  ✔ 1 cell run · 1.00 s"],
	[{ ran: 2, programs: 2 }, "  ✔ 2 programs run · 1.00 s"],
	[
		{ ran: 6, programs: 1, unchanged: 1200, failed: 2 },
		"  ✘ 5 cells and 1 program run · 1,200 unchanged · 2 failed · 1.00 s",
	],
	[{ unchanged: 3 }, "  ✔ nothing to run · 3 unchanged · 1.00 s"],
	[{ impossible: 1 }, "  ✘ nothing to run · 1 cannot run · 1.00 s"],
])("a run of %j", (counts, line) => {
	expect(runSummary({ ...none, ...counts }, 1000, plainText)).toBe(line);
});

it.each<[Pick<CompileSummary, "questions" | "programs">, string]>([
	[{ questions: { all: 12, failed: 0 } }, "12 questions"],
	[{ questions: { all: 12, failed: 1 } }, "12 questions (1 without an answer)"],
	[{ programs: { all: 1, unknown: 1, stale: 0, failed: 0 } }, "1 program (1 never run)"],
	[
		{ questions: { all: 2, failed: 0 }, programs: { all: 9, unknown: 2, stale: 1, failed: 3 } },
		"2 questions · 9 programs (2 never run, 1 stale, 3 failed)",
	],
])("answers of %j", (summary, note) => {
	const result = { upToDate: false, summary, timings: [{ stage: "answer", cpuMs: 1, wallMs: 1000 }] };
	const [line] = stageLines(result as unknown as CompileResult, { done: 0, cached: 0 }, plainText);
	expect(line).toBe(`  ✔ answer   1.00 s  ${note}`);
});

it("shows the parts of a stage below it, as shares of the whole", () => {
	const parts = [
		{ part: "index", cpuMs: 500, wallMs: 400 },
		{ part: "map", cpuMs: 250, wallMs: 100 },
	] as const;
	const table = timingTable(
		[
			{ stage: "parse", cpuMs: 1000, wallMs: 500 },
			{ stage: "embed", cpuMs: 1000, wallMs: 600, parts },
		],
		plainText,
	);
	expect(table.slice(1)).toEqual([
		"  parse       1.00 s   50 %    0.50 s",
		"  embed       1.00 s   50 %    0.60 s",
		"    index     0.50 s   25 %    0.40 s",
		"    map       0.25 s   13 %    0.10 s",
		"  all         2.00 s  100 %    1.10 s",
	]);
});
