import {
	type Csr,
	csrFromEntries,
	type Entries,
	elementary,
	type Kernels,
	normalizeSymmetric,
} from "../../kernels/index.js";
import { type Graph, inverse, type Relation, relation, type Tensor, wrap } from "../../network/index.js";
import { degreeOf, undirected } from "../graph/adjacency.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";

/**
 * Over what messages go: an item hears those that it links to (`link`) and those that link to it (`backlink`); items and
 * their groups hear each other, and so do groups and what is above them (`member`); an item hears those that its text
 * names without a link (`mention`) and those whose text names it (`mentioned`).
 */
export type RelationName = "link" | "backlink" | "member" | "mention" | "mentioned";

export function relationNames({ groups, mentions }: AttributedGraph): readonly RelationName[] {
	return [
		"link",
		"backlink",
		...(groups > 0 ? (["member"] as const) : []),
		...(mentions.columns.length > 0 ? (["mention", "mentioned"] as const) : []),
	];
}

/**
 * Over what messages go among the items, then the groups, for any choice of the graph's links (sorted, as they are).
 * Everything lies in the kernels' memory; what does not depend on the choice is made once.
 */
export function messagesOver(
	kernels: Kernels,
	graph: AttributedGraph,
	names: readonly RelationName[],
): (links: Uint32Array) => Graph {
	const member = names.includes("member") && memberRelation(kernels, graph);
	const mention = names.includes("mention") && mentionRelation(kernels, graph);
	return (links) => graphOf(graph, linkRelation(kernels, graph, links), member, mention);
}

/** For the links that the graph has. What is made of the same arrays as an earlier one is taken from there. */
export function messageGraph(
	kernels: Kernels,
	graph: AttributedGraph,
	names: readonly RelationName[],
	earlier?: Earlier,
): Graph {
	const before = (...parts: readonly ("links" | "memberships" | "parents" | "mentions")[]) =>
		parts.every((part) => earlier?.graph[part] === graph[part]) ? earlier?.messages.relations : undefined;
	const link = before("links")?.link ?? linkRelation(kernels, graph, graph.links);
	const member =
		names.includes("member") && (before("memberships", "parents")?.member ?? memberRelation(kernels, graph));
	const mention =
		names.includes("mention") && (before("mentions")?.mention ?? mentionRelation(kernels, graph));
	return graphOf(graph, link, member, mention);
}

/** What a graph was before, and its messages. */
export interface Earlier {
	readonly graph: AttributedGraph;
	readonly messages: Graph;
}

function graphOf(
	{ items, groups }: AttributedGraph,
	...[link, member, mention]: [Relation, Relation | false, Relation | false]
): Graph {
	return {
		nodes: items + groups,
		relations: {
			...{ link, backlink: inverse(link) },
			...(member && { member }),
			...(mention && { mention, mentioned: inverse(mention) }),
		},
	};
}

function linkRelation(kernels: Kernels, { items, groups }: AttributedGraph, links: Uint32Array): Relation {
	return weighted(kernels, matrixOf(kernels, links, items + groups));
}

function memberRelation(kernels: Kernels, graph: AttributedGraph): Relation {
	const nodes = graph.items + graph.groups;
	return weighted(kernels, csrFromEntries(kernels, nodes, nodes, groupEntries(graph)));
}

function mentionRelation(kernels: Kernels, graph: AttributedGraph): Relation {
	const nodes = graph.items + graph.groups;
	return weighted(kernels, csrFromEntries(kernels, nodes, nodes, mentionEntries(graph)));
}

function weighted(kernels: Kernels, matrix: Csr): Relation {
	return relation(normalizeSymmetric(kernels, matrix), { kernels });
}

/** Row u has the targets of u's links, which are sorted. */
function matrixOf(kernels: Kernels, links: Uint32Array, nodes: number): Csr {
	const count = links.length / 2;
	const [offsets, columns, weights] = [
		kernels.indices(nodes + 1),
		kernels.indices(count),
		kernels.floats(count),
	];
	for (let i = 0; i < count; i++) {
		offsets[links[2 * i]! + 1]!++;
		columns[i] = links[2 * i + 1]!;
	}
	for (let node = 0; node < nodes; node++) offsets[node + 1]! += offsets[node]!;
	return { rows: nodes, width: nodes, offsets, columns, weights: weights.fill(1, 0, count) };
}

/** Memberships and what is above a group, both ways. */
function groupEntries({ items, memberships, parents }: AttributedGraph): Entries {
	const ends = new Uint32Array(memberships.length + parents.length);
	memberships.forEach((end, i) => {
		ends[i] = i % 2 === 0 ? end : items + end;
	});
	parents.forEach((end, i) => {
		ends[memberships.length + i] = items + end;
	});
	const others = ends.map((_, i) => ends[i ^ 1]!);
	return { rows: ends, columns: others };
}

/** (items, 1): ln(1 + with how many others an item is linked). */
export function logDegrees(kernels: Kernels, links: Uint32Array, items: number): Tensor {
	const adjacency = undirected(links, items);
	const column = kernels.floats(items);
	for (let item = 0; item < items; item++) column[item] = elementary.log(1 + degreeOf(adjacency, item));
	return wrap(column, [items, 1], kernels);
}

function mentionEntries({ mentions, items }: AttributedGraph): Entries {
	const rows = new Uint32Array(mentions.columns.length);
	for (let item = 0; item < items; item++)
		rows.fill(item, mentions.offsets[item], mentions.offsets[item + 1]);
	return {
		rows,
		columns: mentions.columns,
		weights: Float64Array.from(mentions.weights, (x) => elementary.log(1 + x)),
	};
}
