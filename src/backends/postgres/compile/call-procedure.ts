/** Procedures that are joins on the server. Others are answered in `procedures.ts`, before anything else. */
import type { syntax } from "../../../query/index.js";
import { product } from "./call-function.js";
import { compile } from "./expression.js";
import type { Stage } from "./stage.js";
import { unpushable } from "./unpushable.js";

export function callOnServer(
	{ procedure, arguments: args, yields, optional }: syntax.CallClause,
	stage: Stage,
): Stage {
	if (procedure.toLowerCase() !== "gnn.nearest" || args?.length !== 2) return unpushable(procedure);
	const { context } = stage;
	if (context.facts.dimension === undefined) return unpushable("vectors that are not there");
	const [node, count] = args.map((argument) => compile(argument, stage));
	if (node!.kind !== "node" || count!.kind !== "integer" || optional) return unpushable("such arguments");
	const alias = context.alias("v");
	const score = product("other.vector", "own.vector", context.vectorSchema);
	context.gathering?.nodes(context);
	const vectors = context.table("vectors");
	const keyed = `JOIN ${context.table("nodes")} AS named ON named.id = other.id`;
	stage.join(`CROSS JOIN LATERAL (SELECT other.id, ${score} AS score
    FROM ${vectors} AS own JOIN ${vectors} AS other ON other.id <> own.id ${keyed}
    WHERE own.id = ${node!.sql} ORDER BY score DESC, named.key COLLATE "C" LIMIT greatest(0, ${count!.sql})) AS ${alias}`);
	stage.order = [...stage.order, { sql: `${alias}.score`, descending: true }];
	stage.known.clear();
	for (const { result, variable } of yields ?? []) {
		if (result === "node") stage.bindings.set(variable.name, stage.node(`${alias}.id`));
		else if (result === "score") stage.bindings.set(variable.name, { kind: "float", sql: `${alias}.score` });
		else unpushable(result);
	}
	if (yields === undefined) unpushable("all of its results");
	return stage;
}
