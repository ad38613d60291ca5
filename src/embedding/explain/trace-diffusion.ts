import type { Floats } from "../../kernels/index.js";
import { degreeOf, joinLinks, neighborsOf, undirected } from "../graph/adjacency.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";
import type { Sender, Trace } from "./trace.js";

/**
 * For `diffuse`: one step, in which a node and its neighbours count 1/√(degree · degree), each with itself counted. The
 * sum is of the product with what `diffused` has of the other, less the mean of all.
 */
export function traceDiffusion(
	graph: AttributedGraph,
	{ rows, diffused, width, mean }: DiffusedRows,
	...[node, other]: [number, number]
): Trace {
	const nodes = graph.items + graph.groups;
	const adjacency = undirected(joinLinks(graph), nodes);
	const out = new Set(linksFrom(graph, node));
	const rowOf = (all: Floats, row: number) => Float64Array.from(all.subarray(row * width, (row + 1) * width));
	const toNode = (sender: number): number =>
		1 / Math.sqrt((1 + degreeOf(adjacency, node)) * (1 + degreeOf(adjacency, sender)));
	const target = rowOf(diffused, other);
	if (target.some((x) => x !== 0)) for (let k = 0; k < width; k++) target[k]! -= mean[k]!;
	const partOf = (sender: number): number => toNode(sender) * dot(rowOf(rows, sender), target);
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
	// What is heard is a sum, and the node's row is that of length 1: what is common is as much longer.
	const self = rowOf(diffused, node);
	const length = [node, ...neighborsOf(adjacency, node)].reduce(
		(sum, sender) => sum + toNode(sender) * dot(rowOf(rows, sender), self),
		0,
	);
	return {
		...{ beside: 0, heard, common: -length * dot(Float64Array.from(mean), target) },
		...{ steps: 1, partsOf: () => ({ own, senders }) },
	};
}

export interface DiffusedRows {
	/** What nodes say themselves, (nodes, width). */
	readonly rows: Floats;
	/** What `diffuse` makes of it. */
	readonly diffused: Floats;
	readonly width: number;
	/** What all notes say, (width). */
	readonly mean: Float32Array;
}

function dot(a: Float64Array, b: Float64Array): number {
	return a.reduce((sum, x, k) => sum + x * b[k]!, 0);
}

function linksFrom({ links }: AttributedGraph, item: number): number[] {
	const targets: number[] = [];
	for (let i = 0; i < links.length; i += 2) if (links[i] === item) targets.push(links[i + 1]!);
	return targets;
}
