import { type ModuleBinding, siblingExport, writeModule } from "../../../code/index.js";
import type { CellFacts } from "../../../model/index.js";
import { placeholder, type WrittenModule } from "./program.js";

/** What a cell takes from another one. */
export interface NeededCell {
	readonly import?: number;
	readonly names: readonly { readonly imported: string; readonly local: string }[];
	/** What authors of other notes can import from it. */
	readonly exports: readonly string[];
}

/** A cell as a module, as the compiler and the editor write it. */
export function writeCell(facts: CellFacts, needs: readonly NeededCell[]): WrittenModule {
	const mark = unusedIn(facts.plain);
	const library = facts.imports.flatMap(({ kind, names, typeOnly }, index): ModuleBinding[] =>
		kind === "library" && typeOnly !== true ? [{ url: placeholder(mark, -1), import: index, names }] : [],
	);
	const notes = needs.map(({ exports, names, ...need }, i): ModuleBinding => {
		// Within a note, what is not exported can be had under its name for siblings.
		const isShared = (name: string) => need.import === undefined || name === "*" || exports.includes(name);
		const wanted = names.map(({ imported, local }) => ({
			imported: isShared(imported) ? imported : siblingExport(imported),
			local,
		}));
		return { ...need, names: wanted, exports, url: placeholder(mark, i) };
	});
	const { text, shift } = writeModule({ facts, bindings: [...notes, ...library] });
	return { text, mark, shift, thenable: facts.exports.includes("then") };
}

/** A word that the program does not contain. */
function unusedIn(program: string): string {
	let mark = "cell:";
	while (program.includes(mark)) mark = `cell-${mark}`;
	return mark;
}
