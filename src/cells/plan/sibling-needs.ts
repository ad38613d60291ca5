import type { Span } from "../../model/index.js";
import type { NeedReport } from "./need-report.js";
import type { NoteNames } from "./note-names.js";
import type { PlacedNeed } from "./placed-need.js";
import { familyOf, type Place } from "./places.js";

/**
 * What a cell takes from the others of its note: names that it uses without defining them, and that another one
 * defines. All others are globals. Only the cell that defines a name may set it.
 */
export function siblingNeeds(
	place: Place,
	cell: number,
	note: NoteNames,
	report: NeedReport,
): readonly PlacedNeed[] {
	const { shared, taken } = note[familyOf(place)];
	const { uses, assigns } = place.compiled.facts;
	const byCell = new Map<number, { readonly names: string[]; readonly at: Span }>();
	for (const { name, offset } of uses) {
		const giver = shared.get(name);
		if (giver === undefined || giver === cell) continue;
		const at = { start: offset, end: offset + name.length };
		if (taken.has(name)) {
			const message = `“${name}” is defined in several cells of this note.`;
			report.flaw(cell, { rule: "cell/ambiguous-name", message, at });
			continue;
		}
		const known = byCell.get(giver);
		if (known === undefined) byCell.set(giver, { names: [name], at });
		else known.names.push(name);
	}
	for (const { name, offset } of assigns) {
		const giver = shared.get(name);
		if (giver === undefined || giver === cell || taken.has(name)) continue;
		report.flaw(cell, {
			rule: "cell/foreign-assignment",
			message: `“${name}” belongs to another cell of this note, and only that cell can set it.`,
			at: { start: offset, end: offset + name.length },
			hint: "compute a value with a name of its own",
		});
	}
	return [...byCell].map(([giver, { names, at }]) => ({
		cell: giver,
		names: names.sort().map((name) => ({ imported: name, local: name })),
		at,
	}));
}
