import {
	type CellPlan,
	InputError,
	type NotapseError,
	type PlannedCell,
	type Position,
	placeInFile,
	placeOfLine,
	type VaultPath,
} from "../../model/index.js";
import type { EvaluateCommand, Evaluated, RawError } from "./engines/protocol.js";
import { type EngineKind, openEngines } from "./engines.js";
import { withNeeds } from "./find-stale.js";
import type { Fate } from "./lane.js";
import { createModules } from "./modules.js";
import { placeholder } from "./placeholder.js";
import { readContents } from "./run-cells.js";
import { runStale } from "./run-stale.js";
import { checkTrust } from "./trust.js";

export interface BehindOptions {
	/** The vault's folder. */
	readonly root: string;
	readonly engine: EngineKind;
	/** Index into the plan. */
	readonly cell: number;
	/** What that cell exports, and the program imports. */
	readonly name: string;
	/**
	 * A program of notapse's own: a module that imports `name` from `"notapse:cell"`, the library from `"notapse"`, gets
	 * `input` as the file `task`, and exports the `answer`, bytes in base64.
	 */
	readonly program: string;
	readonly input: Uint8Array;
	/** Content of a file that a cell declared with `reads=`, by its path in the vault. */
	readonly readFile: (path: string) => Uint8Array | Promise<Uint8Array>;
	/** Where the build has left the engines' scripts and the library; beside this program if not said. */
	readonly assets?: string;
	readonly signal?: AbortSignal;
}

/**
 * Runs a program of ours on what a cell exports, in the engine that runs the cell, and answers what it gives. The cell
 * and all that it needs are evaluated there first; no result of theirs is kept. Strangers' code shares a world with the
 * program: the answer is for somebody to check.
 *
 * @throws SafetyError without the sandbox, or when trust is missing; InputError that tells what is wrong in which line
 */
export async function runBehind(plan: CellPlan, options: BehindOptions): Promise<Uint8Array> {
	checkTrust(plan, options);
	const engines = openEngines(options);
	const missing = engines.missing("script");
	if (missing !== undefined) throw missing;
	const { cell: target, signal, readFile } = options;
	const needed = [...withNeeds(plan, [target])].sort((a, b) => a - b);
	const behind = plan.cells.length;
	const modules = createModules(plan, await readContents(plan, needed, readFile));
	const stop = new AbortController();
	let given: string | undefined;
	let failure: NotapseError | undefined;
	const fail = (cell: number, error: RawError) => {
		failure ??= errorAt(plan, options, { cell, error, placeOf: modules.placeOf });
		stop.abort();
	};
	try {
		await runStale({
			plan: withBehind(plan, target),
			stale: [...needed, behind],
			jobs: 1,
			signal: signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]),
			isGood: () => false,
			// All in one engine, which is given what a network of a large vault needs.
			sortOf: () => ({ language: "script", memory }),
			refuse: () => false,
			commandFor: (cell) => (cell === behind ? commandOf(behind, options) : modules.commandFor(cell)),
			timeoutOf: (cell) => secondsOf(plan, target, cell === behind) * 1000,
			costOf: () => undefined,
			openLane: engines.openLane,
			recall: () => undefined,
			keep: () => {},
			done: (cell, evaluated: Evaluated) => {
				if (evaluated.error !== undefined) fail(cell, evaluated.error);
				else if (cell === behind && typeof evaluated.given === "string") given = evaluated.given;
				return evaluated.error === undefined;
			},
			lost: (cell, fate, lastWords) =>
				fail(cell, lossOf(fate, lastWords, secondsOf(plan, target, cell === behind))),
			blocked: () => {},
			cannotStart: engines.cannotStart,
		});
	} catch (error) {
		throw failure ?? error;
	} finally {
		engines.close();
	}
	if (failure !== undefined) throw failure;
	if (given === undefined) throw new InputError("The cell of the network gives no answer.");
	return Buffer.from(given, "base64");
}

/** Megabytes. */
const memory = 2_048;

/** A cell says how long it takes to be evaluated; what is done with it then may take sixty times as long. */
function secondsOf(plan: CellPlan, target: number, isBehind: boolean): number {
	const { timeout } = plan.cells[target]!.compiled.cell.options;
	return isBehind ? 60 * timeout : Math.max(timeout, 60);
}

/** The plan with the program as its last cell: it has no text of a note, and nothing is looked up in it but its need. */
function withBehind(plan: CellPlan, target: number): CellPlan {
	const program: PlannedCell = { ...plan.cells[target]!, needs: [{ cell: target, names: [] }], files: [] };
	return { ...plan, cells: [...plan.cells, program] };
}

function commandOf(behind: number, { cell, program, input }: BehindOptions): EvaluateCommand {
	const text = program
		.replaceAll('"notapse:cell"', `"${placeholder(cell)}"`)
		.replaceAll('"notapse"', `"${placeholder(-1)}"`);
	return {
		...{ do: "evaluate", cell: behind, text, reaches: [cell], labels: [], thenable: false },
		links: [
			[placeholder(cell), cell],
			[placeholder(-1), -1],
		],
		...{ seed: 0, params: [], impure: false, gives: "answer" },
		files: [["task", Buffer.from(input).toString("base64")]],
	};
}

function lossOf(fate: Fate, lastWords: string, seconds: number): RawError {
	if (fate === "timeout")
		return { name: "Timeout", message: `It did not end within ${seconds} s.`, frames: [] };
	const ranOut = fate === "memory" || /out of memory|Allocation failed/i.test(lastWords);
	if (ranOut)
		return { name: "OutOfMemory", message: `It needed more than ${memory} MB of memory.`, frames: [] };
	return { name: "EngineError", message: "Its engine died of it.", frames: [] };
}

/** Where it was thrown; where the note exports the name, if that was in no note. */
function errorAt(
	plan: CellPlan,
	{ cell: target, name }: BehindOptions,
	thrown: {
		readonly cell: number;
		readonly error: RawError;
		readonly placeOf: ReturnType<typeof createModules>["placeOf"];
	},
): NotapseError {
	const { error, cell, placeOf } = thrown;
	const frames = Array.isArray(error.frames) ? error.frames : [];
	const [first] = frames.flatMap((frame): { path: VaultPath; position: Position }[] => {
		const place = placeOf(frame);
		const written = plan.cells[frame.cell]?.compiled.cell;
		if (place === undefined || written === undefined) return [];
		return [{ path: written.path, position: placeOfLine(written, place.line, place.column) }];
	});
	const { path, position } =
		first ?? placeOfExport(plan, plan.cells[cell] === undefined ? target : cell, name);
	const kind = String(error.name) === "thrown" ? "" : `${String(error.name)}: `;
	const text = `${kind}${String(error.message).split("\n", 1)[0]}`;
	return new InputError(`${path}:${position.line}:${position.column}: ${text}`);
}

/** Of a cell that exports nothing of that name, its beginning. */
export function placeOfExport(
	plan: CellPlan,
	index: number,
	name: string,
): { path: VaultPath; position: Position } {
	const { cell, facts } = plan.cells[index]!.compiled;
	const defined = facts.defines.find((it) => it.name === name);
	const position = defined === undefined ? placeOfLine(cell, 1, 1) : placeInFile(cell, defined.offset);
	return { path: cell.path, position };
}
