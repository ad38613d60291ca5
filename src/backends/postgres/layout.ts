/** The tables, as docs/backends.md explains them. Everything is made within one schema, which is ours alone. */
import { quoteName } from "./sql.js";

/** Counts up when the tables become others. */
export const layout = 2;
/** From which on a push makes what is new, and all else is as it was. */
export const oldestLayout = 1;

export interface Extensions {
	/** The quoted schema of pgvector, if it is there: vectors are of its type, else arrays. */
	readonly vector?: string;
	/** Citus: tables are spread over servers by the number of the node. */
	readonly citus: boolean;
}

export const columns = {
	nodes: ["id", "key", "owner", "labels", "properties"],
	names: ["id", "name", "kind", "is_path"],
	relationships: ["id", "source", "target", "type", "properties", "sentence"],
	texts: ["id", "names", "body", "prose", "lines", "excerpt"],
	vectors: ["id", "vector"],
	features: ["id", "numbers"],
	messages: ["target", "source", "relation", "weight"],
	neighbors: ["id", "others", "scores", "reasons"],
	suggestions: ["source", "target", "score", "name", "line", "why"],
} as const;

export type DataTable = keyof typeof columns;

export const dataTables = Object.keys(columns) as DataTable[];

const types: Readonly<Record<DataTable, readonly string[]>> = {
	nodes: ["bigint NOT NULL", "text NOT NULL", "bigint NOT NULL", "text[] NOT NULL", "jsonb NOT NULL"],
	names: ["bigint NOT NULL", "text NOT NULL", "text NOT NULL", "boolean NOT NULL"],
	relationships: [
		...["bigint NOT NULL", "bigint NOT NULL", "bigint NOT NULL", "text NOT NULL", "jsonb NOT NULL"],
		"text",
	],
	texts: [
		"bigint NOT NULL",
		"text NOT NULL",
		"text NOT NULL",
		"text NOT NULL",
		"integer[] NOT NULL",
		"text NOT NULL",
	],
	vectors: ["bigint NOT NULL", "real[] NOT NULL"],
	features: ["bigint NOT NULL", "real[] NOT NULL"],
	messages: ["bigint NOT NULL", "bigint NOT NULL", "text NOT NULL", "real NOT NULL"],
	neighbors: ["bigint NOT NULL", "bigint[] NOT NULL", "double precision[] NOT NULL", "jsonb NOT NULL"],
	suggestions: [
		...["bigint NOT NULL", "bigint NOT NULL", "double precision NOT NULL"],
		...["text", "integer", "jsonb NOT NULL"],
	],
};

/** Properties by which nodes are looked for most. */
export const indexedKeys: readonly string[] = ["title", "path", "name", "tag"];

/** By which rows are found when a part goes; with Citus, also by which they are spread. */
export const partColumn: Readonly<Record<DataTable, string>> = {
	nodes: "id",
	names: "id",
	relationships: "source",
	texts: "id",
	vectors: "id",
	features: "id",
	messages: "target",
	neighbors: "id",
	suggestions: "source",
};

/** Makes all that is not there yet. */
export function createStatements(schema: string, extensions: Extensions): string[] {
	const s = quoteName(schema);
	const vector = extensions.vector === undefined ? "real[]" : `${extensions.vector}.vector`;
	const tables = dataTables.flatMap((table) => tableStatements(s, table, vector));
	return [
		`CREATE SCHEMA IF NOT EXISTS ${s}`,
		...tables,
		`CREATE TABLE ${s}.version (
			only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
			layout integer NOT NULL,
			number bigint NOT NULL,
			digest text NOT NULL,
			facts jsonb NOT NULL)`,
		`INSERT INTO ${s}.version (layout, number, digest, facts) VALUES (${layout}, 0, '', '{}')`,
		`CREATE TABLE ${s}.parts (kind smallint NOT NULL, owner bigint NOT NULL, digest text NOT NULL, PRIMARY KEY (kind, owner))`,
		`CREATE TABLE ${s}.staged_parts (kind smallint NOT NULL, owner bigint NOT NULL, digest text, PRIMARY KEY (kind, owner))`,
		`CREATE TABLE ${s}.communities (place integer PRIMARY KEY, name text NOT NULL, terms text[] NOT NULL, members bigint[] NOT NULL)`,
		`CREATE TABLE ${s}.weights (name text NOT NULL, place integer NOT NULL, numbers real[] NOT NULL, PRIMARY KEY (name, place))`,
		`COMMENT ON SCHEMA ${s} IS 'A concept graph, kept by notapse push: tables of others do not belong here.'`,
		...(extensions.citus ? distribute(schema) : []),
	];
}

function tableStatements(s: string, table: DataTable, vector = ""): string[] {
	const fields = columns[table].map((name, i) => {
		const type = table === "vectors" && name === "vector" ? `${vector} NOT NULL` : types[table][i]!;
		return `${name} ${type}`;
	});
	return [
		`CREATE TABLE ${s}.${table} (${fields.join(", ")})`,
		// The same, waiting to become visible.
		`CREATE TABLE ${s}.staged_${table} (part_owner bigint NOT NULL, ${fields.join(", ")})`,
	];
}

/** Makes what tables of layout 1 lack. */
export function upgradeStatements(schema: string): string[] {
	const s = quoteName(schema);
	return [
		...(["neighbors", "suggestions"] as const).flatMap((table) => tableStatements(s, table)),
		`UPDATE ${s}.version SET layout = ${layout}`,
	];
}

/** Made when the first rows are in: quicker than keeping them up row by row. */
export function indexStatements(schema: string): string[] {
	const s = quoteName(schema);
	const make = (table: string, name: string, on: string, unique = "") =>
		`CREATE ${unique}INDEX IF NOT EXISTS ${table}_${name} ON ${s}.${table} ${on}`;
	return [
		make("nodes", "id", "(id)", "UNIQUE "),
		make("nodes", "owner", "(owner)"),
		make("nodes", "labels", "USING gin (labels)"),
		make("nodes", "properties", "USING gin (properties jsonb_path_ops)"),
		// By hash, because a title may be longer than other indexes take.
		...indexedKeys.map((key) => make("nodes", key, `USING hash ((properties ->> '${key}'))`)),
		make("names", "id", "(id)"),
		make("names", "name", "(name)"),
		make("relationships", "id", "(id)"),
		make("relationships", "leaving", "(source, type, target)"),
		make("relationships", "arriving", "(target, type, source)"),
		make("texts", "id", "(id)", "UNIQUE "),
		make("vectors", "id", "(id)", "UNIQUE "),
		make("features", "id", "(id)", "UNIQUE "),
		make("messages", "arriving", "(target, relation, source)"),
		make("neighbors", "id", "(id)", "UNIQUE "),
		make("suggestions", "source", "(source)"),
		make("suggestions", "target", "(target)"),
	];
}

/** Nodes lie where what leaves them does; vectors, which every shard joins with, lie everywhere; lists where one asks. */
function distribute(schema: string): string[] {
	const spread = (table: string, column: string, beside = "default") =>
		`SELECT create_distributed_table('${quoteName(schema).replaceAll("'", "''")}.${table}', '${column}', colocate_with => '${beside}')`;
	const nodes = `${quoteName(schema).replaceAll("'", "''")}.nodes`;
	return [
		spread("nodes", "id"),
		...(["names", "relationships", "texts"] as const).map((table) => spread(table, partColumn[table], nodes)),
		spread("messages", "target", nodes),
		...["vectors", "features", "weights"].map(
			(table) => `SELECT create_reference_table('${quoteName(schema).replaceAll("'", "''")}.${table}')`,
		),
	];
}
