/**
 * Tables in CSV, one for each set of labels and each type, and a script that loads them into a database that speaks
 * Cypher: labels and types stand in the script, because a query cannot take them from a table.
 */
import type { Plain } from "../../query/index.js";
import type { PlainGraph } from "./plain-graph.js";
import type { Files } from "./to-parquet.js";

type Properties = Readonly<Record<string, Plain>>;

export function toCypherFiles({ nodes, relationships }: PlainGraph): Files {
	const files = new Map<string, string>();
	const script = [
		"// In Neo4j: put the tables into the import folder, and run this with cypher-shell -f load.cypher",
	];
	script.push("CREATE CONSTRAINT concept_key IF NOT EXISTS FOR (n:Concept) REQUIRE n.key IS UNIQUE;");
	for (const [i, [labels, members]] of [...groupBy(nodes, (node) => node.labels.join("\0"))].entries()) {
		const file = `nodes-${i + 1}.csv`;
		const keys = columnsOf(members.map(({ properties }) => properties));
		files.set(
			file,
			csv(
				["key", ...keys.map(({ key }) => key)],
				members.map(({ key, properties }) => [key, ...keys.map((column) => cell(properties[column.key]))]),
			),
		);
		const names = labels.split("\0").filter(Boolean).map(quote);
		script.push(`LOAD CSV WITH HEADERS FROM 'file:///${file}' AS row
CREATE (n${["Concept", ...names].map((name) => `:${name}`).join("")} {key: row.key})
SET ${sets("n", keys)};`);
	}
	for (const [i, [type, members]] of [...groupBy(relationships, (one) => one.type)].entries()) {
		const file = `relationships-${i + 1}.csv`;
		const keys = columnsOf(members.map(({ properties }) => properties));
		const rows = members.map(({ source, target, properties }) => [
			...[nodes[source]!.key, nodes[target]!.key],
			...keys.map((column) => cell(properties[column.key])),
		]);
		files.set(file, csv(["from", "to", ...keys.map(({ key }) => key)], rows));
		script.push(`LOAD CSV WITH HEADERS FROM 'file:///${file}' AS row
MATCH (a:Concept {key: row.from}), (b:Concept {key: row.to})
CREATE (a)-[r:${quote(type)}]->(b)
SET ${sets("r", keys)};`);
	}
	files.set("load.cypher", `${script.join("\n\n")}\n`);
	return files;
}

interface Column {
	readonly key: string;
	readonly type: "text" | "integer" | "float" | "boolean" | "list" | "json";
}

function columnsOf(all: readonly Properties[]): readonly Column[] {
	const types = new Map<string, Set<Column["type"]>>();
	for (const properties of all)
		for (const [key, value] of Object.entries(properties))
			types.set(key, (types.get(key) ?? new Set()).add(typeOf(value)));
	return (
		[...types]
			.sort(([a], [b]) => (a < b ? -1 : 1))
			// The columns that the table has anyway.
			.filter(([key]) => key !== "key" && key !== "from" && key !== "to")
			.map(([key, found]) => ({ key, type: found.size === 1 ? [...found][0]! : "json" }))
	);
}

function typeOf(value: Plain): Column["type"] {
	if (typeof value === "string") return "text";
	if (typeof value === "boolean") return "boolean";
	if (typeof value === "number") return Number.isInteger(value) ? "integer" : "float";
	return Array.isArray(value) && value.every((item) => typeof item === "string" && !item.includes(separator))
		? "list"
		: "json";
}

/** Between the items of a list: no text has it. */
const separator = "\u001f";

function cell(value: Plain | undefined): string {
	if (value === undefined || value === null) return "";
	if (typeof value === "string") return value;
	if (Array.isArray(value) && typeOf(value) === "list") return value.join(separator);
	return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function sets(variable: string, columns: readonly Column[]): string {
	const parts = columns.map(({ key, type }) => {
		const from = `row.${quote(key)}`;
		const value = {
			text: from,
			json: from,
			integer: `toInteger(${from})`,
			float: `toFloat(${from})`,
			boolean: `toBoolean(${from})`,
			list: `split(${from}, '\\u001f')`,
		}[type];
		return `${variable}.${quote(key)} = ${value}`;
	});
	return parts.length === 0 ? `${variable} += {}` : parts.join(", ");
}

export function quote(name: string): string {
	return `\`${name.replaceAll("`", "``")}\``;
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const one of all) {
		const group = groups.get(keyOf(one));
		if (group === undefined) groups.set(keyOf(one), [one]);
		else group.push(one);
	}
	return groups;
}

/** RFC 4180. */
function csv(head: readonly string[], rows: readonly (readonly string[])[]): string {
	return [head, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

function field(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
