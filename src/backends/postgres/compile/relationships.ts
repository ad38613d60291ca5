import { elsewhere, type syntax } from "../../../query/index.js";
import type { Context } from "./stage.js";

type Direction = syntax.RelationshipPattern["direction"];

/** Which columns are the left and the right end. */
export function endsOf(direction: Direction): [left: string, right: string] {
	if (direction === "right") return ["source", "target"];
	return direction === "left" ? ["target", "source"] : ["one", "other"];
}

/** The table of relationships; where the direction does not matter, each from both its ends, a loop once. */
export function relationshipsAs(direction: Direction, context: Context): string {
	if (direction !== "both") return context.table("relationships");
	const columns = "id, source, target, type, properties";
	return `(SELECT ${columns}, source AS one, target AS other FROM ${context.table("relationships")}
    UNION ALL SELECT ${columns}, target, source FROM ${context.table("relationships")} WHERE source <> target)`;
}

export function typeCondition(
	type: syntax.LabelExpression | undefined,
	column: string,
	context: Context,
): string[] {
	if (type === undefined) return [];
	const all = Object.keys(context.facts.types);
	const wanted = all.filter((name) => elsewhere.matchesLabels(type, [name]));
	if (wanted.length === all.length && all.length > 0) return [];
	if (wanted.length === 1) return [`${column} = ${context.name(wanted[0]!)}`];
	return [
		wanted.length === 0
			? "false"
			: `${column} = ANY (ARRAY[${wanted.map((name) => context.name(name)).join(", ")}])`,
	];
}
