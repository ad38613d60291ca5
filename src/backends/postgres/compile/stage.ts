import { elsewhere, type Procedures, type syntax, type Value } from "../../../query/index.js";
import type { Facts } from "../facts.js";
import { Parameters } from "../sql.js";
import { shapeOf } from "./shape.js";
import type { Gathered, Reach, Step } from "./steps.js";
import { unpushable } from "./unpushable.js";

/**
 * What an expression is in SQL:
 *
 *     node, relationship      bigint, its number             nodes, relationships   bigint[]
 *     path                    two bigint[], nodes and relationships
 *     boolean integer float text                              boolean, bigint, double precision, text
 *     number                  jsonb that is a number or absent
 *     list                    jsonb that is an array or absent
 *     json                    jsonb that may be anything
 *     null                    nothing that could be something
 */
export type Kind =
	| ("node" | "relationship" | "nodes" | "relationships" | "path")
	| ("boolean" | "integer" | "float" | "text" | "number" | "list" | "json" | "null");

export interface Bound {
	readonly kind: Kind;
	readonly sql: string;
	/** Of a path, its relationships. */
	readonly second?: string;
	/** Where it is bound, if it is a node or a relationship: what it carries is joined there. */
	readonly home?: Stage;
	/** Whether it may be null although it is a node or a relationship. */
	readonly nullable?: boolean;
	/** The alias of the table that has what it carries, once it is joined. */
	readonly carrier?: { alias?: string };
	/** Which nodes it may be; absent: any. Looked at only where these are gathered. */
	readonly reach?: Reach;
}

export const sqlTypes: Readonly<Record<Kind, string>> = {
	...{
		node: "bigint",
		relationship: "bigint",
		nodes: "bigint[]",
		relationships: "bigint[]",
		path: "bigint[]",
	},
	...{ boolean: "boolean", integer: "bigint", float: "double precision", text: "text" },
	...{ number: "jsonb", list: "jsonb", json: "jsonb", null: "text" },
};

/** The one kind of all that are not null. */
export function commonKind(bounds: readonly Bound[]): Kind {
	const kinds = new Set(bounds.map(({ kind }) => kind).filter((kind) => kind !== "null"));
	if (kinds.size === 0) return "null";
	const [kind, other] = kinds;
	if (other !== undefined || ["node", "relationship", "path"].includes(kind!))
		return unpushable("values of several kinds");
	return kind!;
}

/** How what is spread comes to where it is asked. */
export interface Gathering {
	nodes(context: Context, reach?: Reach): void;
	vectors(context: Context): void;
}

export interface ContextOptions {
	/** Quoted. */
	readonly schema: string;
	readonly facts: Facts;
	/** Of the query. */
	readonly parameters: ReadonlyMap<string, Value>;
	readonly procedures: Procedures;
	/** The quoted schema of pgvector, if vectors are of its type. */
	readonly vectorSchema?: string | undefined;
	/** Compiles an expression for which patterns are matched: they know of each other by way of here. */
	readonly patterns: (expression: syntax.Expression, stage: Stage) => Bound;
	/** Whether all that is compared keeps the order of UTF-16 units. */
	readonly plainOrder: boolean;
	/** Tables are spread over servers: what is needed of them is gathered first, and asked here. */
	readonly gathering?: Gathering | undefined;
}

/** What the parts of one query's compilation share. */
export class Context {
	/** Of the statement that is being made. */
	sql = new Parameters();
	/** Statements that have to run before. */
	readonly steps: Step[] = [];
	/** Named parts of the statement that is being made, as they stand behind WITH. */
	parts: readonly string[] = [];
	readonly schema: string;
	readonly facts: Facts;
	readonly parameters: ReadonlyMap<string, Value>;
	readonly vectorSchema: string | undefined;
	readonly plainOrder: boolean;
	readonly gathering: Gathering | undefined;
	/** How often each table of the graph is read. */
	readonly uses = new Map<Gathered, number>();
	readonly patterns: ContextOptions["patterns"];
	readonly #procedures: Procedures;
	#aliases = 0;

	constructor(options: ContextOptions) {
		this.schema = options.schema;
		this.facts = options.facts;
		this.parameters = options.parameters;
		this.vectorSchema = options.vectorSchema;
		this.plainOrder = options.plainOrder;
		this.gathering = options.gathering;
		this.patterns = options.patterns;
		this.#procedures = options.procedures;
	}

	alias(letter: string): string {
		return `${letter}${++this.#aliases}`;
	}

	bind(value: unknown, type: string): string {
		return this.sql.bind(value, type);
	}

	/**
	 * A label or a type of the pushed graph. The server knows how often each occurs, and plans by that, also for statements
	 * that it keeps: so plain names stand in the text.
	 */
	name(text: string): string {
		return /^[\p{L}\p{N}_ ]{1,60}$/u.test(text) ? `'${text}'::text` : this.bind(text, "text");
	}

	/** A SELECT with the named parts that it reads. */
	whole(select: string): string {
		return this.parts.length === 0 ? select : `WITH ${this.parts.join(",\n")}\n${select}`;
	}

	/** By which name a statement reads it. */
	table(name: Gathered): string {
		this.uses.set(name, (this.uses.get(name) ?? 0) + 1);
		if (this.gathering === undefined) return `${this.schema}.${name}`;
		if (name === "vectors") this.gathering.vectors(this);
		return `gathered_${name}`;
	}

	/** For a statement of its own, with parameters of its own. */
	apart<T>(make: () => T): { readonly made: T; readonly values: readonly unknown[] } {
		const outer = this.sql;
		this.sql = new Parameters();
		try {
			return { made: make(), values: this.sql.values };
		} finally {
			this.sql = outer;
		}
	}

	readonly fresh = (): string => `\0pushed ${++this.#aliases}`;

	/** The meaning of a subquery. */
	plan(query: syntax.Query, outer: readonly string[], once: boolean): ReturnType<typeof elsewhere.translate> {
		return elsewhere.translate(query, { signatures: this.#procedures, fresh: this.fresh, outer, once });
	}
}

export interface OrderTerm {
	readonly sql: string;
	readonly descending: boolean;
}

/** One SELECT in the making: from where its rows come, what they fulfil, and what the query's variables are in it. */
export class Stage {
	readonly from: string[] = [];
	readonly where: string[] = [];
	readonly bindings = new Map<string, Bound>();
	/** Expressions that were computed before, by their shape. */
	readonly known = new Map<string, Bound>();
	/** In which order its rows are, if that is known. */
	order: readonly OrderTerm[] = [];

	constructor(
		readonly context: Context,
		/** Around a subquery. */
		readonly outer?: Stage,
	) {}

	/** A copy that can be thrown away. What is bound in this one is at home in the copy. */
	copy(): Stage {
		const copy = new Stage(this.context, this.outer);
		copy.from.push(...this.from);
		copy.where.push(...this.where);
		const moved = (bound: Bound): Bound =>
			bound.home === this
				? { ...bound, home: copy, ...(bound.carrier && { carrier: { ...bound.carrier } }) }
				: bound;
		for (const [name, bound] of this.bindings) copy.bindings.set(name, moved(bound));
		for (const [shape, bound] of this.known) copy.known.set(shape, moved(bound));
		copy.order = this.order;
		return copy;
	}

	get(name: string): Bound | undefined {
		return this.bindings.get(name) ?? this.outer?.get(name);
	}

	knows(expression: syntax.Expression): Bound | undefined {
		if (this.known.size === 0 && this.outer === undefined) return undefined;
		return this.known.get(shapeOf(expression)) ?? this.outer?.knows(expression);
	}

	join(text: string): void {
		this.from.push(text);
	}

	node(sql: string, nullable = false, alias?: string, reach?: Reach): Bound {
		const carrier = alias === undefined ? {} : { alias };
		return { kind: "node", sql, home: this, nullable, carrier, ...(reach !== undefined && { reach }) };
	}

	relationship(sql: string, nullable = false, alias?: string): Bound {
		return { kind: "relationship", sql, home: this, nullable, carrier: alias === undefined ? {} : { alias } };
	}

	/** FROM and WHERE. */
	get rest(): string {
		const from = ["(SELECT) AS one_row", ...this.from].join("\n  ");
		const where = this.where.length === 0 ? "" : `\nWHERE ${this.where.join("\n  AND ")}`;
		return `FROM ${from}${where}`;
	}

	get orderBy(): string {
		if (this.order.length === 0) return "";
		return `\nORDER BY ${this.order.map(({ sql, descending }) => `${sql}${descending ? " DESC" : ""}`).join(", ")}`;
	}
}

/** The alias under which the row of a node or relationship is joined; joined now if it was not. */
export function carrierOf(bound: Bound): string {
	const { carrier, home, nullable, kind, sql, reach } = bound;
	if (carrier === undefined || home === undefined) throw new Error("What carries nothing was asked for it.");
	if (carrier.alias === undefined) {
		const { context } = home;
		const alias = context.alias(kind === "node" ? "n" : "r");
		const table = context.table(kind === "node" ? "nodes" : "relationships");
		if (kind === "node") context.gathering?.nodes(context, reach);
		home.join(`${nullable ? "LEFT JOIN" : "JOIN"} ${table} AS ${alias} ON ${alias}.id = ${sql}`);
		carrier.alias = alias;
	}
	return carrier.alias;
}

/**
 * Ends a SELECT: its text, and a stage whose rows come from there, under `alias`.
 *
 * @param names variables that are asked for later; absent: all
 * @param tail what stands behind it, such as LIMIT; then the order is fixed there, and kept
 * @param keys how the columns are gathered; absent: as they are
 */
export function columnsOf(
	stage: Stage,
	alias: string,
	{
		names,
		distinct = false,
		tail = "",
	}: { names?: readonly string[]; distinct?: boolean; tail?: string } = {},
): { select: string; after: Stage } {
	const after = new Stage(stage.context, stage.outer);
	const columns: string[] = [];
	let count = 0;
	const put = (sql: string): string => {
		const column = `c${++count}`;
		columns.push(`${sql} AS ${column}`);
		return `${alias}.${column}`;
	};
	const moved = new Map<Bound, Bound>();
	const move = (bound: Bound): Bound => {
		const known = moved.get(bound);
		if (known !== undefined) return known;
		const sql = put(bound.sql);
		const second = bound.second === undefined ? {} : { second: put(bound.second) };
		const next =
			bound.kind === "node"
				? after.node(sql, bound.nullable, undefined, bound.reach)
				: bound.kind === "relationship"
					? after.relationship(sql, bound.nullable)
					: { kind: bound.kind, sql, ...second };
		moved.set(bound, next);
		return next;
	};
	const wanted = names === undefined ? [...stage.bindings.keys()] : names;
	for (const name of wanted) {
		const bound = stage.get(name);
		if (bound !== undefined) after.bindings.set(name, move(bound));
	}
	const own = new Set([...wanted].map((name) => stage.get(name)));
	for (const [shape, bound] of stage.known) if (own.has(bound)) after.known.set(shape, move(bound));
	const order = distinct ? [] : stage.order.map(({ sql, descending }) => ({ sql: put(sql), descending }));
	after.order = order;
	if (columns.length === 0) columns.push("1 AS c0");
	const select = `SELECT ${distinct ? "DISTINCT " : ""}${columns.join(", ")}\n${stage.rest}${tail === "" ? "" : `${stage.orderBy}\n${tail}`}`;
	return { select, after };
}
