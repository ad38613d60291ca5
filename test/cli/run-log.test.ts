import { describe, expect, it } from "vitest";
import type { Console } from "../../src/cli/console.js";
import { createRunLog } from "../../src/cli/run-log.js";
import type { CellPlan, CellRecord } from "../../src/model/index.js";
import type { RunEvent } from "../../src/run.js";

const record = { status: "ok", tests: [] } as unknown as CellRecord;
const plan = { cells: [] } as unknown as CellPlan;

/** What the line says after each event: `done/total names`. */
function linesAfter(...events: RunEvent[]): string[] {
	let drawn = "";
	const console = {
		remark: () => {},
		redraw: (line: string) => {
			drawn = line.replace(/^.*?(\d+\/\d+)\s*/, "$1 ").trim();
		},
		live: true,
		paintRemark: (_colour: string, text: string) => text,
		width: 80,
	} as unknown as Console;
	const log = createRunLog(console, false);
	return events.map((event) => {
		log.event(event, (cell) => "abc"[cell]!, plan);
		return drawn;
	});
}
const start = (cell: number): RunEvent => ({ kind: "start", cell });
const done = (cell: number): RunEvent => ({ kind: "done", cell, record, ms: 1 });

describe("the line of a run", () => {
	it("names what runs and counts what has run", () => {
		const stale: RunEvent = { kind: "stale", cells: [0, 1] };
		expect(linesAfter(stale, start(0), start(1), done(0), done(1))).toEqual([
			"0/2",
			"0/2 a",
			"0/2 a, b",
			"1/2 b",
			"2/2",
		]);
	});

	it("does not name a cell again that is evaluated for another one", () => {
		const stale: RunEvent = { kind: "stale", cells: [0, 1] };
		expect(linesAfter(stale, start(0), done(0), start(0), start(2), start(1)).slice(2)).toEqual([
			"1/2",
			"1/2",
			"1/2",
			"1/2 b",
		]);
	});
});
