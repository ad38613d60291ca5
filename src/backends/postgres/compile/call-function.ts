import type { syntax } from "../../../query/index.js";
import { type Bound, carrierOf, commonKind, type Stage, sqlTypes } from "./stage.js";
import { unpushable } from "./unpushable.js";

/** The functions that mean the same there. */
export function callFunction({ name }: syntax.FunctionCall, args: readonly Bound[], stage: Stage): Bound {
	const [first, second] = args;
	const lower = name.toLowerCase();
	if (lower === "coalesce") {
		const kind = commonKind(args);
		const parts = args.filter((arg) => arg.kind !== "null").map(({ sql }) => sql);
		return { kind, sql: parts.length === 0 ? `NULL::${sqlTypes[kind]}` : `coalesce(${parts.join(", ")})` };
	}
	const make = first === undefined ? undefined : functions[`${lower} ${first.kind}`];
	if (make === undefined) return unpushable(`${name}()`);
	return make(first!, stage, second);
}

type Make = (argument: Bound, stage: Stage, second: Bound | undefined) => Bound;

const end =
	(column: string): Make =>
	(relationship) =>
		relationship.home!.node(`${carrierOf(relationship)}.${column}`, relationship.nullable);

/** By name and by the kind of the first argument. */
const functions: Readonly<Record<string, Make>> = {
	"id node": ({ sql }) => ({ kind: "integer", sql }),
	"id relationship": ({ sql }) => ({ kind: "integer", sql }),
	"elementid node": ({ sql }) => ({ kind: "text", sql: `(${sql})::text` }),
	"elementid relationship": ({ sql }) => ({ kind: "text", sql: `(${sql})::text` }),
	"type relationship": (relationship) => ({ kind: "text", sql: `${carrierOf(relationship)}.type` }),
	"labels node": (node) => ({ kind: "list", sql: `to_jsonb(${carrierOf(node)}.labels)` }),
	"startnode relationship": end("source"),
	"endnode relationship": end("target"),
	"size text": ({ sql }) => ({ kind: "integer", sql: `length(${sql})::bigint` }),
	"size list": ({ sql }) => ({ kind: "integer", sql: `jsonb_array_length(${sql})::bigint` }),
	"size nodes": ({ sql }) => ({ kind: "integer", sql: `cardinality(${sql})::bigint` }),
	"size relationships": ({ sql }) => ({ kind: "integer", sql: `cardinality(${sql})::bigint` }),
	"length path": ({ second }) => ({ kind: "integer", sql: `cardinality(${second})::bigint` }),
	"nodes path": ({ sql }) => ({ kind: "nodes", sql }),
	"relationships path": ({ second }) => ({ kind: "relationships", sql: second! }),
	"tostring text": (text) => text,
	"tostring integer": ({ sql }) => ({ kind: "text", sql: `(${sql})::text` }),
	"tostring boolean": ({ sql }) => ({ kind: "text", sql: `(${sql})::text` }),
	"similarity node": (a, stage, b) =>
		b?.kind === "node" ? { kind: "float", sql: similarity(a.sql, b.sql, stage) } : unpushable("similarity()"),
};

/** The cosine of two vectors: they have length 1. */
function similarity(a: string, b: string, { context }: Stage): string {
	if (context.facts.dimension === undefined) return "NULL::double precision";
	return `(SELECT ${product("x.vector", "y.vector", context.vectorSchema)}
		FROM ${context.table("vectors")} AS x, ${context.table("vectors")} AS y WHERE x.id = ${a} AND y.id = ${b})`;
}

/** Of two vectors, between -1 and 1. */
export function product(a: string, b: string, vectorSchema: string | undefined): string {
	const dot =
		vectorSchema === undefined
			? `(SELECT sum(x::double precision * y::double precision) FROM unnest(${a}, ${b}) AS products (x, y))`
			: `(- (${a} OPERATOR(${vectorSchema}.<#>) ${b}))`;
	return `greatest(-1, least(1, ${dot}))`;
}
