import {
	type GraphStore,
	NodeValue,
	PathValue,
	type QueryResult,
	RelationshipValue,
	toPlain,
	type Value,
} from "../query/index.js";
import { harmlessJson } from "./cells.js";
import { inWords, nameOf } from "./result-values.js";

/** Formats for other programs than a terminal. */
export const resultFormats = ["json", "ndjson", "csv", "md", "dot", "graphml"] as const;

export type ResultFormat = (typeof resultFormats)[number];

export function formatResult(result: QueryResult, store: GraphStore, format: ResultFormat): string {
	switch (format) {
		case "json":
			return harmlessJson(records(result, store));
		case "ndjson":
			return records(result, store)
				.map((record) => harmlessJson(record))
				.join("\n");
		case "csv":
			return csv(result, store);
		case "md":
			return markdown(result, store);
		case "dot":
			return dot(subgraph(result, store), store);
		case "graphml":
			return graphml(subgraph(result, store), store);
	}
}

function records({ columns, rows }: QueryResult, store: GraphStore): object[] {
	return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, toPlain(row[i]!, store)])));
}

/** Nodes are told by their titles, what is nested as JSON. */
function csv({ columns, rows }: QueryResult, store: GraphStore): string {
	const cell = (value: Value) =>
		typeof value === "string"
			? value
			: isNested(value)
				? harmlessJson(toPlain(value, store))
				: inWords(value, store);
	return csvLines([columns, ...rows.map((row) => row.map(cell))]);
}

/** RFC 4180. */
export function csvLines(rows: readonly (readonly string[])[]): string {
	const field = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return rows.map((row) => row.map(field).join(",")).join("\r\n");
}

function isNested(value: Value): boolean {
	return Array.isArray(value) || value instanceof Map;
}

function markdown({ columns, rows }: QueryResult, store: GraphStore): string {
	const texts = rows.map((row) => row.map((value) => inWords(value, store)));
	return markdownTable([columns, ...texts]).join("\n");
}

/** @param rows the heads of the columns first */
export function markdownTable([heads = [], ...rows]: readonly (readonly string[])[]): string[] {
	const line = (texts: readonly string[]) => `| ${texts.map(markdownCell).join(" | ")} |`;
	return [line(heads), `|${heads.map(() => " --- |").join("")}`, ...rows.map(line)];
}

export function markdownCell(text: string): string {
	return text.replace(/[\\|`*_[\]<>#]/g, "\\$&").replace(/\s+/g, " ");
}

interface Subgraph {
	readonly nodes: ReadonlySet<number>;
	readonly relationships: ReadonlySet<number>;
}

/** Every node and relationship of a result, and the ends of the relationships. */
function subgraph({ rows }: QueryResult, store: GraphStore): Subgraph {
	const nodes = new Set<number>();
	const relationships = new Set<number>();
	const gather = (value: Value): void => {
		if (value instanceof NodeValue) nodes.add(value.id);
		else if (value instanceof RelationshipValue) {
			relationships.add(value.id);
			nodes.add(store.source(value.id)).add(store.target(value.id));
		} else if (value instanceof PathValue) {
			for (const node of value.nodes) nodes.add(node);
			for (const id of value.relationships) relationships.add(id);
		} else if (Array.isArray(value)) value.forEach(gather);
		else if (value instanceof Map) (value as ReadonlyMap<string, Value>).forEach(gather);
	};
	for (const row of rows) row.forEach(gather);
	return { nodes, relationships };
}

function dot({ nodes, relationships }: Subgraph, store: GraphStore): string {
	const quoted = (text: string) => `"${text.replace(/[\\"]/g, "\\$&")}"`;
	return [
		"digraph {",
		...ascending(nodes).map((node) => `  n${node} [label=${quoted(nameOf(node, store))}];`),
		...ascending(relationships).map(
			(id) =>
				`  n${store.source(id)} -> n${store.target(id)} [label=${quoted(inWords(new RelationshipValue(id), store))}];`,
		),
		"}",
	].join("\n");
}

function graphml({ nodes, relationships }: Subgraph, store: GraphStore): string {
	const text = (value: string) =>
		value
			.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd")
			.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
	const data = (key: string, value: string) => `<data key="${key}">${text(value)}</data>`;
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
		'  <key id="label" for="node" attr.name="label" attr.type="string"/>',
		'  <key id="labels" for="node" attr.name="labels" attr.type="string"/>',
		'  <key id="path" for="node" attr.name="path" attr.type="string"/>',
		'  <key id="type" for="edge" attr.name="type" attr.type="string"/>',
		'  <graph edgedefault="directed">',
		...ascending(nodes).map((node) => {
			const path = store.nodeValue(node, "path");
			const labels = store.labelsOf(node).map((label) => `:${label}`);
			const shown = [data("label", nameOf(node, store)), data("labels", labels.join(""))];
			if (typeof path === "string") shown.push(data("path", path));
			return `    <node id="n${node}">${shown.join("")}</node>`;
		}),
		...ascending(relationships).map(
			(id) =>
				`    <edge id="e${id}" source="n${store.source(id)}" target="n${store.target(id)}">${data("type", store.typeName(id))}</edge>`,
		),
		"  </graph>",
		"</graphml>",
	].join("\n");
}

function ascending(ids: ReadonlySet<number>): number[] {
	return [...ids].sort((a, b) => a - b);
}
