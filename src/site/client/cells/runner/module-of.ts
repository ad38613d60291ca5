import { type ModuleBinding, type Shift, siblingExport, writeModule } from "../../../../code/index.js";
import { inOrder, type LiveCell } from "./live-cell.js";

export interface EvaluateCommand {
	readonly do: "evaluate";
	readonly cell: number;
	readonly text: string;
	readonly links: readonly (readonly [placeholder: string, target: number])[];
	readonly reaches: readonly number[];
	readonly labels: readonly (readonly [cell: number, label: string])[];
	readonly thenable: boolean;
	readonly seed: number;
	readonly params: readonly (readonly [name: string, value: number | string | boolean])[];
	readonly files: readonly [];
	readonly impure: false;
}

/** What the worker is sent to evaluate a cell (cells/run/engines/protocol.ts), and how its places are shifted. */
export function commandFor(cell: LiveCell): { readonly command: EvaluateCommand; readonly shift: Shift } {
	const { facts, needs, program } = cell;
	const mark = unusedIn(facts.plain);
	const placeholder = (number: number) => `${mark}${number}:`;
	const library: ModuleBinding[] = facts.imports.flatMap(({ kind, names, typeOnly }, index) =>
		kind === "library" && typeOnly !== true ? [{ url: placeholder(-1), import: index, names }] : [],
	);
	const notes = needs.map((need): ModuleBinding => {
		const { exports } = need.cell.facts;
		// Of the same note, what is not exported can be had under the name for siblings.
		const names = need.names.map(({ imported, local }) => ({
			imported:
				need.import === undefined || imported === "*" || exports.includes(imported)
					? imported
					: siblingExport(imported),
			local,
		}));
		const url = placeholder(need.cell.number);
		return { url, names, exports, ...(need.import !== undefined && { import: need.import }) };
	});
	const { text, shift } = writeModule({ facts, bindings: [...notes, ...library] });
	const reached = inOrder([cell]).slice(0, -1);
	const command: EvaluateCommand = {
		do: "evaluate",
		cell: cell.number,
		text,
		links: [-1, ...needs.map((need) => need.cell.number)].map((number) => [placeholder(number), number]),
		reaches: reached.map(({ number }) => number),
		labels: reached.map((one) => [one.number, one.program.id ?? `cell ${one.program.index + 1}`]),
		thenable: facts.exports.includes("then"),
		seed: program.seed,
		params: [...cell.params],
		files: [],
		impure: false,
	};
	return { command, shift };
}

/** A word that the program does not contain, for the addresses of modules that only the worker knows. */
function unusedIn(program: string): string {
	let mark = "cell:";
	while (program.includes(mark)) mark = `cell-${mark}`;
	return mark;
}
