/** Sites of vaults with cells, whose results are made up: what is shown depends on nothing that has run. */
import { gatherCells, planCells } from "../../src/cells/index.js";
import { buildGraph } from "../../src/graph/index.js";
import type {
	CellOutput,
	CellPlan,
	CellRecord,
	CellResult,
	PlannedCell,
	SiteOptions,
} from "../../src/model/index.js";
import { compileSidecar } from "../../src/note-compiler/compile-cell.js";
import { loadOutputEngines } from "../../src/site/index.js";
import { compileFiles, type Files, type Rendered, renderCompiled } from "./support/render.js";

/** What is known of a cell; by its id, or else its note and number: `a.md#0`. */
export type Known = Readonly<
	Record<string, Partial<CellResult> & { readonly record?: CellRecord | undefined }>
>;

export interface CellSite extends Rendered {
	readonly plan: CellPlan;
}

export async function renderCells(
	files: Files,
	known: Known | ((cell: PlannedCell) => CellResult),
	options: Partial<SiteOptions> = {},
): Promise<CellSite> {
	const { vault, notes, canvases } = await compileFiles(files);
	const sidecars = await Promise.all(vault.sidecars.map(compileSidecar));
	const gathered = gatherCells(notes, sidecars);
	const graph = buildGraph({
		...{ vault, notes: notes.map(({ note }) => note), cells: gathered.cells },
		canvases: canvases.map(({ canvas, cards }) => ({ canvas, cards: cards.map(({ note }) => note) })),
		options: { aliasLinks: false, unpublished: "exclude" },
	});
	const plan = planCells({
		cells: gathered.cells,
		resolved: graph.cells,
		library: "library",
		files: new Map(),
	});
	const results = plan.cells.map((cell) =>
		typeof known === "function" ? known(cell) : resultOf(cell, known),
	);
	const captions = plan.cells.flatMap(({ compiled }) => compiled.cell.options.caption ?? []);
	const engines = await loadOutputEngines(results, captions);
	const site = renderCompiled(
		vault,
		notes,
		canvases,
		options,
		() => ({ cells: { plan, results, engines } }),
		graph,
	);
	return { ...site, plan };
}

function resultOf(cell: PlannedCell, known: Known): CellResult {
	const { id } = cell.compiled.cell;
	const found = (id === undefined ? undefined : known[id]) ?? known[`${cell.note}#${cell.index}`];
	if (found === undefined) return { state: "missing" };
	const { record, ...rest } = found;
	return { state: "fresh", ...rest, ...(record && { record: { ...record, key: cell.key ?? "" } }) };
}

/** A record of these outputs. */
export function recordOf(outputs: readonly CellOutput[], more: Partial<CellRecord> = {}): CellRecord {
	return {
		schema: 1,
		key: "",
		engine: "test 1",
		seed: 0,
		status: "ok",
		outputs,
		tests: [],
		params: [],
		...more,
	};
}

/** An output with one content, and the text that stands for it. */
export function shown(type: string, content: unknown): CellOutput {
	const data = type === "text/plain" ? { [type]: content } : { [type]: content, "text/plain": "(plain)" };
	return { output_type: "display_data", data, metadata: {} };
}
