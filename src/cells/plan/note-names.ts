import { type Diagnostic, placeInFile, type VaultPath } from "../../model/index.js";
import { familyOf, type Place } from "./places.js";

/** Which cell of a note gives which name. Cells are numbered as they stand in the vault. */
export interface NoteNames {
	/** The note's cells. */
	readonly cells: readonly number[];
	readonly byId: ReadonlyMap<string, number>;
	readonly js: FamilyNames;
	readonly py: FamilyNames;
}

export interface FamilyNames {
	/** What the note's other cells can use: top-level names; of a module beside the note, its exports. */
	readonly shared: ReadonlyMap<string, number>;
	/** What other notes can import. */
	readonly exported: ReadonlyMap<string, number>;
	/** Exported types: nothing is left of them when the program runs. */
	readonly types: ReadonlySet<string>;
	/** Names that several cells give: nobody can use them. */
	readonly taken: ReadonlySet<string>;
	/** Cells that export anything. */
	readonly exporters: readonly number[];
	/** Cells that cannot be read: what they would give is not known. */
	readonly unread: readonly number[];
}

export interface VaultNames {
	readonly notes: ReadonlyMap<VaultPath, NoteNames>;
	readonly diagnostics: readonly Diagnostic[];
}

export function namesOf(places: readonly Place[]): VaultNames {
	const cellsOf = new Map<VaultPath, number[]>();
	places.forEach(({ note }, cell) => {
		const known = cellsOf.get(note);
		if (known === undefined) cellsOf.set(note, [cell]);
		else known.push(cell);
	});
	const diagnostics: Diagnostic[] = [];
	const notes = new Map<VaultPath, NoteNames>();
	for (const [note, cells] of cellsOf) {
		const inFamily = (family: "js" | "py") =>
			familyNames(
				cells.filter((cell) => familyOf(places[cell]!) === family),
				places,
				diagnostics,
			);
		notes.set(note, {
			cells,
			byId: idsOf(cells, places, diagnostics),
			js: inFamily("js"),
			py: inFamily("py"),
		});
	}
	return { notes, diagnostics };
}

function idsOf(
	cells: readonly number[],
	places: readonly Place[],
	diagnostics: Diagnostic[],
): ReadonlyMap<string, number> {
	const byId = new Map<string, number>();
	for (const cell of cells) {
		const { id, path, lines, span } = places[cell]!.compiled.cell;
		if (id === undefined) continue;
		const first = byId.get(id);
		if (first === undefined) byId.set(id, cell);
		else {
			diagnostics.push({
				rule: "cell/duplicate-id",
				severity: "error",
				message: `“${id}” is the id of ${whereIs(places[first]!, places[cell]!)} already; imports lead there.`,
				hint: "give one of the two another id",
				...{ path, span, position: lines[0]! },
			});
		}
	}
	return byId;
}

function familyNames(
	cells: readonly number[],
	places: readonly Place[],
	diagnostics: Diagnostic[],
): FamilyNames {
	const shared = new Map<string, number>();
	const exported = new Map<string, number>();
	const types = new Set<string>();
	const taken = new Set<string>();
	for (const cell of cells) {
		const { cell: written, facts } = places[cell]!.compiled;
		for (const name of facts.exports) if (!exported.has(name)) exported.set(name, cell);
		for (const name of facts.types) types.add(name);
		const offsets = new Map(facts.defines.map(({ name, offset }) => [name, offset]));
		const given = new Set(facts.exports);
		if (written.form === "fence") for (const { name } of facts.defines) given.add(name);
		for (const name of given) {
			if (isPrivate(name, places[cell]!)) continue;
			const first = shared.get(name);
			if (first === undefined) shared.set(name, cell);
			else {
				taken.add(name);
				diagnostics.push(duplicate(name, offsets.get(name) ?? 0, places[first]!, places[cell]!));
			}
		}
	}
	return {
		...{ shared, exported, types, taken },
		exporters: cells.filter((cell) => places[cell]!.compiled.facts.exports.length > 0),
		unread: cells.filter((cell) => places[cell]!.compiled.facts.error !== undefined),
	};
}

/** Python's own sign for it; there, even the variable of a loop is a name of the module. */
function isPrivate(name: string, place: Place): boolean {
	return name.startsWith("_") && familyOf(place) === "py";
}

function duplicate(name: string, offset: number, first: Place, second: Place): Diagnostic {
	const { cell } = second.compiled;
	const position = placeInFile(cell, offset);
	const shown = name === "default" ? "The note’s default export" : `“${name}”`;
	return {
		rule: "cell/duplicate-name",
		severity: "error",
		message: `${shown} is defined already in ${whereIs(first, second)}, and one note has one of each name.`,
		hint: `rename one of the two${escapeFor(cell)}`,
		path: cell.path,
		span: { start: position.offset, end: position.offset + name.length },
		position,
		...(first.compiled.cell.path !== cell.path && { related: [first.compiled.cell.path] }),
	};
}

/** How else a name can be kept in its cell. */
function escapeFor({ form, language }: Place["compiled"]["cell"]): string {
	if (language === "py") return ", or begin it with “_”, which keeps it in its cell";
	return form === "sidecar" ? "" : ", or put it inside a block { … }";
}

/** `the cell in line 12`, seen from another cell. */
function whereIs({ compiled: { cell } }: Place, from: Place): string {
	const inFile = cell.path === from.compiled.cell.path ? "" : ` of “${cell.path}”`;
	return cell.form === "sidecar" ? `“${cell.path}”` : `the cell in line ${cell.lines[0]!.line}${inFile}`;
}
