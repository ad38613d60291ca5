import {
	type CellImport,
	type CellNeed,
	type Diagnostic,
	nearestName,
	placeInFile,
	type Span,
} from "../../model/index.js";
import type { FamilyNames, NoteNames, VaultNames } from "./note-names.js";
import { familyOf, type Place } from "./places.js";

/** Like the plan's, with cells numbered as they stand, and with the place in the program where it is said. */
export interface PlacedNeed extends CellNeed {
	readonly at: Span;
}

export interface Needs {
	/** For each cell. */
	readonly needs: readonly (readonly PlacedNeed[])[];
	/** Cells that need something which is not there. */
	readonly broken: ReadonlySet<number>;
	readonly diagnostics: readonly Diagnostic[];
}

/**
 * Needs in the whole vault: a note's names can be imported all at once, and a thousand notes that do so with a note of
 * a thousand cells would be a million.
 */
const maxNeeds = 2_000_000;

/** What each cell takes from which other: by its imports, and by names that other cells of its note define. */
export function findNeeds(places: readonly Place[], { notes }: VaultNames): Needs {
	const broken = new Set<number>();
	const diagnostics: Diagnostic[] = [];
	let count = 0;
	const needs = places.map((place, cell) => {
		const search = new Search(place, cell, (note) => notes.get(note), diagnostics);
		search.siblings();
		place.compiled.facts.imports.forEach((written, index) => {
			if (written.kind === "note") search.import(written, index);
		});
		count += search.needs.length;
		if (count > maxNeeds) search.tooMany();
		if (search.broken) broken.add(cell);
		return count > maxNeeds ? [] : search.needs;
	});
	return { needs, broken, diagnostics };
}

class Search {
	readonly needs: PlacedNeed[] = [];
	broken = false;
	/** Of imports from notes; `links` and their answers are in this order. */
	#imports = 0;

	constructor(
		private readonly place: Place,
		private readonly cell: number,
		private readonly namesOf: (note: string) => NoteNames | undefined,
		private readonly diagnostics: Diagnostic[],
	) {}

	/** Names that the cell uses without defining them are globals, unless another cell of the note defines them. */
	siblings(): void {
		const names = this.#family(this.namesOf(this.place.note)!);
		const byCell = new Map<number, { names: string[]; at: Span }>();
		for (const { name, offset } of this.place.compiled.facts.uses) {
			const giver = names.shared.get(name);
			if (giver === undefined || giver === this.cell) continue;
			const at = { start: offset, end: offset + name.length };
			if (names.taken.has(name)) {
				this.#flaw("cell/ambiguous-name", `“${name}” is defined in several cells of this note.`, at);
				continue;
			}
			const known = byCell.get(giver);
			if (known === undefined) byCell.set(giver, { names: [name], at });
			else known.names.push(name);
		}
		for (const [cell, { names, at }] of byCell) {
			this.needs.push({ cell, names: names.sort().map((name) => ({ imported: name, local: name })), at });
		}
	}

	import(written: CellImport, index: number): void {
		const resolution = this.place.resolved.imports[this.#imports]?.resolution;
		const link = this.place.resolved.imports[this.#imports]?.link;
		this.#imports += 1;
		// What leads nowhere, the graph has told.
		if (link === undefined || resolution?.kind !== "found") {
			this.#break();
			return;
		}
		const note = this.namesOf(resolution.path);
		const own = resolution.path === this.place.note;
		if (note === undefined) {
			if (!/\.md$/i.test(resolution.path)) {
				this.#break();
				return;
			}
			const message = `“${resolution.path}” has no cells, so there is nothing to import.`;
			this.#flaw("cell/missing-export", message, written.at, undefined, resolution.path);
			return;
		}
		const id = link.block === undefined ? link.heading : `^${link.block}`;
		if (id === undefined) {
			this.#take(written, index, this.#family(note), own, resolution.path);
			return;
		}
		const only = note.byId.get(id);
		if (only === undefined) {
			const near = nearestName(id, note.byId.keys());
			const target = own ? "" : link.target;
			const hint =
				near === undefined ? "a cell has its name by “id=…”" : `did you mean “[[${target}#${near}]]”?`;
			const message = `“${resolution.path}” has no cell “${id}”.`;
			this.#flaw("cell/unknown-cell", message, written.at, hint, resolution.path);
			return;
		}
		this.#take(written, index, this.#family(note), own, resolution.path, only);
	}

	/** @param only the cell that must give the names */
	#take(
		written: CellImport,
		index: number,
		names: FamilyNames,
		own: boolean,
		path: string,
		only?: number,
	): void {
		if (written.names.length === 0 && written.dynamic !== true) {
			const message = "This import takes no names, and cells do nothing but give names and outputs.";
			this.#flaw("cell/missing-export", message, written.span, "write import { … } from");
			return;
		}
		const byCell = new Map<number, CellNeed["names"][number][]>();
		const add = (giver: number, name: CellNeed["names"][number]) => {
			const known = byCell.get(giver);
			if (known === undefined) byCell.set(giver, [name]);
			else known.push(name);
		};
		const all = only === undefined ? names.exporters : [only];
		const given = own ? names.shared : names.exported;
		for (const { imported, local, type } of written.names) {
			const isType = type === true || written.typeOnly === true;
			if (imported === "*") {
				if (isType) continue;
				if (all.length === 0) this.#nothingToTake(written, names, path);
				for (const giver of [...all, ...names.unread]) add(giver, { imported, local });
				continue;
			}
			const giver = given.get(imported);
			const gives = giver !== undefined && (only === undefined || giver === only);
			if (names.taken.has(imported) && !isType) {
				this.#flaw(
					"cell/ambiguous-name",
					`Several cells of “${path}” define “${imported}”.`,
					this.#at(imported, written),
					undefined,
					path,
				);
			} else if (gives) {
				if (!isType) add(giver, { imported, local });
			} else if (!names.types.has(imported)) this.#missing(imported, written, names, path, own, only, add);
			else if (written.again === true && !isType) {
				const hint = `write export type { ${imported} }`;
				this.#flaw(
					"cell/missing-export",
					`“${imported}” is only a type.`,
					this.#at(imported, written),
					hint,
					path,
				);
			}
		}
		if (written.dynamic === true && written.names.length === 0) {
			for (const giver of [...all, ...names.unread]) add(giver, { imported: "*", local: "" });
		}
		for (const [cell, taken] of byCell)
			this.needs.push({ cell, import: index, names: taken, at: written.at });
	}

	#nothingToTake(written: CellImport, { unread }: FamilyNames, path: string): void {
		if (unread.length > 0) return;
		this.#flaw(
			"cell/missing-export",
			`No cell of “${path}” exports anything.`,
			written.at,
			"write “export” before what others are to use",
			path,
		);
	}

	#missing(
		name: string,
		written: CellImport,
		names: FamilyNames,
		path: string,
		own: boolean,
		only: number | undefined,
		add: (cell: number, name: CellNeed["names"][number]) => void,
	): void {
		const unread = only === undefined ? names.unread : names.unread.filter((cell) => cell === only);
		// Its author knows already that the cell cannot be read; this one waits for it.
		if (unread.length > 0) {
			for (const cell of unread) add(cell, { imported: name, local: name });
			return;
		}
		const at = this.#at(name, written);
		const where = only === undefined ? `“${path}”` : `this cell of “${path}”`;
		if (name === "default") {
			this.#flaw(
				"cell/missing-export",
				`No cell of “${path}” has a default export.`,
				at,
				"import names in braces: { name }",
				path,
			);
			return;
		}
		const message = `${where.charAt(0).toUpperCase()}${where.slice(1)} exports no “${name}”.`;
		this.#flaw("cell/missing-export", message, at, hintFor(name, names, own, only), path);
	}

	#family(note: NoteNames): FamilyNames {
		return note[familyOf(this.place)];
	}

	/** Where a name stands in its import. */
	#at(name: string, { span, at }: CellImport): Span {
		const { code } = this.place.compiled.cell;
		const pattern = new RegExp(
			`(?<![\\p{ID_Continue}$])${name.replace(/[^\p{ID_Continue}]/gu, "\\$&")}(?![\\p{ID_Continue}$])`,
			"u",
		);
		const found = pattern.exec(code.slice(span.start, span.end));
		if (found === null) return at;
		const start = span.start + found.index;
		return { start, end: start + name.length };
	}

	#break(): void {
		this.broken = true;
	}

	tooMany(): void {
		const message = `More than ${maxNeeds} names of cells are imported in this vault.`;
		this.needs.length = 0;
		this.#flaw("cell/too-many-imports", message, { start: 0, end: 0 }, "import single names instead of “*”");
	}

	#flaw(rule: string, message: string, { start, end }: Span, hint?: string, related?: string): void {
		this.broken = true;
		const { cell } = this.place.compiled;
		const position = placeInFile(cell, start);
		this.diagnostics.push({
			...{ rule, severity: "error", message, path: cell.path },
			span: { start: position.offset, end: Math.max(position.offset, placeInFile(cell, end).offset) },
			position,
			...(hint !== undefined && { hint }),
			...(related !== undefined && related !== cell.path && { related: [related] }),
		});
	}
}

function hintFor(name: string, names: FamilyNames, own: boolean, only: number | undefined): string {
	const elsewhere = (own ? names.shared : names.exported).get(name);
	if (only !== undefined && elsewhere !== undefined)
		return "another cell of that note does: leave out what stands behind “#”";
	if (names.shared.has(name)) return "it is defined there, but not exported: write “export” before it";
	const near = nearestName(name, names.exported.keys());
	if (near !== undefined) return `did you mean “${near}”?`;
	const some = [...names.exported.keys()].slice(0, 8).sort();
	return some.length === 0
		? "it exports nothing: write “export” before what others are to use"
		: `it exports ${some.join(", ")}`;
}
