import type { CellFacts, CellImport, Span } from "../model/index.js";
import { lineColumnAt } from "./place.js";

/** From where an engine gets names that a cell does not define itself. */
export interface ModuleBinding {
	/** As the engine finds the module: `blob:…`, `file:///…`. */
	readonly url: string;
	/** Index into `facts.imports`; absent for names of the note's other cells. An import may have several bindings. */
	readonly import?: number;
	/** Names at the other side and here; as in `facts.imports`, `*` is all. */
	readonly names: readonly { readonly imported: string; readonly local: string }[];
	/**
	 * What the module exports by its author's will, which is what `*` stands for. Cells export more than that (see
	 * `siblingExport`), so it has to be said for them.
	 */
	readonly exports?: readonly string[];
}

export interface EngineModule {
	/** A JavaScript module. All but its first line and the line of the value is where it is in the cell. */
	readonly text: string;
	readonly shift: Shift;
}

/** What was put into the cell's lines, in their order. */
export interface Shift {
	/** Lines of the cell; what is behind them is not its own. */
	readonly lines: number;
	readonly inserted: readonly { readonly line: number; readonly column: number; readonly length: number }[];
}

/** Under which name a cell's module exports a top-level name, exported by its author or not, for the note's others. */
export function siblingExport(name: string): string {
	return `cell name ${name}`;
}

/** Under which name it exports the value of its last expression, if it has one. */
export const valueExport = "cell value";

/**
 * A cell as a module for an engine:
 *
 *     import{"cell name a"as a}from"blob:…";import{b}from"blob:…";const c = a + b;      first line
 *     ⋯                                                                                 as it is in the cell
 *     const $value=(c * 2)                                                              the last expression
 *     export{c as"cell name c",$value as"cell value"};                                  one line more
 *
 * Imports of the cell's own become blank, `import("[[note]]")` becomes a call as long as itself. Top-level `await`
 * stays, as modules have it. Exports that no author can write as an identifier keep apart what is for siblings.
 */
export function writeModule(input: {
	readonly facts: CellFacts;
	readonly bindings: readonly ModuleBinding[];
}): EngineModule {
	const { facts, bindings } = input;
	const fresh = freshNames(facts);
	const calls = new Map<number, string>();
	const head = [...groupByImport(bindings)].map(([index, group]) => {
		const own = facts.imports[index];
		if (own === undefined) return group.map(fromSibling).join("");
		const wanted = group.map((binding) => valuesOnly(binding, own));
		if (own.again) return reexport(wanted, fresh);
		if (!own.dynamic) return staticImport(wanted, fresh);
		calls.set(index, fresh());
		return dynamicImport(calls.get(index) ?? "", wanted, fresh);
	});
	const prefix = head.join("");
	const value = facts.value === undefined ? undefined : { ...facts.value, name: fresh() };
	const opening = value === undefined ? "" : `const ${value.name}=(`;
	const body = wrap(withoutImports(facts, calls), value, opening);
	return {
		text: prefix + body + exportTail(facts, value?.name),
		shift: shiftOf(facts.plain, prefix.length, value, opening.length),
	};
}

/** Where a line and column of an engine's module (both from 1) lie in the cell; nothing where it is not the cell's. */
export function placeInCode(
	shift: Shift,
	line: number,
	column: number,
): { readonly line: number; readonly column: number } | undefined {
	if (line < 1 || line > shift.lines) return undefined;
	let added = 0;
	for (const insertion of shift.inserted) {
		if (insertion.line !== line || column - added < insertion.column) continue;
		if (column - added < insertion.column + insertion.length) return { line, column: insertion.column };
		added += insertion.length;
	}
	return { line, column: column - added };
}

/** Names that the program does not say, short enough to take the place of `import`. */
function freshNames({ plain, defines, uses }: CellFacts): () => string {
	const taken = new Set(plain.match(/\$[\w$]*/g));
	for (const { name } of [...defines, ...uses]) taken.add(name);
	let next = 0;
	return () => {
		let name = "";
		do name = `$${(next++).toString(36)}`;
		while (taken.has(name));
		return name;
	};
}

/** Siblings, which belong to no import, under −1. */
function groupByImport(bindings: readonly ModuleBinding[]): Map<number, ModuleBinding[]> {
	const groups = new Map<number, ModuleBinding[]>();
	for (const binding of bindings) {
		const index = binding.import ?? -1;
		const group = groups.get(index);
		if (group === undefined) groups.set(index, [binding]);
		else group.push(binding);
	}
	return groups;
}

function fromSibling({ url, names }: ModuleBinding): string {
	const list = names.map(({ imported, local }) => `${quoted(siblingExport(imported))}as ${local}`);
	return `import{${list.join()}}from${quoted(url)};`;
}

/** Of types, nothing is there to be imported. */
function valuesOnly(binding: ModuleBinding, { names }: CellImport): ModuleBinding {
	const types = new Set(names.filter(({ type }) => type).map(({ local }) => local));
	return { ...binding, names: binding.names.filter(({ local }) => !types.has(local)) };
}

type Fresh = () => string;

function staticImport(bindings: readonly ModuleBinding[], fresh: Fresh): string {
	const parts = bindings.map((binding) => {
		const { url, names } = binding;
		const list = names.filter(({ imported }) => imported !== "*");
		if (list.length < names.length && list.length === 0) return "";
		const clause = list.map(({ imported, local }) => `${given(imported, binding)} as ${local}`);
		return `import${list.length === 0 ? "" : `{${clause.join()}}from`}${quoted(url)};`;
	});
	for (const [local, group] of namespaces(bindings)) parts.push(namespaceOf(local, group, fresh));
	return parts.join("");
}

function reexport(bindings: readonly ModuleBinding[], fresh: Fresh): string {
	const parts = bindings.map((binding) => {
		const { url, names, exports } = binding;
		const list = names
			.filter(({ imported }) => imported !== "*")
			.map(({ imported, local }) => `${given(imported, binding)} as ${exportName(local)}`);
		if (names.some(({ imported, local }) => imported === "*" && local === "*")) {
			if (exports === undefined) return `export*from${quoted(url)};`;
			list.push(...exports.filter((name) => name !== "default").map(exportName));
		}
		return `export{${list.join()}}from${quoted(url)};`;
	});
	for (const [exported, group] of namespaces(bindings)) {
		if (exported === "*") continue;
		const local = fresh();
		parts.push(namespaceOf(local, group, fresh), `export{${local} as ${exportName(exported)}};`);
	}
	return parts.join("");
}

function dynamicImport(name: string, bindings: readonly ModuleBinding[], fresh: Fresh): string {
	const [only] = bindings;
	if (bindings.length === 1 && only?.exports === undefined) {
		return `const ${name}=()=>import(${quoted(only?.url ?? "")});`;
	}
	const modules = bindings.map((binding) => ({ binding, name: fresh() }));
	const loads = modules.map(({ binding, name }) => `${name}=await import(${quoted(binding.url)})`);
	const getters = modules.flatMap(({ binding, name }) => gettersOf(binding, name));
	return `const ${name}=async()=>{const ${loads.join()};return{__proto__:null,${getters.join()}}};`;
}

/** `* as local` → the modules of which it is made. */
function namespaces(bindings: readonly ModuleBinding[]): Map<string, ModuleBinding[]> {
	const found = new Map<string, ModuleBinding[]>();
	for (const binding of bindings) {
		for (const { imported, local } of binding.names) {
			if (imported === "*") found.set(local, [...(found.get(local) ?? []), binding]);
		}
	}
	return found;
}

/** What a note exports may be spread over cells, which export more than that: its namespace is put together. */
function namespaceOf(local: string, bindings: readonly ModuleBinding[], fresh: Fresh): string {
	const [only] = bindings;
	if (bindings.length === 1 && only !== undefined && only.exports === undefined) {
		return `import*as ${local} from${quoted(only.url)};`;
	}
	const modules = bindings.map((binding) => ({ binding, name: fresh() }));
	const imports = modules.map(({ binding, name }) => `import*as ${name} from${quoted(binding.url)};`);
	const getters = modules.flatMap(({ binding, name }) => gettersOf(binding, name));
	return `${imports.join("")}const ${local}={__proto__:null,${getters.join()}};`;
}

function gettersOf({ exports }: ModuleBinding, module: string): string[] {
	return (exports ?? []).map((name) => `get ${quoted(name)}(){return ${module}[${quoted(name)}]}`);
}

/** A cell of the same note can be named in an import, too, and then also gives what it does not export. */
function given(name: string, { exports }: ModuleBinding): string {
	return exportName(exports === undefined || exports.includes(name) ? name : siblingExport(name));
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

function exportName(name: string): string {
	return identifier.test(name) ? name : quoted(name);
}

function quoted(text: string): string {
	return JSON.stringify(text);
}

/** Statements that import become blank, and a semicolon, lest the next line goes on with the one before. */
function withoutImports({ plain, imports }: CellFacts, calls: ReadonlyMap<number, string>): string {
	const parts: string[] = [];
	let at = 0;
	for (const [index, { span, dynamic }] of imports.entries()) {
		const call = calls.get(index);
		if (span.start < at || (dynamic && call === undefined)) continue;
		const instead = dynamic ? `${call}()` : ";";
		parts.push(plain.slice(at, span.start), instead);
		parts.push(plain.slice(span.start + instead.length, span.end).replace(/[^\n\r\u2028\u2029]/g, " "));
		at = span.end;
	}
	parts.push(plain.slice(at));
	return parts.join("");
}

function wrap(body: string, value: Span | undefined, opening: string): string {
	if (value === undefined) return body;
	const { start, end } = value;
	return `${body.slice(0, start)}${opening}${body.slice(start, end)})${body.slice(end)}`;
}

function exportTail({ defines }: CellFacts, value: string | undefined): string {
	const list = defines.map(({ name }) => `${name} as${quoted(siblingExport(name))}`);
	if (value !== undefined) list.push(`${value} as${quoted(valueExport)}`);
	return list.length === 0 ? "" : `\n;export{${list.join()}};`;
}

/** Where a program stands in a module, behind `prefix` characters of its first line and around its value. */
export function shiftOf(plain: string, prefix: number, value: Span | undefined, opening: number): Shift {
	const inserted = [{ line: 1, column: 1, length: prefix }];
	if (value !== undefined) {
		inserted.push({ ...lineColumnAt(plain, value.start), length: opening });
		inserted.push({ ...lineColumnAt(plain, value.end), length: 1 });
	}
	let lines = 1;
	for (let at = plain.indexOf("\n"); at >= 0; at = plain.indexOf("\n", at + 1)) lines++;
	return { lines, inserted };
}
