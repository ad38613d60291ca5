/**
 * Where the server stops and our engine goes on. Of the first operation that is left, the server still computes the parts
 * that it can: they become columns, and the operation reads them.
 */
import { elsewhere, type syntax } from "../../../query/index.js";
import { compile } from "./expression.js";
import { type Prefix, pushPrefix } from "./logical.js";
import type { Stage } from "./stage.js";
import { Unpushable } from "./unpushable.js";

type Logical = elsewhere.Logical;

export interface Split {
	readonly stage: Stage;
	readonly rest: readonly Logical[];
	/** Whether what is left needs to see the graph itself. */
	readonly needsGraph: boolean;
}

export function split(chain: readonly Logical[], start: Stage): Split {
	const { stage, rest } = pushParts(pushPrefix(chain, start, true));
	return { stage, rest, needsGraph: rest.some(asksGraph) };
}

function pushParts({ stage, rest }: Prefix): Prefix {
	const [first, ...others] = rest;
	if (first === undefined) return { stage, rest };
	const each = (expression: syntax.Expression) => rewrite(expression, stage, new Set());
	switch (first.op) {
		case "extend":
		case "filter":
		case "sort":
		case "aggregate":
			return { stage, rest: [rewriteOperation(first, each), ...others] };
	}
	return { stage, rest };
}

type Rewritable = Extract<Logical, { op: "extend" | "filter" | "sort" | "aggregate" }>;

function rewriteOperation(
	node: Rewritable,
	each: (expression: syntax.Expression) => syntax.Expression,
): Logical {
	const items = (list: readonly elsewhere.Item[]) =>
		list.map(({ name, expression }) => ({ name, expression: each(expression) }));
	switch (node.op) {
		case "extend":
			return { ...node, items: items(node.items) };
		case "filter":
			return { ...node, conditions: node.conditions.map(each) };
		case "sort":
			return { ...node, keys: node.keys.map((key) => ({ ...key, expression: each(key.expression) })) };
		case "aggregate":
			// A key or an aggregate is found again by how it is written: they stay as they are, with what they need beside.
			return node;
	}
}

/** The largest parts that the server can compute as columns of its rows. */
function rewrite(expression: syntax.Expression, stage: Stage, local: ReadonlySet<string>): syntax.Expression {
	if (expression.kind === "variable" || expression.kind === "literal" || expression.kind === "parameter")
		return expression;
	const shadowed = [...elsewhere.namesIn(expression)].some((name) => local.has(name));
	const pushed = shadowed ? undefined : column(expression, stage);
	if (pushed !== undefined) return elsewhere.variable(pushed);
	if (
		expression.kind === "subquery" ||
		expression.kind === "pattern-comprehension" ||
		expression.kind === "pattern-predicate"
	)
		return expression;
	const inner = new Set(local);
	if (
		expression.kind === "list-comprehension" ||
		expression.kind === "quantified" ||
		expression.kind === "reduce"
	)
		inner.add(expression.variable.name);
	if (expression.kind === "reduce") inner.add(expression.accumulator.name);
	return rewriteChildren(expression, stage, inner);
}

function rewriteChildren<T extends object>(node: T, stage: Stage, local: ReadonlySet<string>): T {
	const one = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(one);
		if (typeof value !== "object" || value === null || !("kind" in value)) return value;
		const part = value as syntax.AnyNode;
		if (part.kind === "map-entry" || part.kind === "case-branch") return rewriteChildren(part, stage, local);
		return expressionKinds.has(part.kind) ? rewrite(part as syntax.Expression, stage, local) : part;
	};
	return Object.fromEntries(
		Object.entries(node).map(([key, value]) => [
			key,
			key === "variable" || key === "accumulator" ? value : one(value),
		]),
	) as T;
}

/** Expressions that stand within others. */
const expressionKinds: ReadonlySet<string> = new Set([
	...["property", "index", "slice", "list", "map", "unary", "binary", "logical", "comparison", "null-test"],
	...["label-test", "call-function", "case", "list-comprehension", "quantified", "reduce"],
	...["pattern-predicate", "pattern-comprehension", "subquery"],
]);

function column(expression: syntax.Expression, stage: Stage): string | undefined {
	const { context } = stage;
	const bound = context.sql.values.length;
	const attempt = stage.copy();
	try {
		const made = compile(expression, attempt);
		const name = context.fresh();
		// What was joined for it stays joined.
		adopt(stage, attempt);
		stage.bindings.set(name, made.home === attempt ? { ...made, home: stage } : made);
		return name;
	} catch (error) {
		if (!(error instanceof Unpushable)) throw error;
		context.sql.forget(bound);
		return undefined;
	}
}

function adopt(stage: Stage, attempt: Stage): void {
	stage.from.splice(0, stage.from.length, ...attempt.from);
	stage.where.splice(0, stage.where.length, ...attempt.where);
	for (const [name, bound] of attempt.bindings)
		stage.bindings.set(name, bound.home === attempt ? { ...bound, home: stage } : bound);
	for (const [shape, bound] of attempt.known)
		stage.known.set(shape, bound.home === attempt ? { ...bound, home: stage } : bound);
}

const patterns: ReadonlySet<string> = new Set([
	"pattern-predicate",
	"pattern-comprehension",
	"subquery",
	"shortest-path",
]);
/** What our engine does without looking at the graph but for the nodes in its rows. */
const graphless: ReadonlySet<string> = new Set([
	...["unwind", "extend", "aggregate", "distinct", "sort", "skip", "limit", "filter", "restrict"],
]);

function asksGraph(node: Logical): boolean {
	if (!graphless.has(node.op)) return true;
	const { input: _below, ...own } = node as { input?: Logical };
	return mentions(own, patterns);
}

function mentions(value: unknown, kinds: ReadonlySet<string>): boolean {
	if (Array.isArray(value)) return value.some((item) => mentions(item, kinds));
	if (typeof value !== "object" || value === null) return false;
	const node = value as { kind?: string; name?: string };
	if (node.kind !== undefined && kinds.has(node.kind)) return true;
	// Numbers of nodes are the server's, and how alike nodes are, it knows.
	if (node.kind === "call-function" && /^(id|elementid|similarity|startnode|endnode)$/i.test(node.name ?? ""))
		return true;
	return Object.values(value).some((inner) => mentions(inner, kinds));
}

/** All names of variables that operations ask for. */
export function namesAskedFor(rest: readonly Logical[]): ReadonlySet<string> {
	const names = new Set<string>();
	for (const node of rest) {
		const { input: _below, ...own } = node as { input?: Logical };
		gather(own, names);
	}
	return names;
}

function gather(value: unknown, names: Set<string>): void {
	if (typeof value === "string") names.add(value);
	else if (Array.isArray(value)) for (const item of value) gather(item, names);
	else if (typeof value === "object" && value !== null)
		for (const inner of Object.values(value)) gather(inner, names);
}
