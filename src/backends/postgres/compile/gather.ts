/**
 * Where tables are spread over servers, as Citus does it, joins that do not follow how they are spread are refused, or go
 * wrong. So such a query is asked of tables of its own transaction, and of each table that is spread only what its
 * patterns can touch is brought there: each step is one statement, which every server answers for its part.
 */
import type { syntax } from "../../../query/index.js";
import { typeCondition } from "./relationships.js";
import type { Context, Gathering } from "./stage.js";
import type { FetchStep, Reach } from "./steps.js";

/** Nodes of a reach, or those of which something is true, of `n`; all of them where neither is given. */
export function fetchNodes(
	context: Context,
	which?: Reach | { readonly where: string; readonly values: readonly unknown[] },
): void {
	const all = `SELECT n.* FROM ${context.schema}.nodes AS n`;
	const text =
		which === undefined
			? all
			: "where" in which
				? `${all} ${which.where}`.trimEnd()
				: `${all} WHERE n.id IN (SELECT id FROM ${reached(which, context)})`;
	const whole = context.steps.some((step) => step.kind === "fetch" && step.text === fetchText("nodes", all));
	if (!whole) fetch(context, "nodes", text, which !== undefined && "where" in which ? which.values : []);
}

function fetchVectors(context: Context): void {
	fetch(context, "vectors", `SELECT id, vector FROM ${context.schema}.vectors`, []);
}

interface Along {
	readonly direction: syntax.RelationshipPattern["direction"];
	readonly type?: syntax.LabelExpression | undefined;
}

/** Relationships between nodes, as far as it is known which nodes these are. */
export function fetchRelationships(
	{ direction, type, left, right }: Along & { readonly [K in "left" | "right"]: Reach | undefined },
	context: Context,
): void {
	const ways = left === undefined && right === undefined ? (["right"] as const) : waysOf(direction);
	for (const way of ways) {
		const [source, target] = way === "right" ? [left, right] : [right, left];
		const { made, values } = context.apart(() => [
			...among("source", source, context),
			...among("target", target, context),
			...typeCondition(type, "type", context),
		]);
		fetch(
			context,
			"relationships",
			`${relationships(context)} WHERE ${["true", ...made].join(" AND ")}`,
			values,
		);
	}
}

/** Which nodes are at the other end. */
export function beyond(
	{ direction, type, from, end }: Along & { readonly from: Reach; readonly end: "left" | "right" },
	context: Context,
): Reach {
	const near = reached(from, context);
	const { made, values } = context.apart(() => {
		const of = typeCondition(type, "type", context)
			.map((condition) => ` AND ${condition}`)
			.join("");
		return waysOf(direction).map((way) => {
			const [own, other] =
				(way === "right") === (end === "right") ? ["target", "source"] : ["source", "target"];
			return `SELECT ${own} AS id FROM gathered_relationships WHERE ${other} IN (SELECT id FROM ${near})${of}`;
		});
	});
	return { name: context.alias("among_"), select: made.join(" UNION "), values, from };
}

/** What leads on from where walks have come; `$1` is how long they are to be. */
export function fetchLevel(
	{ walk, direction, type }: Along & { readonly walk: string },
	context: Context,
): FetchStep[] {
	return waysOf(direction).map((way) => {
		const { made, values } = context.apart(() => {
			const length = context.bind(0, "integer");
			const ends = `${way === "right" ? "source" : "target"} IN (SELECT node FROM ${walk} WHERE length = ${length} - 1)`;
			return `${relationships(context)} WHERE ${[ends, ...typeCondition(type, "type", context)].join(" AND ")}`;
		});
		return { kind: "fetch", of: "relationships", text: fetchText("relationships", made), values };
	});
}

/** From left to right, or from right to left, or both. */
function waysOf(direction: Along["direction"]): readonly ("right" | "left")[] {
	return direction === "both" ? ["right", "left"] : [direction];
}

function relationships({ schema }: Context): string {
	return `SELECT id, source, target, type, properties FROM ${schema}.relationships`;
}

function among(column: string, reach: Reach | undefined, context: Context): string[] {
	return reach === undefined ? [] : [`${column} IN (SELECT id FROM ${reached(reach, context)})`];
}

/** The table of a reach, which is there from now on. */
function reached({ name, select, values, from }: Reach, context: Context): string {
	if (!context.steps.some((step) => step.kind === "table" && step.name === name)) {
		if (from !== undefined) reached(from, context);
		context.steps.push({ kind: "table", name, select, values });
	}
	return name;
}

function fetch(context: Context, of: FetchStep["of"], select: string, values: readonly unknown[]): void {
	const text = fetchText(of, select);
	const known = context.steps.some(
		(step) =>
			step.kind === "fetch" && step.text === text && JSON.stringify(step.values) === JSON.stringify(values),
	);
	if (!known) context.steps.push({ kind: "fetch", of, text, values });
}

function fetchText(of: FetchStep["of"], select: string): string {
	const columns = of === "relationships" ? " (id, source, target, type, properties)" : "";
	return `INSERT INTO gathered_${of}${columns} ${select} ON CONFLICT DO NOTHING`;
}

export const gathering: Gathering = {
	nodes: (context, reach) => fetchNodes(context, reach),
	vectors: fetchVectors,
};
