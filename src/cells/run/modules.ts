import { type ModuleBinding, placeInCode, type Shift, writeModule } from "../../code/index.js";
import type { CellPlan, PlannedCell } from "../../model/index.js";
import type { EvaluateCommand, RawError } from "./engines/protocol.js";
import { placeholder } from "./placeholder.js";
import type { ScriptModules } from "./script-modules.js";

/** The plan's cells as modules for an engine. */
export interface Modules {
	commandFor(cell: number): EvaluateCommand;
	/** Where a place in a module is in its cell's program. */
	placeOf(frame: RawError["frames"][number]): { key: string; line: number; column: number } | undefined;
}

/**
 * @param contents path → content in base64, of what cells read
 * @param scripts of plans in which there are programs for Dataview
 */
export function createModules(
	plan: CellPlan,
	contents: ReadonlyMap<string, string>,
	scripts?: ScriptModules,
): Modules {
	const shifts = new Map<number, Shift>();
	const commandOf = (cell: number): EvaluateCommand => {
		const planned = plan.cells[cell]!;
		if (planned.script !== undefined && scripts !== undefined) {
			const { shift, ...command } = scripts.commandFor(cell, planned);
			shifts.set(cell, shift);
			return command;
		}
		return planned.compiled.cell.language === "py"
			? {
					...common(plan, cell, contents),
					text: planned.compiled.cell.code,
					links: [],
					names: namesOf(planned),
				}
			: { ...common(plan, cell, contents), ...scriptModule(plan, cell, shifts) };
	};
	return {
		commandFor: commandOf,
		placeOf({ cell, line, column }) {
			const planned = plan.cells[cell];
			if (planned?.key === undefined) return undefined;
			const shift = shifts.get(cell);
			const place = shift === undefined ? { line, column } : placeInCode(shift, line, column);
			return place === undefined ? undefined : { key: planned.key, ...place };
		},
	};
}

function common(plan: CellPlan, cell: number, contents: ReadonlyMap<string, string>) {
	const { compiled, files, needs } = plan.cells[cell]!;
	const { seed, params, impure } = compiled.cell.options;
	const { imports } = compiled.facts;
	const labels = needs.flatMap(({ cell, import: index }) => {
		const specifier = index === undefined ? undefined : imports[index]?.specifier;
		return specifier === undefined ? [] : [[cell, specifier] as const];
	});
	const read = files.map(({ name, path }) => [name, contents.get(path) ?? ""] as const);
	return {
		...{ do: "evaluate" as const, cell, seed, params, impure, labels, files: read },
		reaches: [...new Set(needs.map((need) => need.cell))],
		thenable: hasThen(plan, cell),
	};
}

/** Whether its module may have an export called `then`. What it exports of another note is not known by name. */
function hasThen(plan: CellPlan, cell: number): boolean {
	const { exports, imports } = plan.cells[cell]!.compiled.facts;
	return (
		exports.includes("then") ||
		imports.some(({ again, names }) => again && names.some((it) => it.local === "*"))
	);
}

/** For Python, which has no modules here: from which cell comes which name, under which name. */
function namesOf({ needs }: PlannedCell): NonNullable<EvaluateCommand["names"]> {
	return needs.flatMap(({ cell, names }) =>
		names.map(({ imported, local }) => [cell, imported, local] as const),
	);
}

/** The placeholder's cell; or the library. */
type Link = EvaluateCommand["links"][number];

function scriptModule(plan: CellPlan, cell: number, shifts: Map<number, Shift>) {
	const { compiled, needs } = plan.cells[cell]!;
	const { facts } = compiled;
	const links: Link[] = [];
	const bindings: ModuleBinding[] = needs.map(({ cell: need, import: index, names }) => {
		const url = placeholder(need);
		links.push([url, need]);
		const { exports } = plan.cells[need]!.compiled.facts;
		return { url, names, exports, ...(index !== undefined && { import: index }) };
	});
	facts.imports.forEach(({ kind, names, specifier }, index) => {
		if (kind !== "library" && kind !== "package") return;
		const url = kind === "library" ? placeholder(-1) : specifier;
		if (kind === "library") links.push([url, -1]);
		bindings.push({ url, import: index, names });
	});
	const { text, shift } = writeModule({ facts, bindings });
	shifts.set(cell, shift);
	return { text, links };
}
