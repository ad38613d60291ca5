import type { CellImport, CellPlan, PlannedCell, ResolvedCell, VaultPath } from "../../model/index.js";
import { type Given, noteNames, type SharedNames, secretName } from "./shared-names.js";

export interface TypeProjectInput {
	readonly plan: CellPlan;
	/** Where imports lead, as the graph has found; index for index. */
	readonly resolved: ReadonlyMap<VaultPath, readonly ResolvedCell[]>;
	/** Absolute paths of declarations: of `notapse`, of a cell's globals, and of all that they import. */
	readonly library: { readonly module: string; readonly globals: string; readonly others: readonly string[] };
}

/** The cells of a vault as TypeScript's compiler sees them. */
export interface TypeProject {
	/** Files by name: `cell/0.ts` and so on, which begin with the plan's cell of that index; `tsconfig.json`. */
	readonly files: ReadonlyMap<string, string>;
	/** By number, what stands in the vault where `~number` stands here. */
	readonly specifiers: readonly string[];
}

/**
 * Every cell is a file that begins with its program, character for character, so that places need no translation. Only
 * what is quoted behind `from` is another name, of the same length, for which `paths` know the file of a note. What
 * siblings give is imported behind the last line, where it shifts nothing, under names that no author can write:
 *
 *     import { lstmCell } from "~3~~~~~~~";
 *     const flow: number[] = run(lstmCell);
 *
 *     import { "cell name run" as run } from "./2.ts";
 *     export { flow as "cell name flow" };
 */
export function typeProject(input: TypeProjectInput): TypeProject {
	const notes = noteNames(input.plan, isChecked);
	const modules = new Modules(input, notes);
	const files = new Map<string, string>();
	const unknown = new Set<string>();
	for (const [index, planned] of input.plan.cells.entries()) {
		if (!isChecked(planned)) continue;
		const names = notes.get(planned.note);
		const text = modules.rename(planned);
		files.set(
			fileOf(index, planned),
			`${text}\n${names === undefined ? "" : ending(planned, names, input.plan)}`,
		);
		for (const { kind, specifier } of planned.compiled.facts.imports) {
			if (kind === "package") unknown.add(specifier);
		}
	}
	for (const [name, text] of modules.files()) files.set(name, text);
	for (const name of modules.unknown()) unknown.add(name);
	files.set(
		"unknown.d.ts",
		[...unknown]
			.sort()
			.map((name) => `declare module ${JSON.stringify(name)};\n`)
			.join(""),
	);
	files.set("tsconfig.json", configuration([...files.keys()], modules.paths(), input.library));
	return { files, specifiers: modules.specifiers };
}

/** Python has no types that we know; and who cannot be read, or imports what no cell may, has been told so. */
export function isChecked({ compiled: { cell, facts } }: PlannedCell): boolean {
	if (cell.language === "py" || facts.error !== undefined) return false;
	return facts.imports.every(({ kind }) => kind !== "forbidden");
}

/** Cells in JavaScript say no types: they are read for what others take from them, and not judged. */
function fileOf(index: number, { compiled }: PlannedCell): string {
	return `cell/${index}.${compiled.cell.language === "js" ? "js" : "ts"}`;
}

/** What comes behind a cell's last line. */
function ending({ compiled: { cell, facts } }: PlannedCell, names: SharedNames, plan: CellPlan): string {
	const isScript = cell.language === "js";
	const words = new Set(cell.code.match(/[\p{ID_Continue}$\u200c\u200d]+/gu));
	const types = new Set(facts.declares);
	const taken = new Set([...types, ...facts.defines.map(({ name }) => name)]);
	for (const { names } of facts.imports) for (const { local } of names) taken.add(local);
	const missing = ([name]: [string, Given]) => words.has(name) && !taken.has(name);
	const line = (word: string, [name, { cell, exported }]: [string, Given]) =>
		`${word} { ${JSON.stringify(exported)} as ${name} } from "./${fileOf(cell, plan.cells[cell]!).slice(5)}";\n`;
	const imports = [
		...[...names.siblings].filter(missing).map((given) => line("import", given)),
		...[...names.siblingTypes]
			.filter((given) => !isScript && missing(given) && !names.siblings.has(given[0]))
			.map((given) => line("import type", given)),
	];
	const exports = facts.defines.map(({ name }) => `${name} as ${JSON.stringify(secretName(name))}`);
	if (!isScript) {
		const values = new Set(facts.defines.map(({ name }) => name));
		const only = facts.declares.filter((name) => !values.has(name));
		exports.push(...only.map((name) => `type ${name} as ${JSON.stringify(secretName(name))}`));
	}
	return `${imports.join("")}export { ${exports.join(", ")} };\n`;
}

/** What a specifier means in a note. */
interface NoteModule {
	readonly specifier: string;
	readonly names: SharedNames | undefined;
	/** The one cell that it names, if it does. */
	readonly only: number | undefined;
	/** Inside a note, cells can import what is not exported. */
	readonly isOwn: boolean;
	readonly wanted: Set<string>;
	/** What stands for the specifier, in all lengths. */
	readonly aliases: Set<string>;
}

class Modules {
	readonly #modules = new Map<string, NoteModule>();
	readonly #numbers = new Map<NoteModule, number>();
	readonly specifiers: string[] = [];

	constructor(
		readonly input: TypeProjectInput,
		readonly notes: ReadonlyMap<VaultPath, SharedNames>,
	) {}

	/** The cell's program with other specifiers. */
	rename(planned: PlannedCell): string {
		const { cell, facts } = planned.compiled;
		const links = this.input.resolved.get(planned.note)?.[planned.index]?.imports ?? [];
		let text = "";
		let at = 0;
		let link = 0;
		for (const written of facts.imports) {
			if (written.kind !== "note") continue;
			const module = this.#moduleOf(planned.note, written, links[link++]);
			for (const { imported } of written.names) module.wanted.add(imported);
			const { start, end } = { start: written.at.start + 1, end: written.at.end - 1 };
			const alias = `~${(this.#numbers.get(module) ?? 0).toString(36)}`.padEnd(end - start, "~");
			module.aliases.add(alias);
			text += cell.code.slice(at, start) + alias;
			at = end;
		}
		return text + cell.code.slice(at);
	}

	#moduleOf(
		from: VaultPath,
		{ specifier, names: wanted }: CellImport,
		found: ResolvedCell["imports"][number] | undefined,
	): NoteModule {
		const path = found?.resolution.kind === "found" ? found.resolution.path : undefined;
		// Who takes all is to see what is not there.
		const takesAll = wanted.some(({ imported }) => imported === "*");
		const key = JSON.stringify([specifier, path ?? null, path === from, takesAll]);
		const known = this.#modules.get(key);
		if (known !== undefined) return known;
		const names = path === undefined ? undefined : this.notes.get(path);
		const { block, heading } = found?.link ?? {};
		const id = block === undefined ? heading : `^${block}`;
		const only = id === undefined ? undefined : names?.byId.get(id);
		const isFound = names?.isWhole === true && (id === undefined) === (only === undefined);
		const module: NoteModule = {
			...{ specifier, names: isFound ? names : undefined, only, isOwn: path === from },
			...{ wanted: new Set<string>(), aliases: new Set<string>() },
		};
		this.#modules.set(key, module);
		this.#numbers.set(module, this.specifiers.length);
		this.specifiers.push(specifier);
		return module;
	}

	*files(): Iterable<[string, string]> {
		for (const [module, number] of this.#numbers) {
			if (module.names !== undefined) yield [noteFile(number), this.#textOf(module, module.names)];
		}
	}

	/** Imports that lead nowhere, of which the author has been told: they give anything. */
	*unknown(): Iterable<string> {
		for (const { names, aliases } of this.#modules.values()) if (names === undefined) yield* aliases;
	}

	paths(): Record<string, string[]> {
		const paths: Record<string, string[]> = {};
		for (const [{ names, aliases }, number] of this.#numbers) {
			if (names !== undefined) for (const alias of aliases) paths[alias] = [`./${noteFile(number)}`];
		}
		return paths;
	}

	#textOf({ only, isOwn, wanted }: NoteModule, names: SharedNames): string {
		const lines: string[] = [];
		const given = new Set<string>();
		const give = (word: string, name: string, cell: number, exported: string) => {
			if (only !== undefined && only !== cell) return;
			given.add(name);
			const file = fileOf(cell, this.input.plan.cells[cell]!);
			lines.push(`${word} { ${JSON.stringify(exported)} as ${JSON.stringify(name)} } from "../${file}";\n`);
		};
		for (const [name, cell] of names.exports) give("export", name, cell, name);
		for (const [name, cell] of names.types) if (!given.has(name)) give("export type", name, cell, name);
		if (isOwn) {
			for (const [name, { cell, exported }] of names.siblings) {
				if (!given.has(name)) give("export", name, cell, exported);
			}
			for (const [name, { cell, exported }] of names.siblingTypes) {
				if (!given.has(name)) give("export type", name, cell, exported);
			}
		}
		// What is not there has been told; here it is anything.
		const missing = [...wanted].filter((name) => !wanted.has("*") && !given.has(name));
		for (const [index, name] of missing.entries()) {
			lines.push(
				`declare const _${index}: any; type _${index} = any; export { _${index} as ${JSON.stringify(name)} };\n`,
			);
		}
		return `${lines.join("")}export {};\n`;
	}
}

function noteFile(number: number): string {
	return `note/${number}.ts`;
}

/**
 * `noResolve`: what is in the project is what is listed, so that no `import("/etc/…")` in a type and no reference in a
 * comment makes the compiler read another file.
 */
function configuration(
	own: readonly string[],
	paths: Record<string, string[]>,
	{ module, globals, others }: TypeProjectInput["library"],
): string {
	return JSON.stringify({
		compilerOptions: {
			...{ target: "esnext", module: "esnext", moduleResolution: "bundler", moduleDetection: "force" },
			...{ lib: ["ES2023"], types: [], noResolve: true, skipLibCheck: true },
			...{ strict: true, allowJs: true, checkJs: false },
			...{ noEmit: true, allowImportingTsExtensions: true },
			paths: { notapse: [module], ...paths },
		},
		files: [...own, module, globals, ...others],
	});
}
