/**
 * A vault as commands ask about it: read, parsed and resolved, with the order and the results of its cells. Neither
 * embedded nor rendered, so that nothing of either is loaded.
 */
import { join } from "node:path";
import type { Config } from "./config.js";
import { buildGraph, checkVault } from "./graph/index.js";
import { cacheDir, type LoadOptions, noteOptions, read } from "./load-options.js";
import type {
	CellPlan,
	CellResult,
	CompiledCanvas,
	CompiledNote,
	ConceptGraph,
	Diagnostic,
	NoteCells,
	ReadNote,
	Vault,
} from "./model/index.js";
import {
	type CompiledNotes,
	createNoteCompiler,
	createNoteReader,
	type NoteCompiler,
	type NoteCompilerSettings,
} from "./note-compiler/note-compiler.js";
import { createStages, type Stages } from "./stages.js";
import { gatherVaultCells, planVaultCells, recallResults } from "./vault-cells/vault-cells.js";

export { checkVault, exportGraph } from "./graph/index.js";
export { cacheDir, type LoadOptions, noteOptions, read } from "./load-options.js";

export interface LoadedVault {
	readonly vault: Vault;
	readonly notes: readonly CompiledNote[];
	readonly canvases: readonly CompiledCanvas[];
	readonly graph: ConceptGraph;
	/** Of the notes that have any. */
	readonly cells: readonly NoteCells[];
	/** In which order they would be run, and under which keys their results are found. */
	readonly plan: CellPlan;
	/** What is known of their results: `results[i]` is of `plan.cells[i]`. Nothing has been run. */
	readonly results: readonly CellResult[];
	/** Everything that is wrong or worth a remark, as `notapse check` lists it. */
	readonly diagnostics: readonly Diagnostic[];
}

/** Reads, parses and resolves, for commands that ask about a vault. Drafts are part of the graph. */
export async function loadVault(options: LoadOptions): Promise<LoadedVault> {
	return loadOnce(options, createStages(options));
}

/**
 * What is needed to run cells: not what is known of their results, nor what is wrong in the vault, nor how notes look.
 */
export interface PlannedVault extends Omit<LoadedVault, "results" | "diagnostics" | "notes"> {
	readonly notes: readonly ReadNote[];
}

/**
 * @param known the vault, where it has just been read
 * @param reader of somebody who plans it again and again
 */
export async function planVault(
	options: LoadOptions,
	known?: Vault,
	reader?: NoteReader,
): Promise<PlannedVault> {
	const stages = createStages(options);
	const ours = reader ?? noteReaderFor(options, false);
	try {
		const { vault, parsed } = await readAndParse(options, stages, ours, known);
		const planned = await stages.run("graph", () => plan(vault, parsed, options.config, "include"));
		return { vault, notes: parsed.notes, canvases: parsed.canvases, ...planned };
	} finally {
		if (ours !== reader) await ours.close();
	}
}

export type NoteReader = NoteCompiler<ReadNote>;

/** @param live to be used again and again: what it has read stays in memory */
export function noteReaderFor(options: LoadOptions, live: boolean): NoteReader {
	return createNoteReader(noteCompilerSettings(options, live));
}

export async function loadOnce(options: LoadOptions, stages: Stages): Promise<LoadedVault> {
	const noteCompiler = noteCompilerFor(options, false);
	try {
		return await load(options, stages, "include", noteCompiler);
	} finally {
		await noteCompiler.close();
	}
}

export async function load(
	options: LoadOptions,
	stages: Stages,
	unpublished: "include" | "exclude",
	noteCompiler: NoteCompiler,
): Promise<LoadedVault> {
	const { vault, parsed } = await readAndParse(options, stages, noteCompiler);
	const connected = await stages.run("graph", () => connect(vault, parsed, options.config, unpublished));
	return { vault, notes: parsed.notes, canvases: parsed.canvases, ...connected };
}

async function readAndParse<One extends ReadNote>(
	options: LoadOptions,
	stages: Stages,
	noteCompiler: NoteCompiler<One>,
	known?: Vault,
) {
	const vault = known ?? (await stages.run("read", () => read(options, [])));
	const parsed = await stages.run("parse", () => parse(vault, options, noteCompiler, stages));
	return { vault, parsed };
}

export function noteCompilerFor(options: LoadOptions & { force?: boolean }, live: boolean): NoteCompiler {
	return createNoteCompiler(noteCompilerSettings(options, live));
}

function noteCompilerSettings(
	options: LoadOptions & { force?: boolean },
	live: boolean,
): NoteCompilerSettings {
	return {
		live,
		force: options.force ?? false,
		cacheDir: (vault) => {
			const dir = cacheDir(options, vault);
			return dir === undefined ? undefined : join(dir, "notes");
		},
		...(options.signal !== undefined && { signal: options.signal }),
	};
}

export function parse<One extends ReadNote>(
	vault: Vault,
	options: LoadOptions,
	noteCompiler: NoteCompiler<One>,
	stages: Stages,
) {
	const progress = (done: number, total: number) => stages.progress("parse", done, total);
	return noteCompiler.compile(vault, noteOptions(vault, options), progress);
}

/** The concept graph, the order of the cells along it, what is known of their results, and everything that is wrong. */
export async function connect(
	vault: Vault,
	parsed: CompiledNotes,
	config: Config,
	unpublished: "include" | "exclude",
): Promise<Pick<LoadedVault, "graph" | "cells" | "plan" | "results" | "diagnostics">> {
	const planned = await plan(vault, parsed, config, unpublished);
	const { results, diagnostics } = await recallResults(vault, planned.plan);
	const notes = parsed.notes.map(({ note }) => note);
	const ofCells = [...planned.plan.diagnostics, ...diagnostics];
	return {
		...{ ...planned, results },
		diagnostics: checkVault({ vault, notes, canvases: parsed.canvases, graph: planned.graph, ofCells }),
	};
}

async function plan(
	vault: Vault,
	{ notes, canvases, sidecars }: CompiledNotes<ReadNote>,
	config: Config,
	unpublished: "include" | "exclude",
): Promise<Pick<LoadedVault, "graph" | "cells" | "plan">> {
	const gathered = await gatherVaultCells(notes, sidecars);
	const graph = buildGraph({
		...{ vault, notes: notes.map(({ note }) => note), cells: gathered.cells },
		canvases: canvases.map(({ canvas, cards }) => ({ canvas, cards: cards.map(({ note }) => note) })),
		options: { aliasLinks: config.aliasLinks, unpublished },
	});
	return { graph, cells: gathered.cells, plan: await planVaultCells(vault, gathered, { notes, graph }) };
}
