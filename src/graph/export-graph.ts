import writeGexf from "graphology-gexf/common/writer.js";
import type { ConceptGraph } from "../model/index.js";
import { flatten } from "./flat-graph.js";
import { toCsv } from "./to-csv.js";
import { toDot } from "./to-dot.js";
import { toGraphml } from "./to-graphml.js";

/** In the order in which they are offered. */
export const graphFormats = ["json", "graphml", "gexf", "dot", "csv"] as const;
export type GraphFormat = (typeof graphFormats)[number];

/**
 * The graph as a file for other programs. JSON is graphology's own serialisation (`Graph.from` reads it back),
 * GEXF its own writer; graphology-graphml can only read, so GraphML is written here, as are DOT and CSV.
 */
export function exportGraph({ graph }: ConceptGraph, format: GraphFormat): string {
	switch (format) {
		case "json":
			return `${JSON.stringify(graph.export(), null, "\t")}\n`;
		case "gexf":
			return `${writeGexf(flatten(graph), { version: "1.3" })}\n`;
		case "graphml":
			return toGraphml(flatten(graph));
		case "dot":
			return toDot(flatten(graph));
		case "csv":
			return toCsv(flatten(graph));
	}
}
