import { importsOf } from "../language/imports.js";
import type {
	CallClause,
	Clause,
	Expression,
	MatchClause,
	Projection,
	Query,
	ReturnClause,
	SingleQuery,
	SubqueryClause,
	WithClause,
} from "../language/syntax.js";
import {
	type AggregateCall,
	aggregatesIn,
	conjuncts,
	isHidden,
	namesIn,
	Shapes,
	variable,
} from "./expressions.js";
import type { Item, Logical, LogicalPlan } from "./logical.js";
import { toPatternGraph } from "./pattern-graph.js";
import type { Signatures } from "./signatures.js";

export interface TranslateOptions {
	readonly signatures: Signatures;
	/** Makes a name that nobody can write and that was not made before. */
	readonly fresh: () => string;
	/** Variables around a subquery. */
	readonly outer?: readonly string[];
	/** Whether `RETURN *` leaves those out. */
	readonly hidesOuter?: boolean;
	/** Whether only the existence of rows matters. */
	readonly once?: boolean;
}

/** From syntax to meaning. The query has been checked: names are defined, aggregates stand where they may. */
export function translate(query: Query, options: TranslateOptions): LogicalPlan {
	const parts = query.parts.map((part) => new Translator(options).single(part, options.once ?? false));
	const [first] = parts;
	const { mode } = query;
	if (parts.length === 1) return { root: first!.root, columns: first!.columns, mode };
	const columns = first!.columns;
	const union: Logical = { op: "union", parts: parts.map(({ root }) => root), names: columns };
	const root: Logical = query.unionAll ? union : { op: "distinct", input: union, names: columns };
	return { root, columns, mode };
}

const none: Expression = { kind: "literal", type: "integer", value: 0, span: { start: 0, end: 0 } };

class Translator {
	readonly #signatures: Signatures;
	readonly #fresh: () => string;
	/** Variables that can be named, in the order in which they came. */
	#scope: Set<string>;
	readonly #shapes = new Shapes();
	/** What `RETURN *` does not stand for. */
	readonly #hidden: ReadonlySet<string>;

	constructor({ signatures, fresh, outer = [], hidesOuter = false }: TranslateOptions) {
		this.#hidden = new Set(hidesOuter ? outer : []);
		this.#signatures = signatures;
		this.#fresh = fresh;
		this.#scope = new Set(outer.filter((name) => !isHidden(name)));
	}

	single({ clauses }: SingleQuery, once: boolean): { root: Logical; columns: readonly string[] } {
		let root: Logical = { op: "start" };
		let columns: readonly string[] = [];
		for (const [i, clause] of clauses.entries()) {
			const later = clauses.slice(i + 1);
			switch (clause.kind) {
				case "match":
					root = this.#match(root, clause, later, once);
					break;
				case "unwind":
					root = { op: "unwind", input: root, list: clause.list, name: clause.variable.name };
					this.#scope.add(clause.variable.name);
					break;
				case "call":
					[root, columns] = this.#call(root, clause, clauses.length === 1);
					break;
				case "call-subquery":
					root = this.#apply(root, clause);
					break;
				case "finish":
					root = { op: "limit", input: root, count: none };
					break;
				case "with":
				case "return":
					[root, columns] = this.#project(root, clause);
			}
		}
		return { root, columns };
	}

	#match(input: Logical, clause: MatchClause, later: readonly Clause[], once: boolean): Logical {
		const graph = toPatternGraph(clause.patterns, this.#fresh);
		const conditions = [...graph.conditions, ...conjuncts(clause.where)];
		for (const name of namesOfGraph(graph.nodes.keys(), graph.steps, graph.paths)) {
			if (!isHidden(name)) this.#scope.add(name);
		}
		const needed = neededIn(later);
		const single = needed !== undefined && (later.length === 0 ? once : ignoresRepetition(later[0]!));
		return {
			op: "match",
			input,
			graph,
			conditions,
			optional: clause.optional,
			...(needed !== undefined && { needed }),
			once: single && !clause.optional,
		};
	}

	#call(input: Logical, clause: CallClause, alone: boolean): [Logical, readonly string[]] {
		const results = this.#signatures.resultsOf(clause.procedure);
		const yields =
			clause.yields?.map((item) => item.variable.name) ?? (alone || clause.yieldsAll ? results : []);
		for (const name of yields) this.#scope.add(name);
		const call: Logical = { op: "call", input, clause };
		const conditions = conjuncts(clause.where);
		return [conditions.length === 0 ? call : { op: "filter", input: call, conditions }, alone ? yields : []];
	}

	/** A query that returns nothing changes nothing. */
	#apply(input: Logical, clause: SubqueryClause): Logical {
		const [signatures, fresh] = [this.#signatures, this.#fresh];
		const translated = clause.query.parts.map((part) => {
			const { variables, rest } = importsOf(clause, part);
			const seen = variables?.map(({ name }) => name);
			const translator = new Translator({
				signatures,
				fresh,
				outer: seen ?? [...this.#scope],
				hidesOuter: true,
			});
			return { ...translator.single(rest, false), ...(seen !== undefined && { seen }) };
		});
		const names = translated[0]!.columns;
		if (names.length === 0) return input;
		for (const name of names) this.#scope.add(name);
		const distinct = translated.length > 1 && !clause.query.unionAll;
		return { op: "apply", input, parts: translated, names, distinct, optional: clause.optional };
	}

	#project(input: Logical, clause: WithClause | ReturnClause): [Logical, readonly string[]] {
		const { projection } = clause;
		const items = this.#itemsOf(projection, clause.kind === "return" ? this.#hidden : undefined);
		const columns = items.map(({ name }) => name);
		const sorted = projection.orderBy.map(({ expression }) => expression);
		const aggregates = [...items.map(({ expression }) => expression), ...sorted].flatMap(aggregatesIn);
		let root = aggregates.length > 0 ? this.#aggregate(input, items, aggregates) : this.#extend(input, items);
		if (projection.distinct) root = { op: "distinct", input: root, names: columns };
		const conditions = clause.kind === "with" ? conjuncts(clause.where) : [];
		const kept = this.#keptBehind(columns, conditions, projection.distinct || aggregates.length > 0);
		root = this.#ordered(root, projection, kept);
		if (conditions.length > 0) root = { op: "filter", input: root, conditions };
		this.#scope = new Set(columns);
		return [{ op: "restrict", input: root, names: columns }, columns];
	}

	/** With what `*` stands for, in alphabetical order. */
	#itemsOf({ all, items }: Projection, hidden?: ReadonlySet<string>): Item[] {
		const named = items.map(({ name, expression }) => ({ name, expression }));
		if (!all) return named;
		const scope = [...this.#scope].filter((name) => hidden?.has(name) !== true);
		const starred = scope.sort().map((name) => ({ name, expression: variable(name) }));
		return [...starred.filter(({ name }) => !named.some((item) => item.name === name)), ...named];
	}

	#extend(input: Logical, items: readonly Item[]): Logical {
		return { op: "extend", input, items };
	}

	/** What has no aggregate in it is a key; what has is computed afterwards, of aggregates and keys. */
	#aggregate(input: Logical, items: readonly Item[], calls: readonly AggregateCall[]): Logical {
		const keys = items.filter(({ expression }) => aggregatesIn(expression).length === 0);
		const distinctCalls = new Map(calls.map((call) => [this.#shapes.of(call), call]));
		const aggregates = [...distinctCalls.values()].map((call) => ({ name: this.#fresh(), call }));
		const grouped: Logical = { op: "aggregate", input, keys, aggregates };
		return { op: "extend", input: grouped, items: items.filter((item) => !keys.includes(item)) };
	}

	/** Names that conditions behind the projection may see beside the columns. */
	#keptBehind(columns: readonly string[], conditions: readonly Expression[], closed: boolean): string[] {
		if (closed) return [...columns];
		const seen = conditions.flatMap((condition) => [...namesIn(condition)]);
		return [...new Set([...columns, ...seen.filter((name) => this.#scope.has(name))])];
	}

	#ordered(input: Logical, { orderBy, skip, limit }: Projection, kept: readonly string[]): Logical {
		let root = input;
		if (orderBy.length > 0) {
			root = {
				op: "sort",
				input: root,
				keys: orderBy,
				kept,
				...(skip !== undefined && { skip }),
				...(limit !== undefined && { limit }),
			};
		}
		if (skip !== undefined) root = { op: "skip", input: root, count: skip };
		if (limit !== undefined) root = { op: "limit", input: root, count: limit };
		return root;
	}
}

function namesOfGraph(
	nodes: Iterable<string>,
	steps: readonly { name: string }[],
	paths: readonly { name?: string }[],
): string[] {
	return [...nodes, ...steps.map(({ name }) => name), ...paths.flatMap(({ name }) => name ?? [])];
}

const clauseNames = new WeakMap<Clause, ReadonlySet<string>>();

/** Looked for once: each clause is asked for its names by all before it. */
function namesOfClause(clause: Clause): ReadonlySet<string> {
	let names = clauseNames.get(clause);
	if (names === undefined) {
		names = namesIn(clause);
		clauseNames.set(clause, names);
	}
	return names;
}

/** Names that later clauses ask for, up to the one behind which none of them is left. Undefined: perhaps all. */
function neededIn(later: readonly Clause[]): ReadonlySet<string> | undefined {
	const needed = new Set<string>();
	for (const clause of later) {
		if ((clause.kind === "with" || clause.kind === "return") && clause.projection.all) return undefined;
		if (clause.kind === "call" && clause.arguments === undefined) return undefined;
		if (clause.kind === "call-subquery" && seesAll(clause)) return undefined;
		for (const name of namesOfClause(clause)) needed.add(name);
		if (clause.kind === "with" || clause.kind === "return") return needed;
	}
	return needed;
}

function seesAll(clause: SubqueryClause): boolean {
	return clause.query.parts.some((part) => importsOf(clause, part).variables === undefined);
}

/** Whether it makes no difference to a projection how often a row comes. */
function ignoresRepetition(clause: Clause): boolean {
	if (clause.kind !== "with" && clause.kind !== "return") return false;
	const { items, distinct, orderBy } = clause.projection;
	const calls = items.flatMap(({ expression }) => aggregatesIn(expression));
	const sorted = orderBy.flatMap(({ expression }) => aggregatesIn(expression));
	const all = [...calls, ...sorted];
	if (all.length === 0) return distinct;
	return all.every(
		(call) => call.kind === "call-function" && (call.distinct || /^(min|max)$/i.test(call.name)),
	);
}
