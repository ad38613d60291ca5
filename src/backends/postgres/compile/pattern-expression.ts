/** Patterns and subqueries within expressions: correlated subqueries. */
import { elsewhere, type syntax } from "../../../query/index.js";
import { asJson } from "./comparison.js";
import { compile } from "./expression.js";
import { pushLogical } from "./logical.js";
import { matchPattern } from "./pattern.js";
import { type Bound, Stage } from "./stage.js";
import { unpushable } from "./unpushable.js";

export function patternExpression(expression: syntax.Expression, stage: Stage): Bound {
	switch (expression.kind) {
		case "pattern-predicate":
			return exists(matched(expression.pattern, undefined, new Set(), stage));
		case "pattern-comprehension": {
			const { pattern, where, result } = expression;
			return collected(matched(pattern, where, elsewhere.namesIn(result), stage), result);
		}
		case "subquery": {
			const { result, query } = expression;
			const plan = stage.context.plan(query, namesAround(stage), result === "exists");
			const inner = pushLogical(plan.root, new Stage(stage.context, stage));
			if (result === "exists") return exists(inner);
			if (result === "count") return { kind: "integer", sql: `(SELECT count(*) ${inner.rest})` };
			return collected(inner, elsewhere.variable(plan.columns[0]!));
		}
	}
	return unpushable(expression.kind);
}

function namesAround(stage: Stage): string[] {
	const outer = stage.outer === undefined ? [] : namesAround(stage.outer);
	return [...new Set([...outer, ...stage.bindings.keys()])];
}

function matched(
	pattern: syntax.PathPattern,
	where: syntax.Expression | undefined,
	needed: ReadonlySet<string>,
	around: Stage,
): Stage {
	const graph = elsewhere.toPatternGraph([pattern], around.context.fresh);
	const conditions = [...graph.conditions, ...elsewhere.conjuncts(where)];
	const { stage, left } = matchPattern(
		{ op: "match", input: { op: "start" }, graph, conditions, optional: false, needed, once: false },
		new Stage(around.context, around),
		false,
	);
	return left.length === 0 ? stage : unpushable("a condition within a pattern");
}

function exists(stage: Stage): Bound {
	return { kind: "boolean", sql: `EXISTS (SELECT ${stage.rest})` };
}

/** All values, nulls too, in their order. */
function collected(stage: Stage, result: syntax.Expression): Bound {
	const value = compile(result, stage);
	if (value.kind === "node" || value.kind === "relationship") {
		if (value.nullable) unpushable("null in a list of nodes");
		const kind = value.kind === "node" ? "nodes" : "relationships";
		return {
			kind,
			sql: `(SELECT coalesce(array_agg(${value.sql}${stage.orderBy}), ARRAY[]::bigint[]) ${stage.rest})`,
		};
	}
	return {
		kind: "list",
		sql: `(SELECT coalesce(jsonb_agg(${asJson(value)}${stage.orderBy}), '[]'::jsonb) ${stage.rest})`,
	};
}
