/** What the network has learned, as far as the search index has it: the vectors of pages, in bytes. */
import { gnnNearest, NodeValue, nearest, type Procedure, problem, type Similarity } from "../query/index.js";
import type { SiteGraph } from "./site-graph.js";

export interface Vectors {
	/** (pages, dimension) */
	readonly rows: Int8Array;
	/** Their addresses, from the site's root. Not all are of notes: the index also finds bases. */
	readonly pages: readonly string[];
	readonly dimension: number;
}

/** The row of each node, -1 for those that are no page. */
function rowsOf({ store, hrefOf }: SiteGraph, pages: readonly string[]): Int32Array {
	const known = new Map(pages.map((href, row) => [href, row]));
	return Int32Array.from({ length: store.nodes }, (_, node) => {
		const isPage = store.labelsOf(node).some((label) => label === "Note" || label === "Canvas");
		const href = isPage ? hrefOf(node) : undefined;
		return href === undefined ? -1 : (known.get(href) ?? -1);
	});
}

/** The cosine of two pages' vectors, rounded as they are; null for what has none. */
export function similarityIn(graph: SiteGraph, { rows, pages, dimension: d }: Vectors): Similarity {
	const rowOf = rowsOf(graph, pages);
	const lengths = Float64Array.from({ length: Math.floor(rows.length / d) }, (_, row) =>
		Math.sqrt(dot(rows, row * d, row * d, d)),
	);
	return (a, b) => {
		const [i, j] = [rowOf[a] ?? -1, rowOf[b] ?? -1];
		const length = i < 0 || j < 0 ? 0 : (lengths[i] ?? 0) * (lengths[j] ?? 0);
		return length === 0 ? null : Math.max(-1, Math.min(1, dot(rows, i * d, j * d, d) / length));
	};
}

function dot(rows: Int8Array, a: number, b: number, d: number): number {
	let sum = 0;
	for (let k = 0; k < d; k++) sum += rows[a + k]! * rows[b + k]!;
	return sum;
}

/** @param similarity asked when the procedure is called */
export function panelProcedures(similarity: () => Similarity | undefined): readonly Procedure[] {
	return [
		{
			...gnnNearest,
			about: "The notes whose vectors are nearest to one's, best first.",
			call: ([node, count], { store, spend }) => {
				const known = similarity();
				if (known === undefined)
					throw problem("This site was made without a network: nothing is known to be near.");
				if (!(node instanceof NodeValue) || typeof count !== "number") return [];
				spend(store.nodes);
				return nearest(node.id, count, store.nodes, known);
			},
		},
		elsewhere("gnn.communities", [], ["name", "terms", "members"]),
		elsewhere("text.search", ["words"], ["node", "score", "line", "excerpt"]),
	];
}

/** What takes the texts or the map: a page does not have them. */
function elsewhere(name: string, args: readonly string[], results: readonly string[]): Procedure {
	return {
		name,
		about: "On the command line only.",
		arguments: args.map((name) => ({ name, type: "ANY?" })),
		results: results.map((name) => ({ name, type: "ANY?" })),
		call: () => {
			throw problem(
				`${name}() is answered on the command line: this page has the graph, and not what that takes.`,
			);
		},
	};
}
