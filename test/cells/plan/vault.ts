import { createHash } from "node:crypto";
import { gatherCells, planCells } from "../../../src/cells/index.js";
import { buildGraph, checkVault } from "../../../src/graph/index.js";
import type { CellPlan, Diagnostic, PlannedCell, Vault } from "../../../src/model/index.js";
import { compileCell, compileSidecar } from "../../../src/note-compiler/compile-cell.js";
import { parseNote } from "../../../src/notes/index.js";

/** Path → text: notes, modules beside them, anything else a file that cells may read. */
export type Files = Readonly<Record<string, string>>;

export interface Planned {
	readonly plan: CellPlan;
	/** All that is wrong with cells: of notes, graph and plan. */
	readonly diagnostics: readonly Diagnostic[];
}

export function planOf(files: Files, library = "library"): Planned {
	const vault = vaultOf(files);
	const notes = vault.notes.map((file) => parseNote(file).note);
	const gathered = gatherCells(
		notes.map((note) => ({ note, cells: note.cells.map(compileCell) })),
		vault.sidecars.map(compileSidecar),
	);
	const graph = buildGraph({
		...{ vault, notes, canvases: [], cells: gathered.cells },
		options: { aliasLinks: true, unpublished: "include" },
	});
	const read = gathered.cells.map(({ note, cells }) => {
		const own = cells.map(({ cell }, i) =>
			cell.options.reads.flatMap((name, k): PlannedCell["files"] => {
				const found = graph.cells.get(note)?.[i]?.reads[k];
				return found?.kind === "found" ? [{ name, path: found.path, hash: hashOf(files[found.path]!) }] : [];
			}),
		);
		return [note, own] as const;
	});
	const plan = planCells({ cells: gathered.cells, resolved: graph.cells, library, files: new Map(read) });
	const ofCells = [...gathered.diagnostics, ...plan.diagnostics];
	const diagnostics = checkVault({ vault, notes, canvases: [], graph, ofCells });
	return { plan, diagnostics: diagnostics.filter(({ rule }) => rule.startsWith("cell/")) };
}

/** One TypeScript cell, as it stands in a note. */
export function cell(code: string, options = ""): string {
	return `\`\`\`ts cell ${options}\n${code}\n\`\`\`\n`;
}

/** `a.md#流`, or `a.md#0` by its number. */
export function nameOf({ note, index, compiled }: PlannedCell): string {
	return `${note}#${compiled.cell.id ?? index}`;
}

/** Each cell's key, by its name; undefined for those that cannot be run. */
export function keysOf({ plan }: Planned): ReadonlyMap<string, string | undefined> {
	return new Map(plan.cells.map((planned) => [nameOf(planned), planned.key]));
}

function vaultOf(files: Files): Vault {
	const paths = Object.keys(files).sort();
	const texts = (kind: RegExp) =>
		paths
			.filter((path) => kind.test(path))
			.map((path) => ({ path, source: files[path]!, hash: hashOf(files[path]!) }));
	return {
		...{ root: "/vault", name: "vault", obsidian: false, canvases: [], bases: [], diagnostics: [] },
		notes: texts(/\.md$/),
		sidecars: texts(/\.cell\.(?:ts|js|py)$/),
		attachments: paths.filter((path) => !path.endsWith(".md")).map((path) => ({ path, size: 1, stamp: "" })),
		settings: { ignoreFilters: [], strictLineBreaks: false },
	};
}

function hashOf(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}
