import type {
	CellFacts,
	CellPlan,
	NoteCells,
	PlannedCell,
	ResolvedCell,
	VaultPath,
} from "../../model/index.js";
import { cycleDiagnostics } from "./cycles.js";
import { findNeeds } from "./find-needs.js";
import { keyOf } from "./key.js";
import { namesOf } from "./note-names.js";
import { placesOf } from "./places.js";
import { inOrder } from "./topological-order.js";

export interface PlanInput {
	/** Of all notes that have any. */
	readonly cells: readonly NoteCells[];
	/** Where their imports lead, as the graph has found; index for index. */
	readonly resolved: ReadonlyMap<VaultPath, readonly ResolvedCell[]>;
	/** Digest of what cells import from notapse. */
	readonly library: string;
	/** For each note, for each of its cells that reads files, those that were found. */
	readonly files: ReadonlyMap<VaultPath, readonly PlannedCell["files"][]>;
}

/**
 * Which cell needs which, in an order in which each comes after those that it needs, and the key of each result. Cells
 * that need each other in a circle, cells whose names or files are not to be found, and cells that import what no cell
 * may, have no key; nor do those that need such a cell. Pure, and linear in cells, names and imports.
 */
export function planCells({ cells, resolved, library, files }: PlanInput): CellPlan {
	const places = placesOf(cells, resolved, files);
	const names = namesOf(places);
	const { needs, broken, diagnostics } = findNeeds(places, names);
	const { order, circles } = inOrder(needs.map((own) => own.map(({ cell }) => cell)));

	const inCircle = new Set(circles.flat());
	const newIndex = new Uint32Array(places.length);
	order.forEach((place, i) => {
		newIndex[place] = i;
	});
	const planned: PlannedCell[] = [];
	for (const place of order) {
		const { note, index, compiled, files, readsAll } = places[place]!;
		const own = needs[place]!.map((need) => ({ ...need, cell: newIndex[need.cell]! })).filter(
			(need) => need.cell < planned.length,
		);
		const sound = !inCircle.has(place) && !broken.has(place) && readsAll && isAllowed(compiled.facts);
		const key = sound ? keyOf(compiled, own, files, planned, library) : undefined;
		const { id } = compiled.cell;
		const repeatsId = id !== undefined && names.notes.get(note)?.byId.get(id) !== place;
		planned.push({
			...{ note, index, compiled, needs: own, files },
			...(repeatsId && { repeatsId }),
			...(key !== undefined && { key }),
		});
	}
	return {
		cells: planned,
		diagnostics: [
			...places.flatMap((place) => place.compiled.diagnostics),
			...names.diagnostics,
			...diagnostics,
			...cycleDiagnostics(circles, places, needs),
		],
	};
}

/** A wall of the sandbox: what imports a module of the engine, or computes what it imports, is never run. */
function isAllowed({ error, imports }: CellFacts): boolean {
	return error === undefined && imports.every(({ kind }) => kind !== "forbidden");
}
