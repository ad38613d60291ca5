import type { Floats } from "../../kernels/index.js";
import { degreeOf, joinLinks, neighborsOf, undirected } from "../graph/adjacency.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";
import type { Sender, Trace } from "./trace.js";

/** For `diffuse`: one step, in which a node and its neighbours count 1/√(degree · degree), each with itself counted. */
export function traceDiffusion(
	graph: AttributedGraph,
	{ rows, width }: { readonly rows: Floats; readonly width: number },
	node: number,
	target: Floats,
): Trace {
	const nodes = graph.items + graph.groups;
	const adjacency = undirected(joinLinks(graph), nodes);
	const out = new Set(linksFrom(graph, node));
	const partOf = (other: number): number => {
		let sum = 0;
		for (let k = 0; k < width; k++) sum += rows[other * width + k]! * target[k]!;
		return sum / Math.sqrt((1 + degreeOf(adjacency, node)) * (1 + degreeOf(adjacency, other)));
	};
	const senders = Array.from(neighborsOf(adjacency, node), (other): Sender => {
		const isGroup = other >= graph.items || node >= graph.items;
		return {
			node: other,
			over: isGroup ? "member" : out.has(other) ? "link" : "backlink",
			value: partOf(other),
		};
	});
	const own = partOf(node);
	const heard = senders.reduce((sum, { value }) => sum + value, own);
	return { beside: 0, heard, steps: 1, partsOf: () => ({ own, senders }) };
}

function linksFrom({ links }: AttributedGraph, item: number): number[] {
	const targets: number[] = [];
	for (let i = 0; i < links.length; i += 2) if (links[i] === item) targets.push(links[i + 1]!);
	return targets;
}
