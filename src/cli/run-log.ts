import type { CellPlan } from "../model/index.js";
import type { RunEvent } from "../run.js";
import { harmlessJson } from "./cells.js";
import type { Console } from "./console.js";
import { ranLine, runningLine } from "./run-text.js";

/** Tells how a run goes on: a line for each cell that has run, and on a terminal one that is drawn again. */
export interface RunLog {
	event(event: RunEvent, nameOf: (cell: number) => string, plan: CellPlan): void;
	end(): void;
}

/** More cells than this are not listed one by one, unless they fail. */
const listed = 60;

export function createRunLog(console: Console, json: boolean): RunLog {
	let stale: ReadonlySet<number> = new Set();
	const done = new Set<number>();
	const running = new Set<number>();
	return {
		event: (event, nameOf, plan) => {
			if (json) return console.remark(harmlessJson(toLine(event, nameOf)));
			if (event.kind === "stale") stale = new Set(event.cells);
			// An engine that lacks the values of a cell evaluates it once more for those that need it.
			if (event.kind === "start" && stale.has(event.cell) && !done.has(event.cell)) running.add(event.cell);
			if (event.kind === "done") {
				running.delete(event.cell);
				done.add(event.cell);
				const isGood =
					event.record.status === "ok" || plan.cells[event.cell]?.compiled.cell.options.expectError;
				if (!isGood || stale.size <= listed) {
					const status = isGood ? "ok" : event.record.status;
					const line = { status, milliseconds: event.ms };
					console.remark(ranLine(nameOf(event.cell), line, console.width, console.paintRemark));
				}
			}
			if (!console.live || stale.size === 0) return;
			const names = [...running].map(nameOf);
			console.redraw(runningLine(done.size, stale.size, names, console.width, console.paintRemark));
		},
		end: () => console.redraw(""),
	};
}

/** Records are in the document at the end. */
function toLine(event: RunEvent, nameOf: (cell: number) => string): object {
	if (event.kind === "stale") return { kind: "run-stale", cells: event.cells.map(nameOf) };
	const cell = nameOf(event.cell);
	if (event.kind === "start") return { kind: "run-start", cell };
	if (event.kind === "blocked") return { kind: "run-blocked", cell, by: nameOf(event.by) };
	return { kind: "run-done", cell, status: event.record.status, milliseconds: event.ms };
}
