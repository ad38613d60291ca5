import { type Csr, elementary, type Floats, transposeCsr } from "../../kernels/index.js";
import {
	type Adjacency,
	adjacencyOf,
	degreeOf,
	joinLinks,
	neighborsOf,
	undirected,
} from "../graph/adjacency.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";
import { FolderAffinity } from "./folder-affinity.js";
import { WalkFrom } from "./walk-from.js";

/**
 * What may speak for a link from one item to another:
 *
 *     text       cosine of the tf-idf vectors
 *     titles     cosine of the names' vectors
 *     says       cosine of the one's text and the other's name, and
 *     said       of the one's name and the other's text
 *     diffusion  cosine of the texts after one step of diffusion
 *     neighbors  shared neighbours, as Adamic and Adar count them
 *     walk       how often a walk from the one that restarts there is at the other
 *     popular    with how many the other is linked
 *     names      how often the one names the other without a link, and
 *     named      the other the one
 *     folder     whether they lie in the same one, and
 *     folders    how much more often than by chance items of these two folders are linked
 *     groups     shared tags and such, the small ones most
 *     network    what the network says
 */
export const featureNames = [
	"text",
	"titles",
	"says",
	"said",
	"diffusion",
	"neighbors",
	"walk",
	"popular",
	"names",
	"named",
	"folder",
	"folders",
	"groups",
	"network",
] as const;
export type FeatureName = (typeof featureNames)[number];
export const featureCount = featureNames.length;

export interface FeatureSources {
	readonly graph: AttributedGraph;
	/** (items, width): texts after diffusion, rows of length 1. */
	readonly diffused: Floats;
	readonly width: number;
	/** What the network says of an item and some others; nothing is a network that says 0 of all. */
	readonly network?: (item: number, others: Uint32Array, out: Float64Array) => void;
}

/** Computes features from one item to many. Whatever is known of the one is spread out first, and then looked up. */
export class PairFeatures {
	readonly #sources: FeatureSources;
	readonly #links: Adjacency;
	readonly #groups: Adjacency;
	readonly #walk: WalkFrom;
	readonly #affinity: FolderAffinity;
	readonly #named: AttributedGraph["mentions"];
	/** What a shared neighbour, and a shared group, tells. */
	readonly #neighborTells: Float64Array;
	readonly #groupTells: Float64Array;
	/** For items without names. */
	readonly #nothing: Csr;
	readonly #terms: Float32Array;
	readonly #onNode: Float64Array;
	#network = new Float64Array(0);

	constructor(sources: FeatureSources) {
		const { graph } = sources;
		this.#sources = sources;
		this.#links = undirected(graph.links, graph.items);
		this.#groups = adjacencyOf(graph.memberships, graph.items);
		this.#walk = new WalkFrom(undirected(joinLinks(graph), graph.items + graph.groups));
		this.#affinity = new FolderAffinity(graph);
		this.#named = transposeCsr(plainMemory, graph.mentions);
		this.#neighborTells = Float64Array.from(
			{ length: graph.items },
			(_, i) => 1 / elementary.log(1 + Math.max(1.5, degreeOf(this.#links, i))),
		);
		this.#groupTells = groupTells(graph);
		this.#nothing = { ...graph.terms, offsets: new Uint32Array(graph.items + 1) };
		this.#terms = new Float32Array(graph.terms.width);
		this.#onNode = new Float64Array(Math.max(graph.items, graph.groups));
	}

	/** out (others, features) */
	write(item: number, others: Uint32Array, out: Float32Array): void {
		const { graph, network } = this.#sources;
		const put = (name: FeatureName, value: (other: number, i: number) => number) => {
			const column = featureNames.indexOf(name);
			others.forEach((other, i) => {
				out[i * featureCount + column] = value(other, i);
			});
		};
		const { terms, names = this.#nothing } = graph;
		this.#cosines(terms, item, { text: terms, says: names }, put);
		this.#cosines(names, item, { said: terms, titles: names }, put);
		put("diffusion", (other) => this.#diffusion(item, other));
		this.#shared(this.#links, this.#neighborTells, item, (sum) => put("neighbors", sum));
		this.#shared(this.#groups, this.#groupTells, item, (sum) => put("groups", sum));
		this.#walk.from(item, (share) => put("walk", (other) => elementary.log(share(other) + leastShare)));
		put("popular", (other) => elementary.log(1 + degreeOf(this.#links, other)));
		this.#counts(graph.mentions, item, (count) => put("names", count));
		this.#counts(this.#named, item, (count) => put("named", count));
		put("folder", (other) => (this.#affinity.any && graph.folders[item] === graph.folders[other] ? 1 : 0));
		put("folders", (other) => this.#affinity.of(graph.folders[item]!, graph.folders[other]!));
		if (this.#network.length < others.length) this.#network = new Float64Array(others.length);
		network?.(item, others, this.#network);
		put("network", (_, i) => this.#network[i]!);
	}

	/** Of a row of one matrix with rows of others. */
	#cosines(
		own: Csr,
		item: number,
		matrices: Partial<Record<FeatureName, Csr>>,
		put: (name: FeatureName, value: (other: number) => number) => void,
	): void {
		for (let k = own.offsets[item]!; k < own.offsets[item + 1]!; k++)
			this.#terms[own.columns[k]!] = own.weights[k]!;
		for (const [name, { offsets, columns, weights }] of Object.entries(matrices)) {
			put(name as FeatureName, (other) => {
				let sum = 0;
				for (let k = offsets[other]!; k < offsets[other + 1]!; k++)
					sum += this.#terms[columns[k]!]! * weights[k]!;
				return sum;
			});
		}
		for (let k = own.offsets[item]!; k < own.offsets[item + 1]!; k++) this.#terms[own.columns[k]!] = 0;
	}

	#diffusion(item: number, other: number): number {
		const { diffused, width } = this.#sources;
		const [a, b] = [item * width, other * width];
		let sum = 0;
		for (let i = 0; i < width; i++) sum += diffused[a + i]! * diffused[b + i]!;
		return sum;
	}

	/** ln(1 + Σ of what those tell that both are next to) */
	#shared(
		next: Adjacency,
		tells: Float64Array,
		item: number,
		put: (sum: (other: number) => number) => void,
	): void {
		const own = neighborsOf(next, item);
		for (const shared of own) this.#onNode[shared] = tells[shared]!;
		put((other) => {
			let sum = 0;
			for (const shared of neighborsOf(next, other)) sum += this.#onNode[shared]!;
			return elementary.log(1 + sum);
		});
		for (const shared of own) this.#onNode[shared] = 0;
	}

	#counts(
		{ offsets, columns, weights }: AttributedGraph["mentions"],
		item: number,
		put: (count: (other: number) => number) => void,
	): void {
		for (let k = offsets[item]!; k < offsets[item + 1]!; k++) this.#onNode[columns[k]!] = weights[k]!;
		put((other) => elementary.log(1 + this.#onNode[other]!));
		for (let k = offsets[item]!; k < offsets[item + 1]!; k++) this.#onNode[columns[k]!] = 0;
	}
}

/** Less often than this is as good as never. */
const leastShare = 1e-4;

const plainMemory = {
	floats: (length: number) => new Float32Array(length),
	indices: (length: number) => new Uint32Array(length),
};

function groupTells({ items, groups, memberships }: AttributedGraph): Float64Array {
	const sizes = new Uint32Array(groups);
	for (let i = 1; i < memberships.length; i += 2) sizes[memberships[i]!]!++;
	return Float64Array.from(sizes, (size) => elementary.log(items / Math.max(1, size)));
}
