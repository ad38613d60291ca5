import type { Expression, PathPattern, Subquery } from "../language/syntax.js";
import { Joined } from "../run/joined.js";
import { type Cursor, done, found, type Row } from "../run/row.js";
import type { Compiled, PatternExpression, Scope } from "../values/scope.js";
import type { Value } from "../values/value.js";
import { type Bindings, readerOf } from "./bindings.js";
import { compileLogical } from "./compile-logical.js";
import type { Compiler, Subplan } from "./compiler.js";
import { conjuncts, hidden, namesIn, variable } from "./expressions.js";
import { typesWhere } from "./labels.js";
import type { Logical } from "./logical.js";
import { toPatternGraph } from "./pattern-graph.js";
import { translate } from "./translate.js";

/** An expression for which patterns are matched: a plan of its own, run for each row. */
export function compilePattern(
	expression: PatternExpression,
	scope: Scope<Row>,
	outer: Bindings,
	compiler: Compiler,
): Compiled<Row> {
	const { bindings, copies } = bindingsFor(expression, scope, outer, compiler);
	const evaluate = evaluatorFor(expression, bindings, compiler);
	if (copies.length === 0) return evaluate;
	return (row) => {
		for (const copy of copies) copy(row);
		return evaluate(row);
	};
}

/** Variables of slots are read there; those of comprehensions around it are copied into slots of their own. */
function bindingsFor(
	expression: PatternExpression,
	scope: Scope<Row>,
	outer: Bindings,
	compiler: Compiler,
): { bindings: Bindings; copies: ((row: Row) => void)[] } {
	const bindings = outer.copy();
	const copies: ((row: Row) => void)[] = [];
	for (const name of namesIn(expression)) {
		const read = scope.variable(name);
		const slot = outer.get(name);
		if (read === undefined || (slot !== undefined && read === readerOf(slot))) continue;
		const own = compiler.slot("value");
		bindings.set(name, own);
		copies.push((row) => {
			row.values[own.index] = read(row);
		});
	}
	return { bindings, copies };
}

function evaluatorFor(expression: PatternExpression, bindings: Bindings, compiler: Compiler): Compiled<Row> {
	switch (expression.kind) {
		case "pattern-predicate":
			return (
				joined(expression.pattern, bindings, compiler) ??
				exists(matching(compiler, expression.pattern, undefined, new Set(), true), bindings, compiler)
			);
		case "pattern-comprehension": {
			const { pattern, where, result } = expression;
			return collected(
				matching(compiler, pattern, where, namesIn(result), false),
				result,
				bindings,
				compiler,
			);
		}
		case "shortest-path":
			return shortest(expression.pattern, bindings, compiler);
		case "subquery":
			return subquery(expression, bindings, compiler);
	}
}

/** `(a)-[:X]->(b)` between two nodes that are bound, of which nothing else is asked; undefined for other patterns. */
function joined(pattern: PathPattern, bindings: Bindings, compiler: Compiler): Compiled<Row> | undefined {
	const [left, step, right, ...more] = pattern.elements;
	if (step?.kind !== "relationship-pattern" || more.length > 0 || pattern.selector !== undefined)
		return undefined;
	if (step.variable !== undefined || step.properties !== undefined) return undefined;
	if (step.where !== undefined || step.length !== undefined || pattern.where !== undefined) return undefined;
	const [a, b] = [left, right].map((node) => {
		if (node?.kind !== "node-pattern" || node.variable === undefined) return undefined;
		const isBare = node.label === undefined && node.properties === undefined && node.where === undefined;
		const slot = isBare ? bindings.get(node.variable.name) : undefined;
		return slot?.kind === "node" ? slot.index : undefined;
	});
	if (a === undefined || b === undefined) return undefined;
	const types = typesWhere(compiler.store, step.type);
	// The one that was bound first changes less often.
	const [from, to] = a <= b ? [a, b] : [b, a];
	const turned = { right: "left", left: "right", both: "both" } as const;
	const direction = a <= b ? step.direction : turned[step.direction];
	const test = new Joined(compiler.store, compiler.meter, {
		direction,
		...(types !== undefined && { types }),
	});
	return ({ ids }) => test.test(ids[from]!, ids[to]!);
}

function matching(
	{ fresh }: Compiler,
	pattern: PathPattern,
	where: Expression | undefined,
	needed: ReadonlySet<string>,
	once: boolean,
): Logical {
	const graph = toPatternGraph([pattern], fresh);
	const conditions = [...graph.conditions, ...conjuncts(where)];
	return { op: "match", input: { op: "start" }, graph, conditions, optional: false, needed, once };
}

function subquery({ result, query }: Subquery, bindings: Bindings, compiler: Compiler): Compiled<Row> {
	const plan = translate(query, {
		signatures: compiler.procedures,
		fresh: compiler.fresh,
		outer: bindings.names,
		once: result === "exists",
	});
	if (result === "exists") return exists(plan.root, bindings, compiler);
	if (result === "count") return counted(plan.root, bindings, compiler);
	return collected(plan.root, variable(plan.columns[0]!), bindings, compiler);
}

function exists(root: Logical, bindings: Bindings, compiler: Compiler): Compiled<Row> {
	const subplan = compiler.subplan(compileLogical(root, bindings, compiler).operator);
	return () => run(subplan, compiler, (cursor) => cursor.next() === found);
}

function counted(root: Logical, bindings: Bindings, compiler: Compiler): Compiled<Row> {
	const span = { start: 0, end: 0 };
	const aggregates = [{ name: hidden("count"), call: { kind: "count-all", span } as const }];
	const { operator, bindings: inner } = compileLogical(
		{ op: "aggregate", input: root, keys: [], aggregates },
		bindings,
		compiler,
	);
	const read = readerOf(inner.get(hidden("count"))!);
	const subplan = compiler.subplan(operator);
	return (row) =>
		run(subplan, compiler, (cursor) => {
			cursor.next();
			return read(row);
		});
}

function collected(root: Logical, result: Expression, bindings: Bindings, compiler: Compiler): Compiled<Row> {
	const { operator, bindings: inner } = compileLogical(root, bindings, compiler);
	const read = compiler.expression(result, inner);
	const subplan = compiler.subplan(operator);
	return (row) =>
		run(subplan, compiler, (cursor) => {
			const list: Value[] = [];
			for (let step = cursor.next(); step !== done; step = cursor.next()) {
				list.push(read(row));
				compiler.meter.spend(1);
			}
			return list;
		});
}

/** A path or null, or all of them. */
function shortest(pattern: PathPattern, bindings: Bindings, compiler: Compiler): Compiled<Row> {
	const path = pattern.variable ?? variable(hidden("path"));
	const root = matching(compiler, { ...pattern, variable: path }, undefined, new Set([path.name]), false);
	const list = collected(root, path, bindings, compiler);
	if (pattern.selector?.which === "all-shortest") return list;
	return (row) => (list(row) as readonly Value[])[0] ?? null;
}

/** Runs a plan to where it was asked to; meanwhile the query cannot pause. */
function run<T>(subplan: Subplan, { meter }: Compiler, work: (cursor: Cursor) => T): T {
	const cursor = subplan.cursor!;
	meter.nested++;
	try {
		cursor.open();
		return work(cursor);
	} finally {
		meter.nested--;
	}
}
