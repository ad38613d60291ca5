/** One row for each group. */
import type { elsewhere, syntax } from "../../../query/index.js";
import { asJson } from "./comparison.js";
import { compile } from "./expression.js";
import { sortable } from "./properties.js";
import { shapeOf } from "./shape.js";
import { type Bound, type Kind, Stage } from "./stage.js";
import { unpushable } from "./unpushable.js";

type Aggregate = Extract<elsewhere.Logical, { op: "aggregate" }>;

type Grouping = Pick<Aggregate, "keys"> & {
	readonly aggregates: readonly (Aggregate["aggregates"][number] & {
		/** For which it stands. */
		readonly whole?: syntax.Expression;
	})[];
};

export function aggregate(grouping: Grouping, stage: Stage): Stage {
	const steps = countedByNode(grouping, stage);
	return steps === undefined ? group(grouping, stage) : group(steps.whole, group(steps.part, stage));
}

/**
 * What is counted by properties of one node is counted by the node first, and then added: numbers are grouped faster than
 * texts, and there are fewer nodes than relationships.
 */
function countedByNode(
	{ keys, aggregates }: Grouping,
	stage: Stage,
): { readonly part: Grouping; readonly whole: Grouping } | undefined {
	const nodes = keys.map(({ expression }) =>
		expression.kind === "property" && expression.subject.kind === "variable" ? expression.subject : undefined,
	);
	const [node] = nodes;
	if (node === undefined || nodes.some((other) => other?.name !== node.name)) return undefined;
	if (stage.get(node.name)?.kind !== "node" || !stage.from.some((text) => text.includes("relationships")))
		return undefined;
	if (!aggregates.every(({ call }) => isCount(call))) return undefined;
	const { span } = node;
	const parts = aggregates.map(({ call }) => ({ name: stage.context.fresh(), call }));
	return {
		part: { keys: [{ name: node.name, expression: node }], aggregates: parts },
		whole: {
			keys,
			aggregates: aggregates.map(({ name, call }, i) => ({
				name,
				call: {
					...{ kind: "call-function", name: "sum", distinct: false, span },
					arguments: [{ kind: "variable", name: parts[i]!.name, span }],
				},
				whole: call,
			})),
		},
	};
}

function isCount(call: syntax.CountAll | syntax.FunctionCall): boolean {
	return call.kind === "count-all" || (call.name.toLowerCase() === "count" && !call.distinct);
}

function group({ keys, aggregates }: Grouping, stage: Stage): Stage {
	const { context } = stage;
	const alias = context.alias("g");
	const after = new Stage(context, stage.outer);
	const columns: string[] = [];
	const groups: string[] = [];
	const put = (sql: string, grouped: boolean): string => {
		const column = `c${columns.length + 1}`;
		columns.push(`${sql} AS ${column}`);
		if (grouped) groups.push(String(columns.length));
		return `${alias}.${column}`;
	};
	for (const { name, expression } of keys) {
		const bound = compile(expression, stage);
		if (bound.kind === "path") unpushable("grouping by paths");
		const sql = put(bound.sql, true);
		after.bindings.set(name, rebound(bound, sql, after));
		after.known.set(shapeOf(expression), after.bindings.get(name)!);
	}
	for (const { name, call, whole = call } of aggregates) {
		const { kind, sql } = aggregated(call, stage);
		const bound = { kind, sql: put(sql, false) };
		after.bindings.set(name, bound);
		after.known.set(shapeOf(whole), bound);
	}
	const by = groups.length === 0 ? "" : `\nGROUP BY ${groups.join(", ")}`;
	after.join(
		`CROSS JOIN (SELECT ${columns.length === 0 ? "1 AS c0" : columns.join(", ")}\n${stage.rest}${by}) AS ${alias}`,
	);
	return after;
}

function rebound(bound: Bound, sql: string, stage: Stage): Bound {
	if (bound.kind === "node") return stage.node(sql, bound.nullable, undefined, bound.reach);
	if (bound.kind === "relationship") return stage.relationship(sql, bound.nullable);
	return { kind: bound.kind, sql };
}

function aggregated(call: syntax.CountAll | syntax.FunctionCall, stage: Stage): { kind: Kind; sql: string } {
	if (call.kind === "count-all") return { kind: "integer", sql: "count(*)" };
	const [argument, ...more] = call.arguments.map((one) => compile(one, stage));
	const make = more.length > 0 || argument === undefined ? undefined : aggregators[call.name.toLowerCase()];
	return make === undefined
		? unpushable(`${call.name}()`)
		: make(argument!, call.distinct ? "DISTINCT " : "", stage);
}

type Make = (argument: Bound, distinct: string, stage: Stage) => { kind: Kind; sql: string };

const aggregators: Readonly<Record<string, Make>> = {
	count: ({ sql, kind }, distinct) =>
		kind === "path" ? unpushable("counting paths") : { kind: "integer", sql: `count(${distinct}${sql})` },
	sum: ({ kind, sql }, distinct) => {
		if (kind === "integer") return { kind, sql: `coalesce(sum(${distinct}${sql}), 0)::bigint` };
		// Without a float, the sum is an integer.
		return unpushable(`the sum of ${kind}`);
	},
	avg: ({ kind, sql }, distinct) =>
		kind === "integer" || kind === "float"
			? { kind: "float", sql: `avg(${distinct}(${sql})::double precision)` }
			: unpushable(`the mean of ${kind}`),
	min: (argument, _, stage) => extreme("min", argument, stage),
	max: (argument, _, stage) => extreme("max", argument, stage),
	collect: (argument, distinct, stage) => {
		const { kind, sql } = argument;
		// What is sorted by need not be what differs.
		const order = distinct === "" ? stage.orderBy : "";
		if (distinct !== "" && stage.order.length > 0) unpushable("what differs, in an order");
		if (kind === "node" || kind === "relationship") {
			const collected = `array_agg(${distinct}${sql}${order}) FILTER (WHERE ${sql} IS NOT NULL)`;
			return {
				kind: kind === "node" ? "nodes" : "relationships",
				sql: `coalesce(${collected}, ARRAY[]::bigint[])`,
			};
		}
		const json = asJson(argument);
		const filter = `FILTER (WHERE ${sql} IS NOT NULL)`;
		return { kind: "list", sql: `coalesce(jsonb_agg(${distinct}${json}${order}) ${filter}, '[]'::jsonb)` };
	},
};

function extreme(name: "min" | "max", { kind, sql }: Bound, stage: Stage): { kind: Kind; sql: string } {
	if (kind === "integer" || kind === "float") return { kind, sql: `${name}(${sql})` };
	if (kind !== "text") return unpushable(`${name}() of ${kind}`);
	if (stage.context.plainOrder) return { kind, sql: `${name}((${sql}) COLLATE "C")` };
	const first = `${sortable(sql, stage)}${name === "max" ? " DESC" : ""}`;
	return { kind, sql: `(array_agg(${sql} ORDER BY ${first}) FILTER (WHERE ${sql} IS NOT NULL))[1]` };
}
