import type { FileTable, VaultPath } from "../../model/index.js";
import {
	type FunctionContext,
	type FunctionDefinition,
	Functions,
	NodeValue,
	type PrepareOptions,
	prepareSyntax,
	type Value,
} from "../../query/index.js";
import { problemOf } from "../answer/answer-dataview.js";
import { type Showing, mostParts as shownParts } from "../answer/to-answer-value.js";
import { dataviewFunctions, type Ledger } from "../functions/registry.js";
import { parseDataview, parseInline, parseSourceText } from "../language/parse-query.js";
import type { DataviewQuery } from "../language/syntax.js";
import type { Pages } from "../pages/pages.js";
import {
	type TranslatedQuery,
	translateInline,
	translateQuery,
	type View,
} from "../translate/translate-query.js";
import { compareValues } from "../values/compare.js";
import { FailureValue } from "../values/failure.js";
import { toText } from "../values/to-text.js";

/** What a program asks its questions of. */
export interface ScriptWorld {
	readonly graph: PrepareOptions;
	readonly files: FileTable;
	readonly pages: Pages;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** The note in which the program stands. */
	readonly from: VaultPath;
}

export interface Answered {
	readonly view: View;
	readonly rows: readonly (readonly Value[])[];
}

/** What a program can ask: the engine that answers queries, called from a program. */
export interface ScriptEngine {
	query(source: string, origin: VaultPath, forceId?: boolean): Answered;
	/** Paths of the notes that a source stands for. */
	paths(source: string, origin: VaultPath): readonly VaultPath[];
	evaluate(expression: string, given: ReadonlyMap<string, Value>, origin: VaultPath): Value;
	/** One of Dataview's functions; undefined where there is none of that name. */
	function(name: string): ((args: readonly Value[]) => Value) | undefined;
	readonly functionNames: readonly string[];
	compare(a: Value, b: Value): number;
	toText(value: Value): string;
	showing(): Showing;
}

/** A query of a program is bounded by what it keeps; its time is the program's. */
const budget = { rows: 1_000_000, memory: 400e6 };

export function createScriptEngine(world: ScriptWorld): ScriptEngine {
	const { graph, files, pages, from } = world;
	const now = BigInt(world.now) * 1_000_000n;
	const pageOf = (node: NodeValue) => pages.ofNode(node, graph.access);
	const context: FunctionContext = {
		graph: graph.access,
		...{ now, zone: pages.zone },
		random: () => 0.5,
		spend: () => {},
	};
	const comparing = { pageOf, spend: () => {} };
	const own = new Map<string, FunctionDefinition>(
		dataviewFunctions(pages).map((definition) => [definition.name.replace("dataview.", ""), definition]),
	);
	const run = (
		{ query, view }: TranslatedQuery,
		code: string,
		parameters: ReadonlyMap<string, Value> = new Map(),
	): Answered => {
		const ledger: Ledger = { computed: 0, failed: 0 };
		const functions = new Functions(dataviewFunctions(pages, ledger));
		const prepared = prepareSyntax(query, { ...graph, functions }, code);
		const { rows } = prepared.runSync({ budget, parameters, now, zone: pages.zone });
		if (rows.length === 0 && ledger.failed > 0 && ledger.computed === 0)
			throw new Error(`No row can be computed: ${ledger.message}`);
		return { view, rows: rows as readonly (readonly Value[])[] };
	};
	const asked = <T>(code: string, ask: () => T): T => {
		try {
			return ask();
		} catch (error) {
			const problem = problemOf(error, code);
			if (problem === undefined) throw error;
			const at = problem.offset === undefined ? "" : ` (at ${placeIn(code, problem.offset)})`;
			throw new Error(`${problem.message}${at}`);
		}
	};
	const options = (text: string, origin: VaultPath) => ({
		...{ text, files },
		from: files.get(origin)?.note === undefined ? undefined : origin,
	});
	return {
		query: (source, origin, forceId) =>
			asked(source, () => {
				const parsed = parseDataview(source);
				const query = forceId === undefined ? parsed : withId(parsed, forceId);
				return run(translateQuery(query, options(source, origin)), source);
			}),
		paths: (source, origin) =>
			asked(source, () => {
				const found = parseSourceText(source);
				const span = { start: 0, end: source.length };
				const value = { kind: "index", object: fileOf(span), index: literalOf("path", span), span } as const;
				const header = { kind: "list", withoutId: true, value, span } as const;
				const query = { kind: "query", header, ...(found && { source: found }), steps: [], span } as const;
				const { rows } = run(translateQuery(query, options(source, origin)), source);
				return rows.map(([path]) => String(path));
			}),
		evaluate: (expression, given, origin) =>
			asked(expression, () => {
				const translated = translateInline(parseInline(expression), {
					...options(expression, origin),
					given: [...given.keys()],
				});
				const parameters = new Map([...given.values()].map((value, i) => [`given${i}`, value]));
				const value = run(translated, expression, parameters).rows[0]?.[0] ?? null;
				if (value instanceof FailureValue) throw new Error(value.message);
				return value;
			}),
		function: (name) => {
			const definition = own.get(name);
			if (definition === undefined) return undefined;
			return (args) => {
				const value = definition.call(args, context);
				if (value instanceof FailureValue) throw new Error(value.message);
				return value;
			};
		},
		functionNames: [...own.keys()],
		compare: (a, b) => compareValues(a, b, comparing),
		toText: (value) => toText(value, comparing),
		showing: () => ({
			pageOf: (node) => (node instanceof NodeValue ? pageOf(node) : undefined),
			from,
			isFile: (path) => files.get(path) !== undefined,
			room: shownParts,
		}),
	};
}

function fileOf(span: { start: number; end: number }) {
	return { kind: "variable", name: "file", span } as const;
}

function literalOf(value: string, span: { start: number; end: number }) {
	return { kind: "literal", value, span } as const;
}

function withId(query: DataviewQuery, hasId: boolean): DataviewQuery {
	const { header } = query;
	if (header.kind !== "table" && header.kind !== "list") return query;
	return { ...query, header: { ...header, withoutId: !hasId } };
}

function placeIn(code: string, offset: number): string {
	const before = code.slice(0, offset).split("\n");
	return `${before.length}:${before.at(-1)!.length + 1}`;
}
