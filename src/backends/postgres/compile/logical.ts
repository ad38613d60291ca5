/** A query's meaning as SELECTs, operation by operation. */
import { elsewhere, type syntax, type Value } from "../../../query/index.js";
import { aggregate } from "./aggregates.js";
import { callOnServer } from "./call-procedure.js";
import { compile, condition, constant } from "./expression.js";
import { bindList, encoded, late, manyItems } from "./given.js";
import { matchPattern } from "./pattern.js";
import { sortable } from "./properties.js";
import { shapeOf } from "./shape.js";
import { type Bound, columnsOf, type OrderTerm, Stage, sqlTypes } from "./stage.js";
import { Unpushable, unpushable } from "./unpushable.js";

type Logical = elsewhere.Logical;

/** All of it, or `Unpushable`. For subqueries, which cannot be begun there and finished here. */
export function pushLogical(root: Logical, start: Stage): Stage {
	const { stage, rest } = pushPrefix(chainOf(root), start, false);
	return rest.length === 0 ? stage : unpushable("a part of a subquery");
}

export interface Prefix {
	readonly stage: Stage;
	/** Operations that are left for our engine. */
	readonly rest: readonly Logical[];
}

/** From the first operation to the last. */
export function chainOf(root: Logical): Logical[] {
	const chain: Logical[] = [];
	for (
		let node: Logical | undefined = root;
		node !== undefined;
		node = "input" in node ? node.input : undefined
	)
		chain.push(node);
	return chain.reverse();
}

/** As many operations as the server can do. @param walks whether there may be walks */
export function pushPrefix(chain: readonly Logical[], start: Stage, walks: boolean): Prefix {
	let stage = start;
	const { context } = start;
	for (const [i, node] of chain.entries()) {
		const before = stage.copy();
		const [steps, parts, sql] = [context.steps.length, context.parts, context.sql];
		const bound = sql.values.length;
		try {
			const pushed = push(node, stage.copy(), walks);
			stage = pushed.stage;
			if (pushed.left.length > 0)
				return {
					stage,
					rest: [{ op: "filter", input: { op: "start" }, conditions: pushed.left }, ...chain.slice(i + 1)],
				};
		} catch (error) {
			if (!(error instanceof Unpushable)) throw error;
			context.steps.length = steps;
			context.parts = parts;
			context.sql = sql;
			sql.forget(bound);
			return { stage: before, rest: chain.slice(i) };
		}
	}
	return { stage, rest: [] };
}

interface Pushed {
	readonly stage: Stage;
	/** Conditions that are left. */
	readonly left: readonly syntax.Expression[];
}

function push(node: Logical, stage: Stage, walks: boolean): Pushed {
	switch (node.op) {
		case "start":
			return done(stage);
		case "match":
			return match(node, stage, walks);
		case "unwind":
			return done(unwind(node, stage));
		case "call":
			return done(callOnServer(node.clause, stage));
		case "extend":
			return done(extend(node, stage));
		case "aggregate":
			return done(aggregate(node, stage));
		case "distinct": {
			const alias = stage.context.alias("q");
			const { select, after } = columnsOf(stage, alias, { names: node.names, distinct: true });
			after.join(`CROSS JOIN (${select}) AS ${alias}`);
			return done(after);
		}
		case "sort":
			return done(sort(node, stage));
		case "skip":
		case "limit":
			return done(cut(node, stage));
		case "filter":
			for (const of of node.conditions) stage.where.push(condition(of, stage));
			return done(stage);
		case "restrict": {
			for (const name of [...stage.bindings.keys()])
				if (!node.names.includes(name)) stage.bindings.delete(name);
			stage.known.clear();
			return done(stage);
		}
		case "union":
			return done(union(node, stage, walks));
	}
	return unpushable((node as { op: string }).op);
}

function done(stage: Stage): Pushed {
	return { stage, left: [] };
}

function match(node: Extract<Logical, { op: "match" }>, stage: Stage, walks: boolean): Pushed {
	stage.known.clear();
	if (!node.optional) return matchPattern(node, stage, walks);
	const { stage: inner, left } = matchPattern(node, new Stage(stage.context, stage), false);
	if (left.length > 0) unpushable("a condition of OPTIONAL MATCH");
	const alias = stage.context.alias("o");
	const own = [...inner.bindings.keys()];
	// An expression in it may be null by itself: whether there is a match is told by what is bound.
	const { select, after } = columnsOf(inner, alias, { names: own });
	stage.join(`LEFT JOIN LATERAL (${select}) AS ${alias} ON true`);
	for (const [name, bound] of after.bindings) stage.bindings.set(name, optional(bound, stage));
	return done(stage);
}

function optional(bound: Bound, stage: Stage): Bound {
	if (bound.kind === "node") return stage.node(bound.sql, true, undefined, bound.reach);
	return bound.kind === "relationship" ? stage.relationship(bound.sql, true) : bound;
}

function unwind({ list, name }: Extract<Logical, { op: "unwind" }>, stage: Stage): Stage {
	const alias = stage.context.alias("u");
	const many = manyOf(list, stage);
	const items = many === undefined ? itemsOf(list, stage) : undefined;
	stage.known.clear();
	if (many !== undefined) {
		stage.join(`CROSS JOIN LATERAL unnest(${many.sql}) WITH ORDINALITY AS ${alias} (item, place)`);
		stage.bindings.set(name, { kind: many.kind, sql: `${alias}.item` });
		stage.order = [...stage.order, { sql: `${alias}.place`, descending: false }];
		return stage;
	}
	if (items !== undefined) {
		const kind = items[0]?.kind;
		if (
			kind === undefined ||
			kind === "null" ||
			items.some((item) => item.kind !== kind || item.home !== undefined)
		)
			unpushable("a list of several kinds");
		const array = `ARRAY[${items.map(({ sql }) => sql).join(", ")}]::${sqlTypes[kind!]}[]`;
		stage.join(`CROSS JOIN LATERAL unnest(${array}) WITH ORDINALITY AS ${alias} (item, place)`);
		stage.bindings.set(name, { kind: kind!, sql: `${alias}.item` });
	} else {
		const from = compile(list, stage);
		if (from.kind === "nodes" || from.kind === "relationships") {
			stage.join(`CROSS JOIN LATERAL unnest(${from.sql}) WITH ORDINALITY AS ${alias} (item, place)`);
			const single =
				from.kind === "nodes" ? stage.node(`${alias}.item`) : stage.relationship(`${alias}.item`);
			stage.bindings.set(name, single);
		} else if (from.kind === "list") {
			stage.join(
				`CROSS JOIN LATERAL jsonb_array_elements(${from.sql}) WITH ORDINALITY AS ${alias} (item, place)`,
			);
			stage.bindings.set(name, { kind: "json", sql: `NULLIF(${alias}.item, 'null'::jsonb)` });
		} else unpushable(`unwinding ${from.kind}`);
	}
	stage.order = [...stage.order, { sql: `${alias}.place`, descending: false }];
	return stage;
}

/** A long list that is given, as one value. */
function manyOf(list: syntax.Expression, stage: Stage): ReturnType<typeof bindList> {
	const value = list.kind === "parameter" ? stage.context.parameters.get(list.name) : undefined;
	if (list.kind !== "parameter" || !Array.isArray(value) || value.length <= manyItems) return undefined;
	return bindList(value as readonly Value[], list.name, stage.context);
}

function itemsOf(list: syntax.Expression, stage: Stage): readonly Bound[] | undefined {
	if (list.kind === "list") return list.items.map((item) => compile(item, stage));
	if (list.kind !== "parameter") return undefined;
	const value = stage.context.parameters.get(list.name);
	if (!Array.isArray(value) || value.length > 10_000) return undefined;
	return (value as readonly Value[]).map((item) => constant(item, stage));
}

function extend({ items }: Extract<Logical, { op: "extend" }>, stage: Stage): Stage {
	const made = items.map(({ name, expression }) => ({ name, expression, bound: compile(expression, stage) }));
	for (const { name, bound } of made) stage.bindings.set(name, bound);
	remember(items, stage);
	return stage;
}

/** So that what is written again behind a projection, in `ORDER BY`, is not computed again, and means the same. */
export function remember(items: readonly elsewhere.Item[], stage: Stage): void {
	const renamed = new Set(
		items
			.filter(({ name, expression }) => expression.kind !== "variable" || expression.name !== name)
			.map(({ name }) => name),
	);
	for (const { name, expression } of items) {
		if (expression.kind === "literal" || expression.kind === "parameter") continue;
		if ([...elsewhere.namesIn(expression)].some((used) => renamed.has(used))) continue;
		stage.known.set(shapeOf(expression), stage.get(name)!);
	}
}

const sortableKinds = ["boolean", "integer", "float", "text"];

function sort({ keys }: Extract<Logical, { op: "sort" }>, stage: Stage): Stage {
	stage.order = keys.map(({ expression, descending }): OrderTerm => {
		const { kind, sql } = compile(expression, stage);
		if (kind === "null") return { sql: "NULL::text", descending };
		if (kind === "number") return { sql: `(${sql})::double precision`, descending };
		if (!sortableKinds.includes(kind)) unpushable(`the order of ${kind}`);
		return { sql: kind === "text" ? sortable(sql, stage) : sql, descending };
	});
	return stage;
}

function cut({ op, count }: Extract<Logical, { op: "skip" | "limit" }>, stage: Stage): Stage {
	const value =
		count.kind === "literal"
			? count.value
			: count.kind === "parameter"
				? stage.context.parameters.get(count.name)
				: undefined;
	// What is no count is refused by our engine, with its words.
	if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) unpushable("such a count");
	const alias = stage.context.alias("q");
	const given = count.kind === "parameter" ? late(count.name, encoded) : String(value);
	const tail = `${op === "skip" ? "OFFSET" : "LIMIT"} ${stage.context.bind(given, "bigint")}`;
	const { select, after } = columnsOf(stage, alias, { tail });
	after.join(`CROSS JOIN (${select}) AS ${alias}`);
	return after;
}

function union({ parts, names }: Extract<Logical, { op: "union" }>, stage: Stage, walks: boolean): Stage {
	const { context } = stage;
	const pushed = parts.map((part) => {
		const { stage: own, rest } = pushPrefix(chainOf(part), new Stage(context, stage.outer), walks);
		return rest.length === 0 ? own : unpushable("a part of a UNION");
	});
	if (context.steps.some(({ kind }) => kind === "levels")) unpushable("walks in a UNION");
	for (const name of names) {
		const [first, ...others] = pushed.map((own) => own.get(name)!.kind);
		if (others.some((kind) => kind !== first)) unpushable("columns of several kinds");
	}
	const alias = context.alias("q");
	// The same columns in each, because the kinds are; the order of rows is open.
	const plain = pushed.map((own) => {
		own.order = [];
		own.known.clear();
		return columnsOf(own, alias, { names });
	});
	const { after } = plain[0]!;
	for (const [name, bound] of after.bindings) {
		// Which nodes one part may reach says nothing of the others.
		const { reach: _ofFirst, ...any } = bound;
		after.bindings.set(name, optional(any, after));
	}
	after.join(`CROSS JOIN (${plain.map(({ select }) => `(${select})`).join("\nUNION ALL\n")}) AS ${alias}`);
	return after;
}
