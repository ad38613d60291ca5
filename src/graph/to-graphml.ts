import type { FlatGraph } from "./flat-graph.js";

const keys = {
	node: { label: "string", kind: "string", path: "string", tags: "string", aliases: "string" },
	edge: { kind: "string", property: "string", line: "int" },
} as const;

/** http://graphml.graphdrawing.org/primer/graphml-primer.html; ids are the graph's own, as in other formats. */
export function toGraphml(graph: FlatGraph): string {
	const lines = [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
		...(["node", "edge"] as const).flatMap((element) =>
			Object.entries(keys[element]).map(
				([name, type]) =>
					`  <key id="${element}-${name}" for="${element}" attr.name="${name}" attr.type="${type}"/>`,
			),
		),
		'  <graph edgedefault="directed">',
	];
	graph.forEachNode((id, concept) => {
		lines.push(`    <node id="${escapeXml(id)}">${data("node", concept)}</node>`);
	});
	graph.forEachEdge((key, relation, source, target) => {
		const ends = `source="${escapeXml(source)}" target="${escapeXml(target)}"`;
		lines.push(`    <edge id="${escapeXml(key)}" ${ends}>${data("edge", relation)}</edge>`);
	});
	return `${[...lines, "  </graph>", "</graphml>"].join("\n")}\n`;
}

function data(element: "node" | "edge", attributes: object): string {
	const values = new Map<string, unknown>(Object.entries(attributes));
	return Object.keys(keys[element])
		.filter((name) => values.has(name))
		.map((name) => `<data key="${element}-${name}">${escapeXml(String(values.get(name)))}</data>`)
		.join("");
}

/** Line breaks and tabs, too: a parser would read them as blanks in an attribute. */
function escapeXml(text: string): string {
	const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
	return text.replace(/[&<>"\t\n\r]/g, (char) => entities[char] ?? `&#${char.charCodeAt(0)};`);
}
