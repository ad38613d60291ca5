import { createHash } from "node:crypto";
import { libraryDigest } from "../assets.js";
import {
	type CellPlan,
	type CellResult,
	type CompiledCell,
	type ConceptGraph,
	type Diagnostic,
	graphFile,
	type NoteCells,
	type PlannedCell,
	type ReadNote,
	type Vault,
	type VaultPath,
} from "../model/index.js";
import { readAttachment } from "../vault/index.js";
import { vaultGraph } from "./vault-graph.js";

/** The cells of a vault, before anybody asks what they need. */
export interface GatheredCells {
	readonly cells: readonly NoteCells[];
	readonly diagnostics: readonly Diagnostic[];
}

/** The room of cells is entered by vaults that have some. */
export async function gatherVaultCells(
	notes: readonly ReadNote[],
	sidecars: readonly CompiledCell[],
): Promise<GatheredCells> {
	if (sidecars.length === 0 && notes.every(({ cells }) => cells.length === 0))
		return { cells: [], diagnostics: [] };
	const { gatherCells } = await import("../cells/index.js");
	return gatherCells(notes, sidecars);
}

/** Whether a published note has a program for Dataview: such are run as cells are. */
export function hasScripts(notes: readonly ReadNote[]): boolean {
	return notes.some(
		({ note }) => note.published && note.queries.some(({ language }) => language === "dataviewjs"),
	);
}

/** Order and keys, with the files that cells read as they are now. */
export async function planVaultCells(
	vault: Vault,
	{ cells, diagnostics }: GatheredCells,
	{ notes, graph }: { readonly notes: readonly ReadNote[]; readonly graph: ConceptGraph },
): Promise<CellPlan> {
	if (cells.length === 0) return { cells: [], diagnostics };
	const { planCells } = await import("../cells/index.js");
	const files = await filesOf(cells, graph, (path) => hashOf(readerOf({ vault, notes, graph }), path));
	const plan = planCells({ cells, resolved: graph.cells, library: libraryDigest(), files: files.byNote });
	return { ...plan, diagnostics: [...diagnostics, ...plan.diagnostics, ...files.diagnostics] };
}

/** What is known of their results, and what is wrong with these. Nothing is run. */
export async function recallResults(
	vault: Vault,
	plan: CellPlan,
): Promise<{ readonly results: readonly CellResult[]; readonly diagnostics: readonly Diagnostic[] }> {
	if (plan.cells.length === 0) return { results: [], diagnostics: [] };
	const { readRecords, resultDiagnostics } = await import("../cells/index.js");
	const results = readRecords(vault.root, plan);
	return { results, diagnostics: resultDiagnostics(plan, results) };
}

type Files = PlannedCell["files"];

/** Content of what cells read. Files are small: their content goes through a pipe. */
export type FileReader = (path: VaultPath) => Promise<Uint8Array>;

export function readerOf({ vault, notes, graph }: VaultContents): FileReader {
	return async (path) => {
		if (path === graphFile) return vaultGraph(notes, graph);
		const pieces: Uint8Array[] = [];
		for await (const piece of readAttachment(vault, path)) pieces.push(piece);
		return Buffer.concat(pieces);
	};
}

interface VaultContents {
	readonly vault: Vault;
	readonly notes: readonly ReadNote[];
	readonly graph: ConceptGraph;
}

async function filesOf(
	cells: readonly NoteCells[],
	graph: ConceptGraph,
	hash: (path: VaultPath) => Promise<string | undefined>,
): Promise<{ byNote: ReadonlyMap<VaultPath, readonly Files[]>; diagnostics: readonly Diagnostic[] }> {
	const byNote = new Map<VaultPath, Files[]>();
	const diagnostics: Diagnostic[] = [];
	const hashes = new Map<VaultPath, string | undefined>();
	for (const { note, cells: own } of cells) {
		if (own.every(({ cell }) => cell.options.reads.length === 0)) continue;
		const files: Files[] = [];
		for (const [i, { cell }] of own.entries()) {
			const found: Files[number][] = [];
			for (const [read, name] of cell.options.reads.entries()) {
				const resolution = graph.cells.get(note)?.[i]?.reads[read];
				if (resolution?.kind !== "found") continue;
				const { path } = resolution;
				if (!hashes.has(path)) hashes.set(path, await hash(path));
				const known = hashes.get(path);
				if (known === undefined) diagnostics.push(unreadable(name, cell));
				else found.push({ name, path, hash: known });
			}
			files.push(found);
		}
		byNote.set(note, files);
	}
	return { byNote, diagnostics };
}

/** Of its bytes; undefined when it cannot be read, or changes meanwhile. */
async function hashOf(read: FileReader, path: VaultPath): Promise<string | undefined> {
	try {
		return createHash("sha256")
			.update(await read(path))
			.digest("hex");
	} catch {
		return undefined;
	}
}

function unreadable(name: string, { path, span, lines }: CompiledCell["cell"]): Diagnostic {
	return {
		rule: "cell/unreadable-file",
		severity: "error",
		message: `This cell reads “${name}”, and that file cannot be read.`,
		...{ path, span, position: lines[0]! },
	};
}
