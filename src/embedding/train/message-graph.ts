import {
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

/** The items, then the groups; `links` instead of the graph's own. Lies in the kernels' memory. */
export function messageGraph(
	kernels: Kernels,
	graph: AttributedGraph,
	links: Uint32Array,
	names: readonly RelationName[],
): Graph {
	const nodes = graph.items + graph.groups;
	const firsts = (pairs: Uint32Array) => pairs.filter((_, i) => i % 2 === 0);
	const seconds = (pairs: Uint32Array) => pairs.filter((_, i) => i % 2 === 1);
	const weighted = (entries: Entries) =>
		relation(normalizeSymmetric(kernels, csrFromEntries(kernels, nodes, nodes, entries)), { kernels });
	const hears = (rows: Uint32Array, columns: Uint32Array) =>
		relation(normalizeSymmetric(kernels, csrFromEntries(kernels, nodes, nodes, { rows, columns })), {
			kernels,
		});
	const all: Record<RelationName, () => Relation> = {
		link: () => hears(firsts(links), seconds(links)),
		backlink: () => hears(seconds(links), firsts(links)),
		mention: () => weighted(mentionEntries(graph)),
		mentioned: () => inverse(weighted(mentionEntries(graph))),
		member: () => {
			const pairs = groupPairs(graph);
			return hears(firsts(pairs), seconds(pairs));
		},
	};
	return { nodes, relations: Object.fromEntries(names.map((name) => [name, all[name]()])) };
}

/** Memberships and what is above a group, both ways, as pairs of rows. */
function groupPairs({ items, memberships, parents }: AttributedGraph): Uint32Array {
	const rows = [
		...memberships.map((end, i) => (i % 2 === 0 ? end : items + end)),
		...parents.map((end) => items + end),
	];
	const other = (i: number) => rows[i ^ 1]!;
	return Uint32Array.from([...rows, ...rows.map((_, i) => other(i))]);
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
