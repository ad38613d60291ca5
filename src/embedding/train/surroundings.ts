import { type Csr, elementary, transposeCsr } from "../../kernels/index.js";
import { type Adjacency, adjacencyOf, degreeOf, joinLinks, undirected } from "../graph/adjacency.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";
import { FolderAffinity } from "./folder-affinity.js";
import { everyone } from "./guess-links.js";
import { ThreeSteps } from "./three-steps.js";
import { WalkFrom } from "./walk-from.js";

/** What pair features know of links, groups and folders. */
export interface Surroundings {
	readonly links: Adjacency;
	readonly groups: Adjacency;
	readonly walk: WalkFrom;
	readonly steps: ThreeSteps;
	readonly affinity: FolderAffinity;
	/** What a shared neighbour, and a shared group, tells. */
	readonly neighborTells: Float64Array;
	readonly groupTells: Float64Array;
	/** ln(1 + with how many each item is linked) */
	readonly popular: Float64Array;
	/** ln(1 + how many link to each item), and ln(1 + to how many it links). */
	readonly cited: Float64Array;
	readonly citing: Float64Array;
}

/** Known already if the links and memberships are those of an earlier graph, the same arrays. */
export function surroundingsOf(graph: AttributedGraph): Surroundings {
	const known = made.get(graph.links);
	if (known !== undefined && sameBesides(known.graph, graph)) return known.around;
	const around = look(graph);
	made.set(graph.links, { graph, around });
	return around;
}

/** Who names whom, from those that are named. Known already if the mentions are the same matrix. */
export function namedBy({ mentions }: AttributedGraph): Csr {
	const known = turned.get(mentions) ?? transposeCsr(plainMemory, mentions);
	turned.set(mentions, known);
	return known;
}

const turned = new WeakMap<Csr, Csr>();

const plainMemory = {
	floats: (length: number) => new Float32Array(length),
	indices: (length: number) => new Uint32Array(length),
};

const made = new WeakMap<Uint32Array, { readonly graph: AttributedGraph; readonly around: Surroundings }>();

function sameBesides(a: AttributedGraph, b: AttributedGraph): boolean {
	return (["items", "groups", "memberships", "parents", "folders"] as const).every(
		(part) => a[part] === b[part],
	);
}

function look(graph: AttributedGraph): Surroundings {
	const links = undirected(graph.links, graph.items);
	const degrees = Float64Array.from(everyone(graph.items), (i) => degreeOf(links, i));
	return {
		links,
		groups: adjacencyOf(graph.memberships, graph.items),
		walk: new WalkFrom(undirected(joinLinks(graph), graph.items + graph.groups)),
		steps: new ThreeSteps(links),
		affinity: new FolderAffinity(graph),
		neighborTells: degrees.map((degree) => 1 / elementary.log(1 + Math.max(1.5, degree))),
		groupTells: groupTells(graph),
		popular: degrees.map((degree) => elementary.log(1 + degree)),
		cited: countEnds(graph, 1).map((count) => elementary.log(1 + count)),
		citing: countEnds(graph, 0).map((count) => elementary.log(1 + count)),
	};
}

/** How often each item is the source (0) or the target (1) of a link. */
function countEnds({ links, items }: AttributedGraph, end: 0 | 1): Float64Array {
	const counts = new Float64Array(items);
	for (let i = end; i < links.length; i += 2) counts[links[i]!]!++;
	return counts;
}

function groupTells({ items, groups, memberships }: AttributedGraph): Float64Array {
	const sizes = new Uint32Array(groups);
	for (let i = 1; i < memberships.length; i += 2) sizes[memberships[i]!]!++;
	return Float64Array.from(sizes, (size) => elementary.log(items / Math.max(1, size)));
}
