import { type Csr, elementary, type Floats } from "../../kernels/index.js";
import { type Adjacency, neighborsOf } from "../graph/adjacency.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";
import { PairWords } from "./pair-words.js";
import { allWords, sharedWords } from "./shared-words.js";
import { namedBy, type Surroundings, surroundingsOf } from "./surroundings.js";

/**
 * What may speak for a link from one item to another:
 *
 *     text       cosine of the tf-idf vectors
 *     titles     cosine of the names' vectors
 *     says       cosine of the one's text and the other's name, and
 *     said       of the one's name and the other's text
 *     covers     how much of the other's name the one's text has, and
 *     covered    of the one's name the other's text
 *     passage    cosine of the one's text and the other's nearest passage
 *     theirs     mean cosine of the one's text and those of the other's neighbours,
 *     ours       of the texts of the one's neighbours and the other's text, and
 *     circles    of the texts of the neighbours of both
 *     diffusion  cosine of the texts after one step of diffusion
 *     neighbors  shared neighbours, as Adamic and Adar count them
 *     walk       how often a walk from the one that restarts there is at the other
 *     paths      ways of three links from the one to the other
 *     popular    with how many the other is linked,
 *     hub        the square of that, and
 *     match      its product with how many the one is linked with
 *     cited      how many link to the other, and
 *     citing     to how many it links
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
	"covers",
	"covered",
	"passage",
	"theirs",
	"ours",
	"circles",
	"diffusion",
	"neighbors",
	"walk",
	"paths",
	"popular",
	"hub",
	"match",
	"cited",
	"citing",
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
	/** Only a few items will be asked for: nothing is made ready that pays for many. The same features. */
	readonly few?: boolean;
	/** What the network says of an item and some others; nothing is a network that says 0 of all. */
	readonly network?: (item: number, others: Uint32Array, out: Float64Array) => void;
}

/** Computes features from one item to many. Whatever is known of the one is spread out first, and then looked up. */
export class PairFeatures {
	readonly #sources: FeatureSources;
	readonly #around: Surroundings;
	readonly #named: AttributedGraph["mentions"];
	readonly #words: PairWords;
	readonly #onNode: Float64Array;
	#network = new Float64Array(0);

	constructor(sources: FeatureSources) {
		const { graph } = sources;
		this.#sources = sources;
		this.#around = surroundingsOf(graph);
		this.#named = namedBy(graph);
		const words = sources.few ? allWords(graph) : sharedWords(graph);
		this.#words = new PairWords(words, this.#around.links);
		this.#onNode = new Float64Array(Math.max(graph.items, graph.groups));
	}

	/** out (others, features) */
	write(item: number, others: Uint32Array, out: Float32Array): void {
		const { graph, network } = this.#sources;
		this.#compareWords(item, others, out);
		this.#diffusion(item, others, out);
		const { links, groups, neighborTells, groupTells, walk, steps, affinity } = this.#around;
		const { popular, cited, citing } = this.#around;
		this.#shared(links, neighborTells, item, others, out, column.neighbors);
		this.#shared(groups, groupTells, item, others, out, column.groups);
		walk.from(item, (share) => {
			for (let i = 0; i < others.length; i++) {
				const reached = share(others[i]!);
				out[i * featureCount + column.walk] =
					reached === 0 ? logOfNever : elementary.log(reached + leastShare);
			}
		});
		steps.from(item, (ways) => {
			for (let i = 0; i < others.length; i++) out[i * featureCount + column.paths] = ways(others[i]!);
		});
		this.#counts(graph.mentions, item, others, out, column.names);
		this.#counts(this.#named, item, others, out, column.named);
		if (this.#network.length < others.length) this.#network = new Float64Array(others.length);
		network?.(item, others, this.#network);
		const [folder, { any }] = [graph.folders[item]!, affinity];
		for (let i = 0, at = 0; i < others.length; i++, at += featureCount) {
			const other = others[i]!;
			out[at + column.popular] = popular[other]!;
			out[at + column.hub] = popular[other]! * popular[other]!;
			out[at + column.match] = popular[item]! * popular[other]!;
			out[at + column.cited] = cited[other]!;
			out[at + column.citing] = citing[other]!;
			out[at + column.folder] = any && folder === graph.folders[other] ? 1 : 0;
			out[at + column.folders] = affinity.of(folder, graph.folders[other]!);
			out[at + column.network] = this.#network[i]!;
		}
	}

	#compareWords(item: number, others: Uint32Array, out: Float32Array): void {
		this.#words.compare(item, others, (pair, place) => {
			const at = place * featureCount;
			out[at + column.text] = pair.text;
			out[at + column.titles] = pair.titles;
			out[at + column.says] = pair.says;
			out[at + column.said] = pair.said;
			out[at + column.covers] = pair.covers;
			out[at + column.covered] = pair.covered;
			out[at + column.passage] = pair.passage;
			out[at + column.theirs] = pair.theirs;
			out[at + column.ours] = pair.ours;
			out[at + column.circles] = pair.circles;
		});
	}

	#diffusion(item: number, others: Uint32Array, out: Float32Array): void {
		const { diffused, width } = this.#sources;
		for (let i = 0; i < others.length; i++) {
			let sum = 0;
			const [a, b] = [item * width, others[i]! * width];
			for (let k = 0; k < width; k++) sum += diffused[a + k]! * diffused[b + k]!;
			out[i * featureCount + column.diffusion] = sum;
		}
	}

	/** ln(1 + Σ of what those tell that both are next to) */
	#shared(
		next: Adjacency,
		tells: Float64Array,
		...[item, others, out, feature]: [number, Uint32Array, Float32Array, number]
	): void {
		const { offsets, neighbors } = next;
		const own = neighborsOf(next, item);
		for (const shared of own) this.#onNode[shared] = tells[shared]!;
		for (let i = 0; i < others.length; i++) {
			const other = others[i]!;
			let sum = 0;
			for (let k = offsets[other]!; k < offsets[other + 1]!; k++) sum += this.#onNode[neighbors[k]!]!;
			out[i * featureCount + feature] = sum === 0 ? 0 : elementary.log(1 + sum);
		}
		for (const shared of own) this.#onNode[shared] = 0;
	}

	/** ln(1 + how often) */
	#counts(
		{ offsets, columns, weights }: Csr,
		...[item, others, out, feature]: [number, Uint32Array, Float32Array, number]
	): void {
		for (let k = offsets[item]!; k < offsets[item + 1]!; k++) this.#onNode[columns[k]!] = weights[k]!;
		for (let i = 0; i < others.length; i++) {
			const count = this.#onNode[others[i]!]!;
			out[i * featureCount + feature] = count === 0 ? 0 : elementary.log(1 + count);
		}
		for (let k = offsets[item]!; k < offsets[item + 1]!; k++) this.#onNode[columns[k]!] = 0;
	}
}

const column = Object.fromEntries(featureNames.map((name, f) => [name, f])) as Record<FeatureName, number>;

/** Less often than this is as good as never. */
const leastShare = 1e-4;
const logOfNever = elementary.log(leastShare);
