import type { Diagnostic } from "../../model/index.js";
import { importNeeds } from "./import-needs.js";
import { NeedReport } from "./need-report.js";
import type { VaultNames } from "./note-names.js";
import type { PlacedNeed } from "./placed-need.js";
import type { Place } from "./places.js";
import { siblingNeeds } from "./sibling-needs.js";

export interface Needs {
	/** For each cell. */
	readonly needs: readonly (readonly PlacedNeed[])[];
	/** Cells that need something which is not there. */
	readonly broken: ReadonlySet<number>;
	readonly diagnostics: readonly Diagnostic[];
}

/**
 * Needs in the whole vault: all names of a note can be imported at once, and a thousand notes that do so with a note of
 * a thousand cells would be a million.
 */
const maxNeeds = 300_000;

/** What each cell takes from which other: names that other cells of its note define, and what it imports. */
export function findNeeds(places: readonly Place[], { notes }: VaultNames): Needs {
	const report = new NeedReport(places);
	let left = maxNeeds;
	const needs = places.map((place, cell): readonly PlacedNeed[] => {
		const siblings = siblingNeeds(place, cell, notes.get(place.note)!, report);
		if (place.resolved.imports.length === 0) return siblings;
		const imports = left > 0 ? importNeeds(place, cell, notes, report) : [];
		left -= imports.length;
		if (left > 0) return [...siblings, ...imports];
		report.flaw(cell, {
			rule: "cell/too-many-imports",
			message: `Cells are imported more than ${maxNeeds} times in this vault.`,
			at: { start: 0, end: 0 },
			hint: "import single names instead of all",
		});
		return siblings;
	});
	return { needs, broken: report.broken, diagnostics: report.diagnostics };
}
