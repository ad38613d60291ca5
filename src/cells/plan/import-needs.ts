import type { CellImport, CellNeed, Span, VaultPath } from "../../model/index.js";
import type { NeedReport } from "./need-report.js";
import type { FamilyNames, NoteNames } from "./note-names.js";
import type { PlacedNeed } from "./placed-need.js";
import { familyOf, type Place } from "./places.js";

/** What a cell takes by its imports from notes. Where these lead, the graph has found, and told what leads nowhere. */
export function importNeeds(
	place: Place,
	cell: number,
	notes: ReadonlyMap<VaultPath, NoteNames>,
	report: NeedReport,
): readonly PlacedNeed[] {
	const needs: PlacedNeed[] = [];
	let number = 0;
	place.compiled.facts.imports.forEach((written, index) => {
		if (written.kind !== "note") return;
		const found = place.resolved.imports[number];
		number += 1;
		const giver = found && giverOf(found, place, cell, written, notes, report);
		if (giver === undefined) report.broken.add(cell);
		else
			for (const need of new Taking(place, cell, written, giver, report).needs())
				needs.push({ ...need, import: index });
	});
	return needs;
}

/** The note from which names are taken, and the cell of it, if one is named. */
interface Giver {
	readonly path: VaultPath;
	readonly names: FamilyNames;
	readonly only?: number;
	/** Whether it is the cell's own note, of which it can use what is not exported. */
	readonly own: boolean;
}

function giverOf(
	{ link, resolution }: Place["resolved"]["imports"][number],
	place: Place,
	cell: number,
	{ at }: CellImport,
	notes: ReadonlyMap<VaultPath, NoteNames>,
	report: NeedReport,
): Giver | undefined {
	if (resolution.kind !== "found" || !/\.md$/i.test(resolution.path)) return undefined;
	const { path } = resolution;
	const note = notes.get(path);
	if (note === undefined) {
		const message = `“${path}” has no cells, so there is nothing to import.`;
		report.flaw(cell, { rule: "cell/missing-export", message, at, related: path });
		return undefined;
	}
	const own = path === place.note;
	const giver = { path, own, names: note[familyOf(place)] };
	const id = link.block === undefined ? link.heading : `^${link.block}`;
	if (id === undefined) return giver;
	const only = note.byId.get(id);
	if (only !== undefined) return { ...giver, only };
	const near = report.nearest(id, note.byId);
	report.flaw(cell, {
		rule: "cell/unknown-cell",
		message: `“${path}” has no cell “${id}”.`,
		at,
		hint: near === undefined ? "a cell is named by “id=…”" : `did you mean “[[${link.target}#${near}]]”?`,
		related: path,
	});
	return undefined;
}

type ImportName = CellImport["names"][number];

/** One import from one note. */
class Taking {
	readonly #byCell = new Map<number, CellNeed["names"][number][]>();

	constructor(
		private readonly place: Place,
		private readonly cell: number,
		private readonly written: CellImport,
		private readonly giver: Giver,
		private readonly report: NeedReport,
	) {}

	needs(): readonly PlacedNeed[] {
		const { names, span, again } = this.written;
		if (names.length === 0) {
			this.#flaw(
				"This import takes no names, and that is all that a cell gives.",
				span,
				"write import { … } from",
			);
		}
		for (const name of names) {
			if (name.imported !== "*") this.#one(name);
			else if (again && name.local === "*") {
				this.#flaw(
					"A note that exports all of another is not supported.",
					span,
					"name what is exported: export { … } from",
				);
			} else if (!this.#isType(name)) this.#all(name);
		}
		return [...this.#byCell].map(([cell, names]) => ({ cell, names, at: this.written.at }));
	}

	#isType(name: ImportName): boolean {
		return name.type === true || this.written.typeOnly === true;
	}

	#all({ imported, local }: ImportName): void {
		const { names, only, path } = this.giver;
		let taken = 0;
		for (const cells of [names.exporters, names.unread]) {
			for (const cell of cells) {
				if (only !== undefined && cell !== only) continue;
				this.#take(cell, { imported, local });
				taken += 1;
			}
		}
		if (taken > 0) return;
		const message =
			only === undefined
				? `No cell of “${path}” exports anything.`
				: `This cell of “${path}” exports nothing.`;
		this.#flaw(message, this.written.at, exportHint);
	}

	#one(name: ImportName): void {
		if (this.report.isTold(this.cell)) return;
		const { imported, local } = name;
		const { names, only, own, path } = this.giver;
		if (this.#isType(name) && names.types.has(imported)) return;
		const cell = (own ? names.shared : names.exported).get(imported);
		if (cell !== undefined && names.taken.has(imported)) {
			const message = `“${imported}” is defined in several cells of “${path}”.`;
			this.#flaw(message, this.#at(imported), undefined, "cell/ambiguous-name");
		} else if (cell === undefined || (only !== undefined && cell !== only)) this.#missing(name);
		else if (!this.#isType(name)) this.#take(cell, { imported, local });
	}

	#missing(name: ImportName): void {
		const { imported, local } = name;
		const { names, only, path } = this.giver;
		// Nothing is left of it when the program runs, and nothing was there to take.
		if (names.types.has(imported) && this.written.again !== true) return;
		// The author knows already that a cell cannot be read; this one waits for it.
		const unread = names.unread.filter((cell) => only === undefined || cell === only);
		if (unread.length > 0) {
			for (const cell of unread) this.#take(cell, { imported, local });
			return;
		}
		const message =
			imported === "default"
				? `No cell of “${path}” has a default export.`
				: only === undefined
					? `“${path}” exports no “${imported}”.`
					: `This cell of “${path}” exports no “${imported}”.`;
		this.#flaw(message, this.#at(imported === "default" ? local : imported), this.#hint(imported));
	}

	#hint(name: string): string {
		const { names, only, own } = this.giver;
		if (names.types.has(name)) return `it is only a type there: write “type ${name}”`;
		const elsewhere = (own ? names.shared : names.exported).has(name);
		if (only !== undefined && elsewhere) return "another cell of the note does: take “#…” out";
		if (name === "default") return "import names in braces: { … }";
		if (names.shared.has(name)) return "it is defined there, but not exported: write “export” before it";
		const near = this.report.nearest(name, names.exported);
		if (near !== undefined) return `did you mean “${near}”?`;
		const some = [...names.exported.keys()].slice(0, 8).sort();
		return some.length === 0 ? exportHint : `it exports ${some.join(", ")}`;
	}

	#take(cell: number, name: CellNeed["names"][number]): void {
		const known = this.#byCell.get(cell);
		if (known === undefined) this.#byCell.set(cell, [name]);
		else known.push(name);
	}

	#flaw(message: string, at: Span, hint?: string, rule = "cell/missing-export"): void {
		this.report.flaw(this.cell, { rule, message, at, hint, related: this.giver.path });
	}

	/** Where a name stands in the import. */
	#at(name: string): Span {
		const { span, at } = this.written;
		const escaped = name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
		const word = new RegExp(`(?<![\\p{ID_Continue}$])${escaped}(?![\\p{ID_Continue}$])`, "u");
		const found = word.exec(this.place.compiled.cell.code.slice(span.start, span.end));
		if (found === null) return at;
		const start = span.start + found.index;
		return { start, end: start + name.length };
	}
}

const exportHint = "write “export” before what others are to use";
