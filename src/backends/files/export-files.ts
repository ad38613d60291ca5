import type { GraphContents } from "../contents.js";
import { toPlainGraph } from "./plain-graph.js";
import type { Files } from "./to-parquet.js";
import type { RdfOptions } from "./to-rdf.js";

export type ExportKind = "parquet" | "turtle" | "jsonld" | "csv";

/** Files for other engines, by name. */
export async function exportFiles(
	contents: GraphContents,
	kind: ExportKind,
	options: RdfOptions = {},
): Promise<Files> {
	const graph = toPlainGraph(contents);
	switch (kind) {
		case "parquet":
			return (await import("./to-parquet.js")).toParquetFiles(graph);
		case "turtle":
			return new Map([["graph.ttl", (await import("./to-rdf.js")).toTurtle(graph, options)]]);
		case "jsonld":
			return new Map([["graph.jsonld", (await import("./to-rdf.js")).toJsonLd(graph, options)]]);
		case "csv":
			return (await import("./to-cypher-csv.js")).toCypherFiles(graph);
	}
}
