import type { FlatGraph } from "./flat-graph.js";

/** For Graphviz: `notapse graph --format dot | sfdp -Tsvg`. Attributes that it does not know stay as they are. */
export function toDot(graph: FlatGraph): string {
	const lines = ["digraph vault {"];
	graph.forEachNode((id, concept) => {
		lines.push(`  ${quote(id)} [${attributes(concept)}];`);
	});
	graph.forEachEdge((_key, relation, source, target) => {
		lines.push(`  ${quote(source)} -> ${quote(target)} [${attributes(relation)}];`);
	});
	return `${[...lines, "}"].join("\n")}\n`;
}

function attributes(values: object): string {
	return Object.entries(values)
		.map(([name, value]) => `${name}=${typeof value === "number" ? value : quote(String(value))}`)
		.join(", ");
}

/** Inside quotes a backslash begins an escape (`\N` is the node's name), and a label's line break is `\n`. */
function quote(text: string): string {
	const escaped = text.replace(/[\\"]/g, "\\$&").replace(/\r\n|[\r\n]/g, "\\n");
	return `"${escaped}"`;
}
