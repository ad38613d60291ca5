/** Procedures that are joins on the server. Others are answered in `procedures.ts`, before anything else. */
import type { syntax } from "../../../query/index.js";
import { product } from "./call-function.js";
import { compile } from "./expression.js";
import type { Bound, Stage } from "./stage.js";
import { unpushable } from "./unpushable.js";

export function callOnServer(clause: syntax.CallClause, stage: Stage): Stage {
	const call = calls[clause.procedure.toLowerCase()];
	const { arguments: args, yields, optional } = clause;
	if (call === undefined || args === undefined || yields === undefined || optional)
		return unpushable(clause.procedure);
	const results = call(
		args.map((argument) => compile(argument, stage)),
		stage,
	);
	stage.known.clear();
	for (const { result, variable } of yields)
		stage.bindings.set(variable.name, results[result] ?? unpushable(result));
	return stage;
}

/** Joins what it gives, and tells what its results are there. */
type Call = (args: readonly Bound[], stage: Stage) => Readonly<Record<string, Bound>>;

const calls: Readonly<Record<string, Call>> = {
	"gnn.nearest": ([node, count], stage) => {
		const { facts } = stage.context;
		if (facts.dimension === undefined) return unpushable("vectors that are not there");
		if (node?.kind !== "node" || count?.kind !== "integer") return unpushable("such arguments");
		const name = stage.context.alias("v");
		stage.join(
			`CROSS JOIN LATERAL (${nearest(node.sql, "true", `greatest(0, ${count.sql})`, stage)}) AS ${name}`,
		);
		stage.order = [...stage.order, { sql: `${name}.score`, descending: true }];
		return { node: stage.node(`${name}.id`), score: { kind: "float", sql: `${name}.score` } };
	},
	"gnn.related": ([node], stage) => {
		const { facts, schema } = stage.context;
		if (!facts.lists || facts.dimension === undefined) return unpushable("lists that are not there");
		if (node?.kind !== "node") return unpushable("such arguments");
		const name = stage.context.alias("l");
		stage.join(`CROSS JOIN LATERAL (SELECT u.id, u.score, u.place, l.reasons -> (u.place - 1)::integer AS why
    FROM ${schema}.neighbors AS l CROSS JOIN LATERAL unnest(l.others, l.scores) WITH ORDINALITY AS u (id, score, place) WHERE l.id = ${node.sql}
    UNION ALL SELECT near.id, near.score, row_number() OVER (ORDER BY near.score DESC, near.key COLLATE "C"), '[]'::jsonb
    FROM (${nearest(node.sql, `NOT EXISTS (SELECT FROM ${schema}.neighbors AS l WHERE l.id = ${node.sql})`, String(mostNear), stage)}) AS near WHERE near.score > 0) AS ${name}`);
		stage.order = [...stage.order, { sql: `${name}.place`, descending: false }];
		return {
			node: stage.node(`${name}.id`),
			score: { kind: "float", sql: `${name}.score` },
			why: { kind: "list", sql: `${name}.why` },
		};
	},
	"gnn.suggestions": ([node], stage) => {
		const { facts, schema } = stage.context;
		if (!facts.lists) return unpushable("lists that are not there");
		if (node?.kind !== "node" && node?.kind !== "null") return unpushable("such arguments");
		const name = stage.context.alias("l");
		stage.context.gathering?.nodes(stage.context);
		const nodes = stage.context.table("nodes");
		const of = node.kind === "null" ? "true" : `(s.source = ${node.sql} OR s.target = ${node.sql})`;
		stage.join(`CROSS JOIN LATERAL (SELECT s.*, row_number() OVER (ORDER BY s.line IS NULL, s.score DESC, a.key COLLATE "C", z.key COLLATE "C") AS place
    FROM ${schema}.suggestions AS s JOIN ${nodes} AS a ON a.id = s.source JOIN ${nodes} AS z ON z.id = s.target WHERE ${of}) AS ${name}`);
		stage.order = [...stage.order, { sql: `${name}.place`, descending: false }];
		return {
			source: stage.node(`${name}.source`),
			target: stage.node(`${name}.target`),
			score: { kind: "float", sql: `${name}.score` },
			name: { kind: "text", sql: `${name}.name` },
			line: { kind: "integer", sql: `${name}.line::bigint` },
			why: { kind: "list", sql: `${name}.why` },
		};
	},
};

/** As many as this process lists for what has no list of its own. */
const mostNear = 20;

/** The nodes whose vectors are nearest to one's. */
function nearest(node: string, where: string, count: string, { context }: Stage): string {
	const score = product("other.vector", "own.vector", context.vectorSchema);
	context.gathering?.nodes(context);
	const vectors = context.table("vectors");
	return `SELECT other.id, named.key, ${score} AS score
    FROM ${vectors} AS own JOIN ${vectors} AS other ON other.id <> own.id JOIN ${context.table("nodes")} AS named ON named.id = other.id
    WHERE own.id = ${node} AND ${where} ORDER BY score DESC, named.key COLLATE "C" LIMIT ${count}`;
}
