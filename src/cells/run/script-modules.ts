import { type Shift, writeScript, writeView } from "../../code/index.js";
import type { CellPlan, PlannedCell, ScriptView } from "../../model/index.js";
import type { EvaluateCommand } from "./engines/protocol.js";
import type { ExtraModules } from "./lane.js";
import { placeholder } from "./placeholder.js";

/** What programs for Dataview are run with. */
export interface ScriptSupport {
	/** Text of the module of their world. */
	readonly world: string;
	/** Text of the module of the library `moment`. */
	moment(): string;
	/** JSON of what is known of the vault's files. */
	files(): string;
	/** JSON of texts by path; asked for when a program reads some. */
	texts(): Promise<string>;
	/** The key of a result: of the program and of what it has read, as that is now. */
	keyOf(base: string, reads: readonly string[] | undefined): string;
}

/** Programs for Dataview as modules, and what these import. */
export interface ScriptModules {
	commandFor(cell: number, planned: PlannedCell): EvaluateCommand & { readonly shift: Shift };
	readonly extra: ExtraModules;
}

const world = -2;
const files = -3;
const texts = -4;
const firstView = -10;
/** What programs change of this library is theirs alone. */
const firstMoment = -1_000;

/** @param stale those that are to be run */
export async function createScriptModules(
	plan: CellPlan,
	stale: readonly number[],
	support: ScriptSupport,
): Promise<ScriptModules> {
	const { readScript } = await import("../../code/read/index.js");
	const own = stale.flatMap((cell) => plan.cells[cell]?.script ?? []);
	const readsTexts = own.some((script) => script.readsTexts);
	const extra = new Map<number, string>([
		[world, support.world],
		[files, stringModule(support.files())],
		[texts, stringModule(readsTexts ? await support.texts() : "{}")],
	]);
	const viewTargets = new Map<string, number>();
	const targetOf = ({ path, code }: ScriptView): number => {
		const known = viewTargets.get(path);
		if (known !== undefined) return known;
		const target = firstView - viewTargets.size;
		viewTargets.set(path, target);
		const facts = readScript(code);
		const refused = facts.error?.message ?? (facts.imports.length > 0 ? "It imports something." : undefined);
		const failing = `throw new SyntaxError(${JSON.stringify(`“${path}” cannot be read: ${refused}`)});`;
		extra.set(target, writeView(refused === undefined ? facts : { code: failing, assigns: [], imports: [] }));
		return target;
	};
	for (const script of own) for (const view of script.views) targetOf(view);
	return {
		extra,
		commandFor(cell, { compiled, script }) {
			const { views, given, now } = script!;
			const targets = views.map((view) => [view.path, targetOf(view)] as const);
			const own = firstMoment - cell;
			const saysMoment = [compiled.cell, ...views].some(({ code }) => /\bmoment\b/.test(code));
			if (saysMoment) extra.set(own, support.moment());
			const { text, shift } = writeScript({
				facts: readScript(compiled.cell.code),
				form: compiled.cell.lines.length === 1 && isInline(given) ? "inline" : "fence",
				...{ world: placeholder(world), files: placeholder(files), texts: placeholder(texts), given },
				...(saysMoment && { moment: placeholder(own) }),
				views: targets.map(([path, target]) => [path, placeholder(target)]),
			});
			const all = [world, files, texts, ...(saysMoment ? [own] : []), ...targets.map(([, target]) => target)];
			const { seed } = compiled.cell.options;
			return {
				...{ do: "evaluate", cell, text, shift, now, seed },
				links: all.map((target) => [placeholder(target), target] as const),
				...{ reaches: [], labels: [], thenable: false, params: [], files: [], impure: false },
			};
		},
	};
}

function isInline(given: string): boolean {
	return (JSON.parse(given) as { readonly form?: unknown }).form === "inline";
}

function stringModule(text: string): string {
	return `export default ${JSON.stringify(text)};`;
}
