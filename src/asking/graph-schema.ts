/** What there is to ask for in a graph: labels, types, properties and procedures, with counts. */
import { type OpenGraph, type RunOptions, runQuery } from "./opened-graph.js";

/** Each part of the schema as the query that tells it. Columns hold texts, numbers and lists of texts. */
export const schemaQueries = {
	labels: "CALL db.labels() YIELD label, nodes RETURN ':' + label AS label, nodes ORDER BY nodes DESC, label",
	types: `CALL db.relationshipTypes() YIELD relationshipType, relationships
			RETURN '[:' + relationshipType + ']' AS type, relationships ORDER BY relationships DESC, type`,
	properties: `CALL db.propertyKeys() YIELD propertyKey, of, owners, types
			RETURN of, propertyKey AS property, types, owners ORDER BY of, owners DESC, property`,
	procedures:
		"CALL dbms.procedures() YIELD signature, description RETURN signature AS procedure, description ORDER BY procedure",
} as const;

export interface GraphSchema {
	/** `label` as in `:Note`, `nodes`. */
	readonly labels: readonly SchemaRow[];
	/** `type` as in `[:LINKS]`, `relationships`. */
	readonly types: readonly SchemaRow[];
	/** `of` a label or a type, `property`, `types`, `owners`. */
	readonly properties: readonly SchemaRow[];
	/** `procedure` with its arguments and results, `description`. */
	readonly procedures: readonly SchemaRow[];
}

export type SchemaRow = Readonly<Record<string, unknown>>;

export async function schemaOf(open: OpenGraph, options: RunOptions = {}): Promise<GraphSchema> {
	const parts: [string, SchemaRow[]][] = [];
	for (const [name, query] of Object.entries(schemaQueries)) {
		const { columns, rows } = await runQuery(open, query, options);
		parts.push([name, rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])))]);
	}
	return Object.fromEntries(parts) as unknown as GraphSchema;
}
