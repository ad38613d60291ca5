/**
 * Tables in Parquet: `entities` and `relationships` with the columns of GraphRAG, `vertices` and `edges` with those of
 * Spark's GraphFrames.
 */
import { parquetWriteBuffer } from "hyparquet-writer";
import { isConcept, type PlainGraph, type PlainNode } from "./plain-graph.js";

export type Files = ReadonlyMap<string, string | Uint8Array>;

export function toParquetFiles(graph: PlainGraph): Files {
	return new Map([...graphRag(graph), ...graphFrames(graph)]);
}

/** GraphRAG knows entities by their titles: those that several have are told apart. */
function graphRag({ nodes, relationships }: PlainGraph): [string, Uint8Array][] {
	const names = uniqueTitles(nodes);
	const concepts = [...nodes.keys()].filter((node) => isConcept(nodes[node]!));
	const degrees = new Uint32Array(nodes.length);
	const pairs = new Map<string, { source: number; target: number; weight: number; said: Set<string> }>();
	for (const { source, target, type, sentence } of relationships) {
		if (!isConcept(nodes[source]!) || !isConcept(nodes[target]!)) continue;
		const name = `${source} ${target}`;
		const pair = pairs.get(name) ?? { source, target, weight: 0, said: new Set<string>() };
		pairs.set(name, pair);
		pair.weight++;
		pair.said.add(sentence ?? type);
	}
	for (const { source, target } of pairs.values()) {
		degrees[source]!++;
		degrees[target]!++;
	}
	const all = [...pairs.values()];
	return [
		[
			"entities.parquet",
			table([
				text(
					"id",
					concepts.map((node) => nodes[node]!.key),
				),
				integer(
					"human_readable_id",
					concepts.map((_, i) => i),
				),
				text(
					"title",
					concepts.map((node) => names[node]!),
				),
				text(
					"type",
					concepts.map((node) => nodes[node]!.labels[0] ?? ""),
				),
				text(
					"description",
					concepts.map((node) => textOf(nodes[node]!.properties.excerpt) ?? nodes[node]!.title),
				),
				texts(
					"text_unit_ids",
					concepts.map((node) => listOf(nodes[node]!.properties.path)),
				),
				integer(
					"frequency",
					concepts.map((node) => Math.max(1, degrees[node]!)),
				),
				integer(
					"degree",
					concepts.map((node) => degrees[node]!),
				),
			]),
		],
		[
			"relationships.parquet",
			table([
				text(
					"id",
					all.map(({ source, target }) => `${nodes[source]!.key} → ${nodes[target]!.key}`),
				),
				integer(
					"human_readable_id",
					all.map((_, i) => i),
				),
				text(
					"source",
					all.map(({ source }) => names[source]!),
				),
				text(
					"target",
					all.map(({ target }) => names[target]!),
				),
				text(
					"description",
					all.map(({ said }) => [...said].join("\n")),
				),
				float(
					"weight",
					all.map(({ weight }) => weight),
				),
				integer(
					"combined_degree",
					all.map(({ source, target }) => degrees[source]! + degrees[target]!),
				),
				texts(
					"text_unit_ids",
					all.map(({ source }) => listOf(nodes[source]!.properties.path)),
				),
			]),
		],
	];
}

function graphFrames({ nodes, relationships }: PlainGraph): [string, Uint8Array][] {
	return [
		[
			"vertices.parquet",
			table([
				text(
					"id",
					nodes.map(({ key }) => key),
				),
				texts(
					"labels",
					nodes.map(({ labels }) => labels),
				),
				text(
					"title",
					nodes.map(({ title }) => title),
				),
				text(
					"path",
					nodes.map(({ properties }) => textOf(properties.path)),
				),
				text(
					"properties",
					nodes.map(({ properties }) => JSON.stringify(properties)),
				),
			]),
		],
		[
			"edges.parquet",
			table([
				text(
					"src",
					relationships.map(({ source }) => nodes[source]!.key),
				),
				text(
					"dst",
					relationships.map(({ target }) => nodes[target]!.key),
				),
				text(
					"relationship",
					relationships.map(({ type }) => type),
				),
				text(
					"sentence",
					relationships.map(({ sentence }) => sentence ?? null),
				),
				text(
					"properties",
					relationships.map(({ properties }) => JSON.stringify(properties)),
				),
			]),
		],
	];
}

function uniqueTitles(nodes: readonly PlainNode[]): string[] {
	const counts = new Map<string, number>();
	for (const node of nodes) if (isConcept(node)) counts.set(node.title, (counts.get(node.title) ?? 0) + 1);
	return nodes.map(({ title, key }) =>
		(counts.get(title) ?? 0) > 1 ? `${title} (${key.replace(/^\w+ /, "")})` : title,
	);
}

function textOf(value: unknown): string | null {
	return typeof value === "string" ? value : null;
}

function listOf(value: unknown): readonly string[] {
	return typeof value === "string" ? [value] : [];
}

interface Column {
	readonly name: string;
	readonly data: unknown[];
	readonly schema: NonNullable<Parameters<typeof parquetWriteBuffer>[0]["schema"]>;
}

function text(name: string, data: readonly (string | null)[]): Column {
	return {
		...{ name, data: [...data] },
		schema: [{ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" }],
	};
}

function integer(name: string, data: readonly number[]): Column {
	return {
		...{ name, data: data.map(BigInt) },
		schema: [{ name, type: "INT64", repetition_type: "REQUIRED" }],
	};
}

function float(name: string, data: readonly number[]): Column {
	return { ...{ name, data: [...data] }, schema: [{ name, type: "DOUBLE", repetition_type: "REQUIRED" }] };
}

function texts(name: string, data: readonly (readonly string[])[]): Column {
	return {
		...{ name, data: data.map((list) => [...list]) },
		schema: [
			{ name, repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST" },
			{ name: "list", repetition_type: "REPEATED", num_children: 1 },
			{ name: "element", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
		],
	};
}

function table(columns: readonly Column[]): Uint8Array {
	const buffer = parquetWriteBuffer({
		columnData: columns.map(({ name, data }) => ({ name, data })),
		schema: [{ name: "root", num_children: columns.length }, ...columns.flatMap(({ schema }) => schema)],
		createdBy: "notapse",
	});
	return new Uint8Array(buffer);
}
