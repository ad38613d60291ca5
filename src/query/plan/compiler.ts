import { childrenOf } from "../language/children.js";
import { QueryError } from "../language/query-error.js";
import type { AnyNode, Expression, FunctionCall } from "../language/syntax.js";
import type { Meter } from "../run/meter.js";
import type { Cursor, Row, Slot } from "../run/row.js";
import { codeReader } from "../store/columns.js";
import type { GraphStore } from "../store/store.js";
import { compileExpression } from "../values/compile/compile-expression.js";
import type { Environment } from "../values/environment.js";
import type { Functions } from "../values/functions/functions.js";
import type { Compiled, PatternExpression, Scope } from "../values/scope.js";
import { float, type Value } from "../values/value.js";
import { type Bindings, readerOf } from "./bindings.js";
import { type Estimates, estimatesFor } from "./estimates.js";
import { hidden, Shapes } from "./expressions.js";
import type { Operator } from "./operator.js";
import type { Procedures } from "./procedures.js";

/** A plan that is run within an expression. */
export interface Subplan {
	readonly operator: Operator;
	/** Set before the query runs. */
	cursor: Cursor | undefined;
}

/** Compiles an expression for which patterns are matched. */
export type PatternCompiler = (
	expression: PatternExpression,
	scope: Scope<Row>,
	outer: Bindings,
	compiler: Compiler,
) => Compiled<Row>;

/** What the parts of one query's compilation share. */
export class Compiler {
	readonly shapes = new Shapes();
	readonly estimates: Estimates;
	readonly subplans: Subplan[] = [];
	#ids = 0;
	#values = 0;
	#names = 0;
	readonly #pattern: PatternCompiler;
	readonly environment: Environment;
	readonly meter: Meter;
	readonly procedures: Procedures;
	readonly functions: Functions | undefined;
	/** Names of those that will be given, if that is known. */
	readonly parameters: ReadonlySet<string> | undefined;
	readonly store: GraphStore;

	constructor(options: {
		store: GraphStore;
		environment: Environment;
		meter: Meter;
		procedures: Procedures;
		functions?: Functions | undefined;
		pattern: PatternCompiler;
		parameters?: ReadonlySet<string> | undefined;
	}) {
		this.store = options.store;
		this.environment = options.environment;
		this.meter = options.meter;
		this.procedures = options.procedures;
		this.functions = options.functions;
		this.parameters = options.parameters;
		this.#pattern = options.pattern;
		this.estimates = estimatesFor(options.store);
	}

	/** A name that nobody can write. */
	readonly fresh = (): string => hidden(String(++this.#names));

	slot(kind: Slot["kind"]): Slot {
		return { kind, index: kind === "node" || kind === "relationship" ? this.#ids++ : this.#values++ };
	}

	/** How large the registers have to be. */
	get registers(): { ids: number; values: number } {
		return { ids: this.#ids, values: this.#values };
	}

	expression(expression: Expression, bindings: Bindings): Compiled<Row> {
		const local = definedIn(expression);
		const scope: Scope<Row> = {
			environment: this.environment,
			functions: this.functions,
			variable: (name) => {
				const slot = bindings.get(name);
				return slot === undefined ? undefined : readerOf(slot);
			},
			known: (part) => this.#known(part, bindings, local),
			pattern: (part, inner) => this.#pattern(part, inner, bindings, this),
		};
		return compileExpression(expression, scope);
	}

	/** Of several conditions, whether all are true. */
	condition(conditions: readonly Expression[], bindings: Bindings): (row: Row) => boolean {
		const compiled = conditions.map((condition) => {
			const read = this.expression(condition, bindings);
			return (row: Row) => isTrue(read(row), condition);
		});
		const [first, second] = compiled;
		if (first === undefined) return () => true;
		if (second === undefined) return first;
		return (row) => {
			for (const holds of compiled) if (!holds(row)) return false;
			return true;
		};
	}

	/** A plan to be run within an expression. */
	subplan(operator: Operator): Subplan {
		const subplan: Subplan = { operator, cursor: undefined };
		this.subplans.push(subplan);
		return subplan;
	}

	/** What is at hand already: what was computed, and properties of nodes and relationships in their slots. */
	#known(part: Expression, bindings: Bindings, local: ReadonlySet<string>): Compiled<Row> | undefined {
		if (part.kind === "literal" || part.kind === "variable" || part.kind === "parameter") {
			return part.kind === "variable" && !bindings.known.empty && !local.has(part.name)
				? bindings.known.get(part, this.shapes)?.read
				: undefined;
		}
		if (!bindings.known.empty) {
			const known = bindings.known.get(part, this.shapes)?.read;
			if (known !== undefined && (local.size === 0 || !mentions(part, local))) return known;
		}
		if (part.kind === "call-function") return this.#similarity(part, bindings, local);
		if (part.kind !== "property" || part.subject.kind !== "variable" || local.has(part.subject.name))
			return undefined;
		const slot = bindings.get(part.subject.name);
		if (slot?.kind === "node") return propertyReader(this.store.nodeColumn(part.key), slot.index);
		if (slot?.kind === "relationship")
			return propertyReader(this.store.relationshipColumn(part.key), slot.index);
		return undefined;
	}

	/** Asked for every row: of two nodes in their slots it needs no values. */
	#similarity(call: FunctionCall, bindings: Bindings, local: ReadonlySet<string>): Compiled<Row> | undefined {
		const { graph } = this.environment;
		if (call.name.toLowerCase() !== "similarity" || call.arguments.length !== 2) return undefined;
		const slots = call.arguments.flatMap((argument) => {
			const slot =
				argument.kind === "variable" && !local.has(argument.name) ? bindings.get(argument.name) : undefined;
			return slot?.kind === "node" ? [slot.index] : [];
		});
		const [a, b] = slots;
		if (a === undefined || b === undefined || graph.similarity === undefined) return undefined;
		return ({ ids }) => {
			if (ids[a]! < 0 || ids[b]! < 0) return null;
			const value = graph.similarity!(ids[a]!, ids[b]!);
			return value === null ? null : float(value);
		};
	}
}

function propertyReader(column: ReturnType<GraphStore["nodeColumn"]>, index: number): Compiled<Row> {
	if (column === undefined) return () => null;
	const read = codeReader(column);
	const { codes, lazy } = column;
	if (lazy !== undefined) return ({ ids }) => (ids[index]! < 0 ? null : lazy.at(read(ids[index]!)));
	const { values } = column;
	if (column.ids === undefined) {
		return ({ ids }) => {
			const id = ids[index]!;
			return id < 0 ? null : values[codes[id]!]!;
		};
	}
	return ({ ids }) => {
		const id = ids[index]!;
		return id < 0 ? null : values[read(id)]!;
	};
}

function isTrue(value: Value, condition: Expression): boolean {
	if (typeof value === "boolean") return value;
	if (value === null) return false;
	throw new QueryError("TypeError", "InvalidArgumentType", "A condition is true, false or null.", {
		phase: "runtime",
		span: condition.span,
	});
}

/** Names that an expression defines for a part of itself. */
function definedIn(expression: Expression): ReadonlySet<string> {
	const names = new Set<string>();
	const open: AnyNode[] = [expression];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		if (node.kind === "list-comprehension" || node.kind === "quantified" || node.kind === "reduce")
			names.add(node.variable.name);
		if (node.kind === "reduce") names.add(node.accumulator.name);
		// Patterns and subqueries are compiled by themselves.
		if (node.kind === "pattern-comprehension" || node.kind === "subquery") continue;
		open.push(...childrenOf(node));
	}
	return names;
}

function mentions(part: Expression, names: ReadonlySet<string>): boolean {
	const open: AnyNode[] = [part];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		if (node.kind === "variable" && names.has(node.name)) return true;
		open.push(...childrenOf(node));
	}
	return false;
}
