/**
 * Walks of variable length and shortest paths, level by level, without recursion within the server, which a server of many
 * servers cannot do. Where their length is bounded, all levels are named parts of one statement; where it is not, they are a
 * table of the transaction that one statement after the other makes longer. Shortest paths between nodes that are known are
 * searched from both ends.
 */
import type { elsewhere, syntax } from "../../../query/index.js";
import { Late, Parameters } from "../sql.js";
import { condition } from "./expression.js";
import { fetchLevel } from "./gather.js";
import { endsOf, relationshipsAs, typeCondition } from "./relationships.js";
import { type Bound, type Context, columnsOf, Stage } from "./stage.js";
import type { Reach, Statement } from "./steps.js";
import { unpushable } from "./unpushable.js";

type Step = elsewhere.PatternStep;
type Direction = Step["direction"];

export interface Walked {
	readonly step: Step;
	/** Whether it matters only which nodes are reached. */
	readonly only: boolean;
	/** Whether the walk itself is asked for. */
	readonly asked: boolean;
	/** Whether both ends are asked to be different nodes. */
	readonly differ: boolean;
	readonly known: ReadonlySet<string>;
}

/** How long a walk may be where the query does not say. */
const longest = 1000;
/** Longer ones are made by one statement for each level. */
const mostAtOnce = 5;
/** Walks that may be under way, for all rows together. */
export const mostWalks = 5_000_000;

/** The rows so far, each with the walks from its node. */
export function walk(walked: Walked, before: Stage): Stage {
	const { step, known } = walked;
	const mode = modeOf(walked);
	const forward = known.has(step.left);
	const [near, far] = forward ? [step.left, step.right] : [step.right, step.left];
	const arrives = known.has(far) && far !== near;
	if (arrives && (mode === "shortest" || mode === "shortest-all")) return searched(step, mode, before);
	const { min, max } = step.length!;
	const direction = forward ? step.direction : opposite[step.direction];
	const way = { step, mode, direction, min, max: Math.min(max, longest), near };
	// What is gathered comes level by level.
	const once = max <= mostAtOnce && before.context.gathering === undefined;
	const { stage, name } = once ? atOnce(way, before) : levelByLevel(way, before);
	const alias = stage.context.alias("w");
	const start = stage.get(near)!.sql;
	const on = [`${alias}.start = ${start}`, `${alias}.length >= ${min}`];
	if (far === near) on.push(`${alias}.node = ${start}`);
	else if (arrives) on.push(`${alias}.node = ${stage.get(far)!.sql}`);
	stage.join(`JOIN ${name} AS ${alias} ON ${on.join(" AND ")}`);
	const reach: Reach = {
		...{ name: `${name}_ends`, select: `SELECT DISTINCT node AS id FROM ${name}`, values: [] },
	};
	if (!arrives && far !== near) stage.bindings.set(far, stage.node(`${alias}.node`, false, undefined, reach));
	stage.bindings.set(step.name, {
		kind: "relationships",
		...(forward
			? { sql: `${alias}.trail`, second: `${alias}.nodes` }
			: { sql: reversed(`${alias}.trail`), second: reversed(`${alias}.nodes`) }),
	});
	return mode === "shortest" && walked.asked ? searched(step, mode, stage) : stage;
}

const opposite = { right: "left", left: "right", both: "both" } as const;

type Mode = "all" | "reach" | "shortest" | "shortest-all";

/** What has to be remembered of walks: all of them, which nodes they reach, or the shortest to each. */
function modeOf({ step: { selector, length, direction, left, right }, only, differ }: Walked): Mode {
	const { min } = length!;
	if (selector === undefined) {
		// Where the shortest walk is never too short, and repeats no relationship.
		const reach = only && (min === 0 || (min === 1 && direction !== "both"));
		return reach && left !== right ? "reach" : "all";
	}
	const all = selector.which === "all-shortest";
	if (!all && (selector.count !== 1 || selector.which === "groups")) unpushable("several shortest paths");
	// A path from a node to itself is a circle, unless it has no length.
	if (min > 1 || left === right || (min === 1 && !differ)) unpushable("shortest circles");
	return all ? "shortest-all" : "shortest";
}

interface Way {
	readonly step: Step;
	readonly mode: Mode;
	/** From `near` on. */
	readonly direction: Direction;
	readonly near: string;
	readonly min: number;
	readonly max: number;
}

/** All levels as named parts of one statement: `walk_0` has where walks begin, `walk_2` those of two relationships. */
function atOnce(way: Way, before: Stage): { stage: Stage; name: string } {
	const { context } = before;
	const { mode, min, max, near } = way;
	const { stage, table } = named(before);
	const name = context.alias("walk");
	const start = columnOf(stage.get(near)!);
	const kept = mode === "reach" ? "" : ", ARRAY[]::bigint[] AS trail, ARRAY[a] AS nodes";
	const parts = [
		`${name}_0 AS (SELECT a AS start, a AS node${kept} FROM (SELECT DISTINCT ${start} AS a FROM ${table} WHERE ${start} IS NOT NULL) AS first)`,
	];
	for (let length = 1; length <= max; length++)
		parts.push(`${name}_${length} AS MATERIALIZED (${levelPart(way, name, length, context)})`);
	const trails = mode === "reach" ? "NULL::bigint[] AS trail, NULL::bigint[] AS nodes" : "trail, nodes";
	const all: string[] = [];
	for (let length = min; length <= max; length++)
		all.push(`SELECT start, node, ${length} AS length, ${trails} FROM ${name}_${length}`);
	const none = `SELECT 0::bigint AS start, 0::bigint AS node, 0 AS length, NULL::bigint[] AS trail, NULL::bigint[] AS nodes WHERE false`;
	parts.push(`${name} AS (${all.length === 0 ? none : all.join(" UNION ALL ")})`);
	context.parts = [...context.parts, ...parts];
	if (max > 0) stage.where.push(fewEnough(`${name}_${max}`));
	return { stage, name };
}

/** An error of the server's if there are too many; found out once. */
function fewEnough(level: string): string {
	return `(SELECT CASE WHEN count(*) <= ${mostWalks} THEN true ELSE (count(*) || ' walks')::boolean END FROM ${level})`;
}

function levelPart(
	{ step, mode, direction, min }: Way,
	name: string,
	length: number,
	context: Context,
): string {
	const [from, to] = endsOf(direction);
	const next = `r.${to}`;
	const where = onTheWay(step, context);
	const kept = mode === "reach" ? "" : `, w.trail || r.id AS trail, w.nodes || ${next} AS nodes`;
	const distinct =
		mode === "reach" ? "DISTINCT " : mode === "shortest" ? `DISTINCT ON (w.start, ${next}) ` : "";
	if (mode === "all" && length > 1) where.push("r.id <> ALL (w.trail)");
	// Where it is only asked what is reached, where a walk begins counts when it is come back to.
	const first = mode === "reach" && min > 0 ? 1 : 0;
	for (let before = first; mode !== "all" && before < length; before++)
		where.push(
			`NOT EXISTS (SELECT FROM ${name}_${before} AS v WHERE v.start = w.start AND v.node = ${next})`,
		);
	return `SELECT ${distinct}w.start, ${next} AS node${kept}
    FROM ${name}_${length - 1} AS w JOIN ${relationshipsAs(direction, context)} AS r ON r.${from} = w.node${where.length === 0 ? "" : `\n    WHERE ${where.join(" AND ")}`}${mode === "shortest" ? `\n    ORDER BY w.start, ${next}, r.id` : ""}
    LIMIT ${mostWalks + 1}`;
}

/** What each relationship of a walk fulfils, as `r`. */
function onTheWay(step: Step, context: Context): string[] {
	const scope = new Stage(context);
	scope.bindings.set(step.name, scope.relationship("r.id", false, "r"));
	const where = [
		...typeCondition(step.type, "r.type", context),
		...step.each.map((of: syntax.Expression) => condition(of, scope)),
	];
	if (scope.from.length > 0) unpushable("a condition on the way");
	return where;
}

/** The walks in a table of the transaction. */
function levelByLevel(
	{ step, mode, direction, near, max }: Way,
	before: Stage,
): { stage: Stage; name: string } {
	const { context } = before;
	const { stage, table } = materialise(before);
	const name = context.alias("walk");
	const start = columnOf(stage.get(near)!);
	context.steps.push({
		kind: "levels",
		name,
		create: [
			`CREATE TEMP TABLE ${name} (start bigint NOT NULL, node bigint NOT NULL, length integer NOT NULL, trail bigint[], nodes bigint[]) ON COMMIT DROP`,
			`CREATE INDEX ON ${name} (length)`,
			...uniqueIndex(mode, name),
		],
		begin: {
			text: `INSERT INTO ${name} SELECT DISTINCT ${start}, ${start}, 0, ARRAY[]::bigint[], ARRAY[${start}] FROM ${table} WHERE ${start} IS NOT NULL`,
			values: [],
		},
		level: levelStatement(name, { step, mode, direction }, context),
		...(context.gathering !== undefined && {
			fetch: fetchLevel({ walk: name, direction, type: step.type }, context),
		}),
		most: max,
	});
	return { stage, name };
}

function levelStatement(
	name: string,
	{ step, mode, direction }: Pick<Way, "step" | "mode" | "direction">,
	context: Context,
): Statement {
	return apart(context, () => {
		const length = context.bind(0, "integer");
		const [from, to] = endsOf(direction);
		const where = [`w.length = ${length} - 1`, ...onTheWay(step, context)];
		const next = `r.${to}`;
		if (mode === "all") where.push("r.id <> ALL (w.trail)");
		else
			where.push(
				`NOT EXISTS (SELECT FROM ${name} AS v WHERE v.start = w.start AND v.node = ${next}${reached(mode, length)})`,
			);
		const distinct = mode === "reach" ? "DISTINCT " : "";
		const kept = mode === "reach" ? "NULL::bigint[], NULL::bigint[]" : `w.trail || r.id, w.nodes || ${next}`;
		const conflict = mode === "shortest" || mode === "reach" ? "\nON CONFLICT DO NOTHING" : "";
		return `INSERT INTO ${name} SELECT ${distinct}w.start, ${next}, ${length}, ${kept}
FROM ${name} AS w JOIN ${relationshipsAs(direction, context)} AS r ON r.${from} = w.node
WHERE ${where.join(" AND ")}${conflict}`;
	});
}

function apart(context: Context, make: () => string): Statement {
	const { made, values } = context.apart(make);
	return { text: made, values };
}

/** Which earlier walks to a node make another one needless. All of the shortest ones are kept, and they come at once. */
function reached(mode: Mode, length: string): string {
	if (mode === "reach") return " AND v.length > 0";
	return mode === "shortest-all" ? ` AND v.length <= ${length}` : "";
}

/** By which a node is reached once. Where it is only asked what is reached, where a walk begins counts when it is come back to. */
function uniqueIndex(mode: Mode, name: string): string[] {
	if (mode === "all") return [];
	if (mode === "shortest-all") return [`CREATE INDEX ON ${name} (start, node)`];
	return [`CREATE UNIQUE INDEX ON ${name} (start, node)${mode === "reach" ? " WHERE length > 0" : ""}`];
}

/** More are not searched for if they were found already: then it is the server's choice which of the shortest they are. */
const mostImproved = 20_000;

/** Paths between nodes that the rows have already; where they have a path too, it becomes the one that this process finds. */
function searched(step: Step, mode: Mode, before: Stage): Stage {
	const { context } = before;
	const known = before.get(step.name);
	const { stage, table } = named(before);
	const name = context.alias("paths");
	const [left, right] = [stage.get(step.left)!, stage.get(step.right)!].map(columnOf);
	const pairs = `SELECT DISTINCT ${left}, ${right} FROM ${table} WHERE ${left} IS NOT NULL AND ${right} IS NOT NULL`;
	context.steps.push({
		...{ kind: "paths", name, all: mode === "shortest-all", most: Math.min(step.length!.max, longest) },
		pairs: { text: context.whole(pairs), values: [...context.sql.values] },
		beside: {
			out: besideStatement(step, step.direction, context),
			back: besideStatement(step, opposite[step.direction], context),
		},
		...(known !== undefined && { mostPairs: mostImproved }),
	});
	const found = (column: string) =>
		context.bind(
			new Late(`${name} ${column}`, (given) => given.found.get(`${name} ${column}`)),
			column === "trail" || column === "nodes" ? "text[]" : "bigint[]",
		);
	const alias = context.alias("p");
	const columns = ["start", "finish", "trail", "nodes"];
	stage.join(
		`${known === undefined ? "JOIN" : "LEFT JOIN"} unnest(${columns.map(found).join(", ")}) AS ${alias} (${columns.join(", ")}) ON ${alias}.start = ${stage.get(step.left)!.sql} AND ${alias}.finish = ${stage.get(step.right)!.sql}`,
	);
	const { sql, second } = stage.get(step.name) ?? {};
	const better = (column: string, old: string | undefined) =>
		old === undefined ? `${alias}.${column}::bigint[]` : `coalesce(${alias}.${column}::bigint[], ${old})`;
	stage.bindings.set(step.name, {
		kind: "relationships",
		sql: better("trail", sql),
		second: better("nodes", second),
	});
	return stage;
}

/**
 * What lies beside the nodes in `$1`: for each, in the order in which this process goes through it, first what leaves and
 * then what arrives, by type, by the name of the neighbour.
 */
function besideStatement(step: Step, direction: Direction, context: Context): Statement {
	return apart(context, () => {
		const nodes = context.bind(new Late("nodes", ({ found }) => found.get("nodes")), "bigint[]");
		const where = onTheWay(step, context);
		const types = context.facts.typeOrder ?? Object.keys(context.facts.types);
		const byType = types.length < 2 ? "0" : `array_position(${context.bind(types, "text[]")}, r.type)`;
		const along = (from: string, to: string, second: number) =>
			`SELECT f.place, ${second} AS second, ${byType} AS by_type, r.${to} AS node, r.id
    FROM unnest(${nodes}) WITH ORDINALITY AS f (node, place) JOIN ${context.schema}.relationships AS r ON r.${from} = f.node
    WHERE ${[...where, ...(second === 1 ? ["r.source <> r.target"] : [])].join(" AND ") || "true"}`;
		const parts = [
			...(direction === "left" ? [] : [along("source", "target", 0)]),
			...(direction === "right" ? [] : [along("target", "source", direction === "both" ? 1 : 0)]),
		];
		const key = context.plainOrder
			? "n.key"
			: `regexp_replace(n.key, '([\ue000-\uffff])', '\u{10fffd}\\1', 'g')`;
		return `WITH beside AS MATERIALIZED (${parts.join("\n    UNION ALL ")})
SELECT b.place, b.node, b.id, b.second FROM beside AS b JOIN ${context.schema}.nodes AS n ON n.id = b.node
ORDER BY b.place, b.second, b.by_type, ${key} COLLATE "C", b.id`;
	});
}

/** The rows so far as a named part of the statement that is being made. */
function named(before: Stage): { stage: Stage; table: string } {
	const { context } = before;
	const table = context.alias("rows_");
	const { select, after } = columnsOf(before, table);
	context.parts = [...context.parts, `${table} AS (${select})`];
	after.join(`CROSS JOIN ${table}`);
	return { stage: after, table };
}

/** The rows so far as a table of this transaction. */
function materialise(before: Stage): { stage: Stage; table: string } {
	const { context } = before;
	const table = context.alias("rows_");
	const { select, after } = columnsOf(before, table);
	context.steps.push({
		kind: "table",
		name: table,
		select: context.whole(select),
		values: context.sql.values,
	});
	context.sql = new Parameters();
	context.parts = [];
	after.join(`CROSS JOIN ${table}`);
	return { stage: after, table };
}

function columnOf({ sql }: Bound): string {
	return sql.slice(sql.indexOf(".") + 1);
}

function reversed(array: string): string {
	return `ARRAY(SELECT item FROM unnest(${array}) WITH ORDINALITY AS u (item, place) ORDER BY place DESC)`;
}
