import type { FileTable } from "../../model/index.js";
import type { FunctionContext, FunctionDefinition, Value } from "../../query/index.js";
import { filesOf } from "../values/files.js";
import { MarkupValue } from "../values/markup-value.js";
import { Wrong } from "../values/problem-value.js";
import { textOf } from "../values/text.js";
import { describe, type TypeName, typeOf } from "../values/types.js";
import { type BaseContext, type BaseFunction, callSafely } from "./base-function.js";
import { fileOf, globals } from "./globals.js";
import { listMethods } from "./list-methods.js";
import type { Method } from "./method.js";
import { numberMethods } from "./number-methods.js";
import { operators } from "./operators.js";
import { otherMethods } from "./other-methods.js";
import { summaryFunction } from "./summaries.js";
import { textMethods } from "./text-methods.js";

/** How many arguments a function takes. */
export interface Arity {
	readonly least: number;
	readonly most: number;
}

const methods: readonly Method[] = [...otherMethods, ...textMethods, ...numberMethods, ...listMethods];

/** Those that take expressions; they are translated, not called. */
const withExpressions: readonly (readonly [name: string, arity: Arity])[] = [
	["filter", { least: 1, most: 1 }],
	["map", { least: 1, most: 1 }],
	["reduce", { least: 1, most: 2 }],
];

/** Functions behind a dot, by name. Of several that share one, whatever any of them takes. */
export const methodArity: ReadonlyMap<string, Arity> = arities();

function arities(): Map<string, Arity> {
	const known = new Map<string, Arity>(withExpressions);
	for (const { name, least, most } of methods) {
		const other = known.get(name);
		known.set(name, {
			least: Math.min(least, other?.least ?? least),
			most: Math.max(most, other?.most ?? most),
		});
	}
	return known;
}

/** Functions without a value before them; `if` is translated. */
export const globalArity: ReadonlyMap<string, Arity> = new Map<string, Arity>([
	["if", { least: 2, most: 3 }],
	// What the translation adds, the file from which names are looked up, is no argument of the author's.
	...globals
		.filter(({ name }) => name !== "regexp")
		.map(({ name, least, most }): [string, Arity] => [
			name,
			{ least, most: name === "file" || name === "link" ? most - 1 : most },
		]),
]);

/** What the engine calls a method. Two share their names with functions that belong to no value. */
export function methodFunction(name: string): string {
	return `base.${name === "date" ? "day" : name}`;
}

export interface BaseFunctionOptions {
	readonly files: FileTable;
	/** BCP 47: of month names and the like. */
	readonly language: string;
	/** Told of what could not be computed where no value can say so. */
	readonly report?: (message: string) => void;
}

/** `base.…`: what expressions of bases are translated to. */
export function baseFunctions({
	files,
	language,
	report = () => {},
}: BaseFunctionOptions): FunctionDefinition[] {
	const list: BaseFunction = {
		...{ name: "files", least: 0, most: 0, pure: true, about: "All files of the vault, sorted by path." },
		call: (_, context) => context.files.all,
	};
	const all = [list, ...operators, ...globals, ...dispatchers(), summaryFunction];
	const contextOf = contexts(files, { language, report });
	return all.map((definition) => ({
		name: `base.${definition.name}`,
		...{ least: definition.least, most: definition.most, pure: definition.pure, about: definition.about },
		call: (args, context) => callSafely(definition, args, contextOf(context)),
	}));
}

/** A query has one context for all its calls; what changes in it from run to run is read anew. */
function contexts(
	table: FileTable,
	own: Pick<BaseContext, "language" | "report">,
): (given: FunctionContext) => BaseContext {
	const known = new WeakMap<FunctionContext, BaseContext>();
	return (given) => {
		let context = known.get(given);
		if (context === undefined) {
			context = {
				...own,
				graph: given.graph,
				get files() {
					return filesOf(table, given.zone);
				},
				get now() {
					return given.now;
				},
				get zone() {
					return given.zone;
				},
				get random() {
					return given.random;
				},
				spend: (steps) => given.spend(steps),
			};
			known.set(given, context);
		}
		return context;
	};
}

/** One function for all methods of a name, that looks at the value. */
function dispatchers(): BaseFunction[] {
	const byName = new Map<string, Method[]>();
	for (const method of methods) byName.set(method.name, [...(byName.get(method.name) ?? []), method]);
	return [...byName].map(([name, all]): BaseFunction => {
		const { least, most } = methodArity.get(name)!;
		const types = [...new Set(all.flatMap(({ on }) => on))];
		return {
			name: methodFunction(name).slice("base.".length),
			...{ least: least + 1, most: most + 1, pure: false },
			about: `${name}() in a base: of ${types.join(", ")}.`,
			call: dispatch(name, all),
		};
	});
}

function dispatch(name: string, all: readonly Method[]): BaseFunction["call"] {
	const byType = new Map(all.flatMap((method) => method.on.map((type) => [type, method] as const)));
	const anything = byType.get("any");
	return ([self, ...args], context) => {
		const type = typeOf(self!);
		const method = byType.get(type) ?? anything;
		if (method !== undefined) return method.call(self!, args, context);
		// What belongs to nothing is nothing: a note without the property is no mistake.
		if (self === null) return null;
		const other = related(self!, type, byType, context);
		if (other !== undefined) return other[0].call(other[1], args, context);
		const owners = [...byType.keys()].map((owner) => plurals.get(owner) ?? owner).join(" and of ");
		throw new Wrong(`${name}() is a function of ${owners}, and this is ${describe(self!)}.`);
	};
}

/** Links, tags and the like are texts as well, and a link can be asked what its file can be asked. */
function related(
	self: Value,
	type: TypeName,
	byType: ReadonlyMap<TypeName | "any", Method>,
	{ files }: BaseContext,
): [Method, Value] | undefined {
	const ofFile = byType.get("file");
	if (type === "link" && ofFile !== undefined) {
		const file = fileOf(self, files, undefined);
		return file === null ? undefined : [ofFile, file];
	}
	const ofText = byType.get("string");
	const isText = type === "link" || type === "tag" || self instanceof MarkupValue;
	return isText && ofText !== undefined ? [ofText, textOf(self)] : undefined;
}

const plurals = new Map<TypeName | "any", string>([
	["string", "texts"],
	["number", "numbers"],
	["list", "lists"],
	["date", "dates"],
	["link", "links"],
	["file", "files"],
	["object", "objects"],
	["regexp", "regular expressions"],
]);
