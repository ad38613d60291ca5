/**
 * Running the cells of a vault: read, parse, resolve and plan as for a compile; then what is stale is run, and
 * nothing else is done. The results lie in the vault, and the next compile shows them.
 */

import type { PlannedScripts } from "./answers/script-plan.js";
import {
	createStandby,
	distrust,
	namesOfCells,
	type RunEvent,
	type RunReport,
	resultDiagnostics,
	runCells,
	type Standby,
	trust,
	trustOf,
} from "./cells/index.js";
import { readClock } from "./clock.js";
import { type ConceptFinder, createConceptFinder } from "./concepts/find-concept.js";
import { type LoadOptions, type NoteReader, noteReaderFor, type PlannedVault, planVault } from "./load.js";
import {
	type CellPlan,
	type CellResult,
	type CompiledCell,
	type Diagnostic,
	type NotapseError,
	type NoteCells,
	placeOfLine,
	type Vault,
} from "./model/index.js";
import { hasScripts, planVaultCells, readerOf } from "./vault-cells/vault-cells.js";

export { type RunEvent, toNotebook } from "./cells/index.js";

export type ParamValues = readonly (readonly [name: string, value: number | string | boolean])[];

export interface RunVaultOptions extends LoadOptions {
	/** The vault, where it has just been read. */
	readonly known?: Vault;
	/** Where this is one of several runs. */
	readonly memory?: RunMemory;
	/** What of the vault to run, and what that needs; all of it if not said. */
	readonly choose?: (vault: PlannedVault, finder: ConceptFinder) => readonly number[];
	/** Run by Node with the user's rights, which the user has agreed to for exactly this code. */
	readonly trusted?: boolean;
	readonly jobs?: number;
	/** Also what has a result. */
	readonly rerun?: boolean;
	/** Values for `param`s: the results are answered, and not kept. Sorted by name. */
	readonly params?: ParamValues;
	readonly onRun?: (event: RunEvent, nameOf: (cell: number) => string, plan: CellPlan) => void;
}

export interface RanVault extends PlannedVault, Pick<RunReport, "ran" | "timings"> {
	/** Cells that were asked for by name, without those that they need; in the plan's order. */
	readonly chosen: readonly number[];
	readonly results: readonly CellResult[];
	/** What people call a cell of the plan. */
	nameOf(cell: number): string;
	/** What is wrong with the chosen cells and with what they need. */
	readonly diagnostics: readonly Diagnostic[];
}

/** What runs of one vault that follow each other share: what its notes say, and an engine that waits for the next one. */
export interface RunMemory {
	readonly reader: NoteReader;
	readonly standby: Standby;
	close(): Promise<void>;
}

export function openRunMemory(options: LoadOptions): RunMemory {
	const reader = noteReaderFor(options, true);
	const standby = createStandby();
	return {
		reader,
		standby,
		close: async () => {
			standby.close();
			await reader.close();
		},
	};
}

/**
 * @throws SafetyError without what the sandbox needs, or when trust is missing; UsageError from `choose`
 */
export async function runVault(options: RunVaultOptions): Promise<RanVault> {
	const withoutScripts = await planVault(options, options.known, options.memory?.reader);
	const scripts = await scriptsOf(withoutScripts);
	const loaded = { ...withoutScripts, plan: joined(withoutScripts.plan, scripts?.plan) };
	const { vault, graph, cells } = loaded;
	const notes = loaded.notes.map(({ note }) => note);
	const chosen = options.choose?.(loaded, createConceptFinder({ vault, notes, graph }));
	const params = options.params ?? [];
	const plan =
		params.length === 0
			? loaded.plan
			: joined(
					await planVaultCells(vault, { cells: withParams(cells, params), diagnostics: [] }, loaded),
					scripts?.plan,
				);

	const nameOf = namesOfCells(plan);
	const report = await runCells(plan, {
		root: vault.root,
		engine: options.trusted ? "trusted" : "sandbox",
		...(options.jobs !== undefined && { jobs: options.jobs }),
		force: options.rerun ?? false,
		...(options.memory !== undefined && { standby: options.memory.standby }),
		...(chosen !== undefined && { only: chosen }),
		dry: params.length > 0,
		readFile: readerOf(loaded),
		...(scripts !== undefined && { scripts: scripts.support }),
		...(options.signal !== undefined && { signal: options.signal }),
		onEvent: (event) => options.onRun?.(event, nameOf, plan),
	});
	const asked = new Set([...report.asked].map((cell) => plan.cells[cell]!.compiled.cell.path));
	const ofAsked = ({ path }: Diagnostic) => path === undefined || asked.has(path);
	return {
		...loaded,
		...{ plan, results: report.results, ran: report.ran, timings: report.timings },
		nameOf,
		chosen: chosen ?? [...plan.cells.keys()],
		diagnostics: [
			...[...notes.flatMap(({ diagnostics }) => diagnostics), ...graph.diagnostics].filter(({ rule }) =>
				rule.startsWith("cell/"),
			),
			...plan.diagnostics,
			...resultDiagnostics(plan, report.results, cellsAmong(plan, report.asked)),
			...(scripts ? await programDiagnostics(plan, report, loaded.notes) : []),
			...[...report.refused].map(([cell, error]) => refusal(plan, cell, error)),
		].filter(ofAsked),
	};
}

/** Programs for Dataview, where published notes have some; each is run as a cell is. */
async function scriptsOf(planned: PlannedVault): Promise<PlannedScripts | undefined> {
	if (!hasScripts(planned.notes)) return undefined;
	const { planScripts } = await import("./answers/script-plan.js");
	return planScripts(planned, readClock(process.env), { reads: true });
}

/** What is wrong with programs is told as by whoever shows their results. */
async function programDiagnostics(
	plan: CellPlan,
	{ results, asked }: RunReport,
	notes: PlannedVault["notes"],
): Promise<readonly Diagnostic[]> {
	const { ranDiagnostics } = await import("./answers/script-diagnostics.js");
	return ranDiagnostics(plan, results, asked, notes);
}

function cellsAmong({ cells }: CellPlan, indices: ReadonlySet<number>): ReadonlySet<number> {
	return new Set([...indices].filter((cell) => cells[cell]!.script === undefined));
}

/** Programs need no cell, and no cell needs a program: they come last. */
function joined(plan: CellPlan, scripts: CellPlan | undefined): CellPlan {
	if (scripts === undefined) return plan;
	return {
		cells: [...plan.cells, ...scripts.cells],
		diagnostics: [...plan.diagnostics, ...scripts.diagnostics],
	};
}

/** Whether the user has agreed to the code of all cells of a vault as it stands. */
export interface VaultTrust {
	/** How many cells there are. */
	readonly cells: number;
	readonly granted: boolean;
	grant(): void;
	/** Answers whether there was any to take back. */
	revoke(): boolean;
}

export async function openTrust(options: LoadOptions): Promise<VaultTrust> {
	const planned = await planVault(options);
	const { vault } = planned;
	const plan = joined(planned.plan, (await scriptsOf(planned))?.plan);
	return {
		cells: plan.cells.length,
		granted: trustOf(vault.root, plan).trusted,
		grant: () => trust(vault.root, plan),
		revoke: () => distrust(vault.root),
	};
}

/** Others have run; this one is not tried with less. */
function refusal(plan: CellPlan, index: number, { message, hint }: NotapseError): Diagnostic {
	const { cell } = plan.cells[index]!.compiled;
	return {
		...{
			rule: "cell/refused",
			severity: "error",
			message,
			path: cell.path,
			position: placeOfLine(cell, 1, 1),
		},
		...(hint !== undefined && { hint }),
	};
}

/** Cells whose parameters have these values. */
function withParams(cells: readonly NoteCells[], params: ParamValues): NoteCells[] {
	const merged = (own: ParamValues): ParamValues => {
		const values = new Map([...own, ...params]);
		return [...values].sort(([a], [b]) => (a < b ? -1 : 1));
	};
	const changed = ({ cell, ...rest }: CompiledCell): CompiledCell => ({
		...rest,
		cell: { ...cell, options: { ...cell.options, params: merged(cell.options.params) } },
	});
	return cells.map(({ note, cells: own }) => ({ note, cells: own.map(changed) }));
}
