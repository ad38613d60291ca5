/**
 * Walks of variable length and shortest paths, level by level: the rows so far become a table, walks begin at their nodes,
 * and each level is one statement that makes all walks longer by one. No recursion within the server, which a server of
 * many servers cannot do.
 */
import type { elsewhere, syntax } from "../../../query/index.js";
import { Parameters } from "../sql.js";
import { condition } from "./expression.js";
import { endsOf, relationshipsAs, typeCondition } from "./relationships.js";
import { type Bound, columnsOf, Stage } from "./stage.js";
import type { Statement } from "./steps.js";
import { unpushable } from "./unpushable.js";

type Step = elsewhere.PatternStep;

export interface Walked {
	readonly step: Step;
	/** Whether it matters only which nodes are reached. */
	readonly only: boolean;
	/** Whether both ends are asked to be different nodes. */
	readonly differ: boolean;
	readonly known: ReadonlySet<string>;
}

/** How long a walk may be where the query does not say. */
const longest = 1000;

/** The rows so far, each with the walks from its node. */
export function walk({ step, only, differ, known }: Walked, before: Stage): Stage {
	const { context } = before;
	const { min, max } = step.length!;
	const mode = modeOf(step, only, differ);
	const forward = known.has(step.left);
	const [near, far] = forward ? [step.left, step.right] : [step.right, step.left];
	const into = known.has(far) && far !== near ? before.get(far) : undefined;
	const loop = far === near;
	const { stage, table } = materialise(before);
	const name = context.alias("walk");
	const start = stage.get(near)!;
	const direction = forward
		? step.direction
		: ({ right: "left", left: "right", both: "both" } as const)[step.direction];
	const column = (bound: Bound) => bound.sql.slice(bound.sql.indexOf(".") + 1);
	const shortest = mode === "shortest" || mode === "shortest-all";
	const waited =
		shortest && into !== undefined
			? { table, start: column(start), end: column(stage.get(far)!) }
			: undefined;
	const level = levelStatement({ name, step, mode, direction }, stage);
	context.steps.push({
		kind: "levels",
		name,
		create: [
			`CREATE TEMP TABLE ${name} (start bigint NOT NULL, node bigint NOT NULL, length integer NOT NULL, trail bigint[], nodes bigint[]) ON COMMIT DROP`,
			`CREATE INDEX ON ${name} (length)`,
			...uniqueIndex(mode, name),
		],
		begin: {
			text: `INSERT INTO ${name} SELECT DISTINCT ${column(start)}, ${column(start)}, 0, ARRAY[]::bigint[], ARRAY[${column(start)}] FROM ${table} WHERE ${column(start)} IS NOT NULL`,
			values: [],
		},
		level,
		most: Math.min(max, longest),
		...(waited !== undefined && {
			closing: levelStatement({ name, step, mode, direction, waited }, stage),
			waiting: {
				text: `SELECT 1 FROM ${table} AS t WHERE NOT EXISTS (SELECT FROM ${name} AS w WHERE w.start = t.${waited.start} AND w.node = t.${waited.end}) LIMIT 1`,
				values: [],
			},
		}),
	});
	const alias = context.alias("w");
	const on = [`${alias}.start = ${start.sql}`, `${alias}.length >= ${min}`];
	if (loop) on.push(`${alias}.node = ${start.sql}`);
	else if (into !== undefined) on.push(`${alias}.node = ${stage.get(far)!.sql}`);
	stage.join(`JOIN ${name} AS ${alias} ON ${on.join(" AND ")}`);
	if (into === undefined && !loop) stage.bindings.set(far, stage.node(`${alias}.node`));
	stage.bindings.set(step.name, {
		kind: "relationships",
		...(forward
			? { sql: `${alias}.trail`, second: `${alias}.nodes` }
			: { sql: reversed(`${alias}.trail`), second: reversed(`${alias}.nodes`) }),
	});
	return stage;
}

type Mode = "all" | "reach" | "shortest" | "shortest-all";

/** What has to be remembered of walks: all of them, which nodes they reach, or the shortest to each. */
function modeOf({ selector, length, direction, left, right }: Step, only: boolean, differ: boolean): Mode {
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

interface Level {
	readonly name: string;
	readonly step: Step;
	readonly mode: Mode;
	readonly direction: Step["direction"];
	/** Given where only walks count that arrive at an end in this table. */
	readonly waited?: { readonly table: string; readonly start: string; readonly end: string };
}

function levelStatement({ name, step, mode, direction, waited }: Level, around: Stage): Statement {
	const { context } = around;
	const outer = context.sql;
	context.sql = new Parameters();
	try {
		const length = context.bind(0, "integer");
		const [from, to] = endsOf(direction);
		const scope = new Stage(context);
		scope.bindings.set(step.name, scope.relationship("r.id", false, "r"));
		const where = [
			`w.length = ${length} - 1`,
			...typeCondition(step.type, "r.type", context),
			...step.each.map((of: syntax.Expression) => condition(of, scope)),
		];
		if (scope.from.length > 0) unpushable("a condition on the way");
		const next = `r.${to}`;
		if (mode === "all") where.push("r.id <> ALL (w.trail)");
		else
			where.push(
				`NOT EXISTS (SELECT FROM ${name} AS v WHERE v.start = w.start AND v.node = ${next}${known(mode, length)})`,
			);
		const distinct = mode === "reach" ? "DISTINCT " : "";
		const kept = mode === "reach" ? "NULL::bigint[], NULL::bigint[]" : `w.trail || r.id, w.nodes || ${next}`;
		const conflict = mode === "shortest" || mode === "reach" ? "\nON CONFLICT DO NOTHING" : "";
		const arriving =
			waited === undefined
				? ""
				: ` JOIN (SELECT DISTINCT ${waited.start} AS a, ${waited.end} AS z FROM ${waited.table}) AS t ON t.a = w.start AND t.z = ${next}`;
		return {
			text: `INSERT INTO ${name} SELECT ${distinct}w.start, ${next}, ${length}, ${kept}
FROM ${name} AS w JOIN ${relationshipsAs(direction, context)} AS r ON r.${from} = w.node${arriving}
WHERE ${where.join(" AND ")}${conflict}`,
			values: context.sql.values,
		};
	} finally {
		context.sql = outer;
	}
}

/** Which earlier walks to a node make another one needless. All of the shortest ones are kept, and they come at once. */
function known(mode: Mode, length: string): string {
	if (mode === "reach") return " AND v.length > 0";
	return mode === "shortest-all" ? ` AND v.length <= ${length}` : "";
}

/** By which a node is reached once. Where it is only asked what is reached, where a walk begins counts when it is come back to. */
function uniqueIndex(mode: Mode, name: string): string[] {
	if (mode === "all") return [];
	if (mode === "shortest-all") return [`CREATE INDEX ON ${name} (start, node)`];
	return [`CREATE UNIQUE INDEX ON ${name} (start, node)${mode === "reach" ? " WHERE length > 0" : ""}`];
}

/** The rows so far as a table of this transaction. */
function materialise(before: Stage): { stage: Stage; table: string } {
	const { context } = before;
	const table = context.alias("rows_");
	const { select, after } = columnsOf(before, table);
	context.steps.push({ kind: "table", name: table, select, values: context.sql.values });
	context.sql = new Parameters();
	after.join(`CROSS JOIN ${table}`);
	return { stage: after, table };
}

function reversed(array: string): string {
	return `ARRAY(SELECT item FROM unnest(${array}) WITH ORDINALITY AS u (item, place) ORDER BY place DESC)`;
}
