import type { FlatGraph } from "./flat-graph.js";

/** One line for each edge, quoted as RFC 4180 says. Concepts without edges do not appear. */
export function toCsv(graph: FlatGraph): string {
	const lines = ["source,target,kind,property,line"];
	graph.forEachEdge((_key, { kind, property, line }, source, target) => {
		lines.push([source, target, kind, property ?? "", String(line ?? "")].map(cell).join(","));
	});
	return `${lines.join("\n")}\n`;
}

/** What a spreadsheet would run as a formula is marked as text by an apostrophe. */
function cell(text: string): string {
	const inert = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
	return /[",\n\r]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
