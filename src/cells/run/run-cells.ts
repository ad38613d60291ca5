import { createHash } from "node:crypto";
import { lineColumnAt } from "../../code/index.js";
import {
	type CellPlan,
	type CellRecord,
	type CellResult,
	InputError,
	type NotapseError,
	type PlannedCell,
	type PlannedScript,
} from "../../model/index.js";
import { openRecordFolder } from "../store/files.js";
import { openMemos } from "../store/memos.js";
import { placeOf, readPlaces } from "../store/places.js";
import { readRecords, recordName, withBlocks } from "../store/read-records.js";
import { takeReads, underKey, writeReads } from "../store/script-reads.js";
import { readTimings, writeTimings } from "../store/timings.js";
import { writeLastSeen, writeRecord } from "../store/write-results.js";
import type { Evaluated } from "./engines/protocol.js";
import { type EngineKind, type Engines, type Language, openEngines } from "./engines.js";
import { findStale, withNeeds } from "./find-stale.js";
import type { Fate, LaneSort } from "./lane.js";
import { emptyRecord, makeRecord } from "./make-record.js";
import type { Modules } from "./modules.js";
import { placeOfThrown } from "./place-of-thrown.js";
import { runStale } from "./run-stale.js";
import type { ScriptModules, ScriptSupport } from "./script-modules.js";
import type { Standby } from "./standby.js";
import { checkTrust } from "./trust.js";

export interface RunOptions {
	/** The vault's folder. */
	readonly root: string;
	/** `sandbox`: nothing but computing. `trusted`: files, network and packages of the vault's owner. */
	readonly engine: EngineKind;
	/** How many engines at once; as many as there are processors. */
	readonly jobs?: number;
	/** Also what has a result. */
	readonly force?: boolean;
	/** Only these cells, and what they need; indices into the plan. */
	readonly only?: readonly number[];
	/** Seconds for every cell, instead of its own `timeout`. */
	readonly timeout?: number;
	/** Content of a file that a cell declared with `reads=`, by its path in the vault. */
	readonly readFile?: (path: string) => Uint8Array | Promise<Uint8Array>;
	/** Where the build has left the engines' scripts and the library; beside this program if not said. */
	readonly assets?: string;
	/** For plans with programs for Dataview. */
	readonly scripts?: ScriptSupport;
	/** Of runs that follow each other: an engine waits there for the next one. */
	readonly standby?: Standby;
	/** Results are answered, and not kept. */
	readonly dry?: boolean;
	readonly signal?: AbortSignal;
	readonly onEvent?: (event: RunEvent) => void;
}

/** Cells are indices into the plan. */
export type RunEvent =
	/** What is going to be run. */
	| { readonly kind: "stale"; readonly cells: readonly number[] }
	/** Handed to an engine; also what has a result already, when others need it there. */
	| { readonly kind: "start"; readonly cell: number }
	| { readonly kind: "done"; readonly cell: number; readonly record: CellRecord; readonly ms: number }
	/** Not run, because of a cell that failed. */
	| { readonly kind: "blocked"; readonly cell: number; readonly by: number };

export interface RunReport {
	/** For each cell of the plan. */
	readonly results: readonly CellResult[];
	/** Cells that were run, in the plan's order. */
	readonly ran: readonly number[];
	/** Cells that were not run because their language has no engine here, while others could be. */
	readonly refused: ReadonlyMap<number, NotapseError>;
	/** Cells that were asked for, with all that they need. */
	readonly asked: ReadonlySet<number>;
	/** Milliseconds of each cell that was run. */
	readonly timings: ReadonlyMap<number, number>;
}

/**
 * Runs what is stale of the plan's cells, and what that needs, and keeps the results in the vault: each as soon as
 * it is there, so that a run that is broken off has done what it has done. Without anything stale, no other
 * program is started.
 *
 * @throws SafetyError when no cell has what its engine needs: nothing else takes its place
 */
export async function runCells(plan: CellPlan, options: RunOptions): Promise<RunReport> {
	checkTrust(plan, options);
	const engines = openEngines(options);
	const before = readRecords(options.root, plan);
	const isOld = ageOf(options.root);
	const records = before.map(({ state, record }, i) =>
		state === "fresh" && record !== undefined && !isOld(plan.cells[i]!) ? record : undefined,
	);
	const engineOf = (cell: number) => engines.nameOf(languageOf(plan, cell));
	const { stale: found, asked } = findStale(plan, records, engineOf, options);
	const refused = new Map<number, NotapseError>();
	for (const cell of found) {
		const missing = engines.missing(languageOf(plan, cell));
		if (missing !== undefined) refused.set(cell, missing);
	}
	const stale = found.filter((cell) => !refused.has(cell));
	const [error] = refused.values();
	if (stale.length === 0 && error !== undefined) throw error;
	options.onEvent?.({ kind: "stale", cells: stale });
	const session = new Session(plan, options, engines, records);
	try {
		if (stale.length > 0) await session.run(stale);
	} finally {
		engines.close(commonSort(plan));
		session.close();
	}
	const results = withBlocks(
		plan,
		before.map((result, cell) => {
			const record = session.records[cell];
			return record === undefined ? result : { state: "fresh", record };
		}),
	);
	const ran = [...session.timings.keys()].sort((a, b) => a - b);
	return { results, ran, refused, asked, timings: session.timings };
}

/** Whether a cell's result is older than its `max-age` allows, by when its record was written. */
function ageOf(root: string): (cell: PlannedCell) => boolean {
	const folder = openRecordFolder(root);
	const now = Date.now();
	return ({ key, compiled }) => {
		const { maxAge } = compiled.cell.options;
		if (maxAge === undefined || key === undefined) return false;
		return now - folder.stat(recordName(key)).time > maxAge * 1000;
	};
}

/** One run: what is known before it and what it adds. */
class Session {
	readonly timings = new Map<number, number>();
	readonly #started = new Map<number, number>();
	readonly #folder;
	#modules: Modules | undefined;
	readonly #memos;
	/** Of programs that have run, by their bases; undefined where it is not known what they have read. */
	readonly #reads = new Map<string, readonly string[] | undefined>();

	constructor(
		private readonly plan: CellPlan,
		private readonly options: RunOptions,
		private readonly engines: Engines,
		/** Fresh ones, for each cell. */
		readonly records: (CellRecord | undefined)[],
	) {
		this.#folder = openRecordFolder(options.root);
		this.#memos = openMemos(this.#folder);
	}

	async run(stale: readonly number[]): Promise<void> {
		const { plan, engines, options } = this;
		const { jobs, signal, onEvent } = options;
		const last = readTimings(this.#folder);
		// With it comes what reads programs, and mostly nothing is stale.
		const { createModules } = await import("./modules.js");
		const contents = await readContents(plan, stale, options.readFile);
		const scripts = await this.#scriptModules(stale);
		const modules = createModules(plan, contents, scripts);
		this.#modules = modules;
		await runStale({
			...{ plan, stale, ...(jobs !== undefined && { jobs }), ...(signal !== undefined && { signal }) },
			...(scripts !== undefined && { extra: scripts.extra }),
			isGood: (cell) => this.records[cell]?.status === "ok",
			sortOf: (cell) => sortOf(plan, cell),
			refuse: (cell) => this.#refuse(cell),
			commandFor: (cell) => {
				onEvent?.({ kind: "start", cell });
				this.#started.set(cell, performance.now());
				return modules.commandFor(cell);
			},
			timeoutOf: (cell) => this.#timeoutOf(cell),
			costOf: (cell) => this.timings.get(cell) ?? last.get(placeOf(plan.cells[cell]!)),
			openLane: engines.openLane,
			// What a program for Dataview reads is found out when it runs: nothing of it is kept for another run.
			recall: (cell, key) =>
				plan.cells[cell]!.script ? undefined : this.#memos.get(this.#memoScope(cell), key),
			keep: (cell, key, value) => {
				if (options.dry !== true && plan.cells[cell]!.script === undefined)
					this.#memos.set(this.#memoScope(cell), key, value);
			},
			done: (cell, evaluated) => this.#done(cell, evaluated),
			lost: (cell, fate, lastWords) => this.#lost(cell, fate, lastWords),
			blocked: (cell, by) => onEvent?.({ kind: "blocked", cell, by }),
			cannotStart: engines.cannotStart,
		});
	}

	async #scriptModules(stale: readonly number[]): Promise<ScriptModules | undefined> {
		const { scripts } = this.options;
		if (scripts === undefined || !stale.some((cell) => this.plan.cells[cell]!.script)) return undefined;
		const { createScriptModules } = await import("./script-modules.js");
		return createScriptModules(this.plan, stale, scripts);
	}

	/** Says in the vault whose result was seen where. */
	close(): void {
		if (this.options.dry === true) return;
		const { plan } = this;
		const places = readPlaces(this.#folder);
		writeLastSeen(this.#folder, plan, places, (cell) => this.records[cell] !== undefined);
		writeReads(this.#folder, plan, this.#reads);
		if (this.timings.size === 0) return;
		this.#memos.prune();
		const last = readTimings(this.#folder);
		const timings = plan.cells.flatMap((planned, cell): [string, number][] => {
			const place = placeOf(planned);
			const ms = this.timings.get(cell) ?? last.get(place);
			return ms === undefined ? [] : [[place, ms]];
		});
		writeTimings(this.#folder, new Map(timings));
	}

	/** In the sandbox there are no packages; said where the package is named. */
	#refuse(cell: number): boolean {
		const { cell: written, facts } = this.plan.cells[cell]!.compiled;
		const named = facts.imports.find(({ kind, typeOnly }) => kind === "package" && !typeOnly);
		if (this.options.engine === "trusted" || named === undefined) return false;
		const subject = this.#subjectOf(cell);
		const message = `In the sandbox there are no packages, and this cell imports “${named.specifier}”.`;
		const record = emptyRecord(subject, "error", message);
		const place = { key: subject.key, ...lineColumnAt(written.code, named.at.start) };
		this.#settle(cell, { ...record, error: { name: "NoPackages", message, frames: [place] } }, 0);
		return true;
	}

	#done(cell: number, evaluated: Evaluated): boolean {
		if (this.plan.cells[cell]!.script !== undefined) return this.#scriptDone(cell, evaluated);
		const subject = { ...this.#subjectOf(cell), place: this.#modules!.placeOf };
		const record = this.#placed(cell, makeRecord(subject, evaluated));
		this.#settle(cell, record, Number(evaluated.ms) || 0);
		return record.status === "ok";
	}

	/** What is no error was thrown nowhere, as far as an engine knows. */
	#placed(cell: number, record: CellRecord): CellRecord {
		const { error } = record;
		if (error === undefined || error.name !== "thrown" || error.frames.length > 0) return record;
		const place = placeOfThrown(this.plan, cell, error.message);
		return place === undefined ? record : { ...record, error: { ...error, frames: [place] } };
	}

	/** Under which key a program's result is found depends on what it has read. */
	#scriptDone(cell: number, evaluated: Evaluated): boolean {
		const { record, reads } = takeReads(
			makeRecord({ ...this.#subjectOf(cell), place: this.#modules!.placeOf }, evaluated),
		);
		const planned = this.plan.cells[cell]! as { key?: string; script: PlannedScript };
		const { base } = planned.script;
		const names = reads && [...new Set(evaluated.clock === true ? [...reads, "day"] : reads)].sort();
		const before = planned.key!;
		planned.key = this.options.scripts!.keyOf(base, names);
		this.#reads.set(base, names);
		this.#settle(cell, underKey(record, before, planned.key), Number(evaluated.ms) || 0);
		return record.status === "ok";
	}

	#lost(cell: number, fate: Fate, lastWords: string): void {
		const { memory } = this.#optionsOf(cell);
		const ranOut = `It needed more than ${memory} MB of memory.`;
		const [status, message] =
			fate === "timeout"
				? (["timeout", `It did not end within ${this.#timeoutOf(cell) / 1000} s.`] as const)
				: fate === "memory" || /out of memory|Allocation failed|MemoryError/i.test(lastWords)
					? (["memory", ranOut] as const)
					: (["error", "Its engine died of it."] as const);
		const longest = this.#timeoutOf(cell);
		const ms = Math.min(longest, performance.now() - (this.#started.get(cell) ?? 0));
		this.#settle(
			cell,
			emptyRecord(this.#subjectOf(cell), status, message),
			fate === "timeout" ? longest : ms,
		);
	}

	#settle(cell: number, record: CellRecord, ms: number): void {
		this.records[cell] = record;
		this.timings.set(cell, ms);
		if (this.options.dry !== true) writeRecord(this.#folder, record);
		this.options.onEvent?.({ kind: "done", cell, record, ms });
	}

	#subjectOf(cell: number) {
		const { seed } = this.#optionsOf(cell);
		return {
			key: this.plan.cells[cell]!.key!,
			engine: this.engines.nameOf(languageOf(this.plan, cell)),
			seed,
		};
	}

	#optionsOf(cell: number) {
		return this.plan.cells[cell]!.compiled.cell.options;
	}

	#timeoutOf(cell: number): number {
		return (this.options.timeout ?? this.#optionsOf(cell).timeout) * 1000;
	}

	/** Besides what the cell says of it: the engine, and the programs that the computation can call. */
	#memoScope(cell: number): string {
		const { engine, seed } = this.#subjectOf(cell);
		const needs = this.plan.cells[cell]!.needs.map((need) => this.plan.cells[need.cell]!.key ?? "");
		return JSON.stringify([engine, seed, ...new Set(needs)].sort());
	}
}

/** Path → content in base64, of all that is read by these cells or by what they need. */
export async function readContents(
	plan: CellPlan,
	stale: readonly number[],
	readFile: RunOptions["readFile"],
): Promise<ReadonlyMap<string, string>> {
	const contents = new Map<string, string>();
	for (const cell of withNeeds(plan, stale)) {
		for (const { path, hash } of plan.cells[cell]!.files) {
			if (contents.has(path)) continue;
			const bytes = (await readFile?.(path)) ?? new Uint8Array();
			if (createHash("sha256").update(bytes).digest("hex") !== hash)
				throw new InputError(`“${path}” has changed while the run began.`, { hint: "run again" });
			contents.set(path, Buffer.from(bytes).toString("base64"));
		}
	}
	return contents;
}

/** What most cells need, in the plan's order where that is two. */
function commonSort(plan: CellPlan): LaneSort | undefined {
	const counts = new Map<string, { readonly sort: LaneSort; count: number }>();
	for (const cell of plan.cells.keys()) {
		const sort = sortOf(plan, cell);
		const name = `${sort.language} ${sort.memory} ${sort.zone}`;
		const known = counts.get(name) ?? { sort, count: 0 };
		known.count += 1;
		counts.set(name, known);
	}
	return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.sort;
}

function sortOf(plan: CellPlan, cell: number): LaneSort {
	const { compiled, script } = plan.cells[cell]!;
	const { memory } = compiled.cell.options;
	return { language: languageOf(plan, cell), memory, ...(script !== undefined && { zone: script.zone }) };
}

function languageOf(plan: CellPlan, cell: number): Language {
	return plan.cells[cell]!.compiled.cell.language === "py" ? "python" : "script";
}
