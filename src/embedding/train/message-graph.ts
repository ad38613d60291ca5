import { type Csr, csrFromEntries, type Floats, type Kernels, nearestRows, none, normalizeSymmetric } from "../../kernels/index.js";
import { type Graph, relation } from "../../network/index.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";

/**
 * Over what messages go: an item hears those that it links to and those that link to it, items and groups hear each
 * other, and an item that has neither link nor group hears those whose text is nearest.
 */
export const relationNames = ["link", "backlink", "member", "near"] as const;
export type RelationName = (typeof relationNames)[number];

/** How many an item without links hears. */
const nearCount = 8;

export interface MessageGraph extends Graph {
	/** (items): with how many other items each is linked. */
	readonly degrees: Uint32Array;
}

/** `links` instead of the graph's own; relations without an edge are left out. Lies in the kernels' memory. */
export function messageGraph(
	kernels: Kernels,
	graph: AttributedGraph,
	links: Uint32Array,
	near?: Csr,
): MessageGraph {
	const nodes = graph.items + graph.groups;
	const from = links.filter((_, i) => i % 2 === 0);
	const to = links.filter((_, i) => i % 2 === 1);
	const of = (rows: ArrayLike<number>, columns: ArrayLike<number>) =>
		normalizeSymmetric(kernels, csrFromEntries(kernels, nodes, nodes, { rows, columns }));
	const members = membershipEnds(graph);
	const all: Record<RelationName, Csr | undefined> = {
		link: of(from, to),
		backlink: of(to, from),
		member: of(members.rows, members.columns),
		near,
	};
	const relations: Record<string, ReturnType<typeof relation>> = {};
	for (const name of relationNames) {
		const arriving = all[name];
		if (arriving !== undefined && arriving.offsets[nodes]! > 0) relations[name] = relation(arriving, { kernels });
	}
	return { nodes, relations, degrees: degreesOf(from, to, graph.items) };
}

/** Memberships and what is above a group, both ways. */
function membershipEnds({ items, memberships, parents }: AttributedGraph): Record<"rows" | "columns", number[]> {
	const [rows, columns]: [number[], number[]] = [[], []];
	const add = (a: number, b: number) => {
		rows.push(a, b);
		columns.push(b, a);
	};
	for (let i = 0; i < memberships.length; i += 2) add(memberships[i]!, items + memberships[i + 1]!);
	for (let i = 0; i < parents.length; i += 2) add(items + parents[i]!, items + parents[i + 1]!);
	return { rows, columns };
}

/** Whoever is linked in both directions counts once. */
function degreesOf(from: Uint32Array, to: Uint32Array, items: number): Uint32Array {
	const degrees = new Uint32Array(items);
	const seen = new Set<number>();
	from.forEach((a, i) => {
		const b = to[i]!;
		const key = Math.min(a, b) * items + Math.max(a, b);
		if (seen.has(key)) return;
		seen.add(key);
		degrees[a]!++;
		degrees[b]!++;
	});
	return degrees;
}

/** Row v: whom the items without link and group hear, each as much as the others. `texts` (items, d). */
export function nearTexts(kernels: Kernels, graph: AttributedGraph, texts: Floats, d: number): Csr | undefined {
	const lonely = lonelyItems(graph);
	if (lonely.length === 0 || lonely.length === graph.items) return undefined;
	const mark = kernels.mark();
	const queries = kernels.floats(lonely.length * d);
	kernels.gatherRows(queries, texts, lonely, lonely.length, d);
	const k = nearCount + 1; // itself is among them
	const nearest = nearestRows(kernels, texts, graph.items, d, k, { queries, count: lonely.length });
	kernels.reset(mark);
	const [rows, columns, weights]: [number[], number[], number[]] = [[], [], []];
	lonely.forEach((item, i) => {
		const found = [...nearest.indices.subarray(i * k, (i + 1) * k)].filter(
			(other, j) => other !== item && other !== none && nearest.scores[i * k + j]! > 0,
		);
		for (const other of found.slice(0, nearCount)) {
			rows.push(item);
			columns.push(other);
			weights.push(1 / Math.min(nearCount, found.length));
		}
	});
	const nodes = graph.items + graph.groups;
	return csrFromEntries(kernels, nodes, nodes, { rows, columns, weights });
}

function lonelyItems({ items, links, memberships }: AttributedGraph): Uint32Array {
	const alone = new Uint8Array(items).fill(1);
	for (const item of links) alone[item] = 0;
	for (let i = 0; i < memberships.length; i += 2) alone[memberships[i]!] = 0;
	return Uint32Array.from({ length: items }, (_, i) => i).filter((item) => alone[item] === 1);
}
