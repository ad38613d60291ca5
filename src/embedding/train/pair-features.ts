import { type Csr, elementary, type Floats, transposeCsr } from "../../kernels/index.js";
import { type Adjacency, neighborsOf } from "../graph/adjacency.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";
import { type Surroundings, surroundingsOf } from "./surroundings.js";

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
	readonly #words: OwnWords;
	readonly #onNode: Float64Array;
	#network = new Float64Array(0);

	constructor(sources: FeatureSources) {
		const { graph } = sources;
		this.#sources = sources;
		this.#around = surroundingsOf(graph);
		this.#named = transposeCsr(plainMemory, graph.mentions);
		this.#words = new OwnWords(sources.few ? allWords(graph) : sharedWords(graph));
		this.#onNode = new Float64Array(Math.max(graph.items, graph.groups));
	}

	/** out (others, features) */
	write(item: number, others: Uint32Array, out: Float32Array): void {
		const { graph, network } = this.#sources;
		this.#words.compare(item, others, out);
		this.#diffusion(item, others, out);
		const { links, groups, neighborTells, groupTells, walk, affinity, popular } = this.#around;
		this.#shared(links, neighborTells, item, others, out, column.neighbors);
		this.#shared(groups, groupTells, item, others, out, column.groups);
		walk.from(item, (share) => {
			for (let i = 0; i < others.length; i++) {
				const reached = share(others[i]!);
				out[i * featureCount + column.walk] =
					reached === 0 ? logOfNever : elementary.log(reached + leastShare);
			}
		});
		this.#counts(graph.mentions, item, others, out, column.names);
		this.#counts(this.#named, item, others, out, column.named);
		if (this.#network.length < others.length) this.#network = new Float64Array(others.length);
		network?.(item, others, this.#network);
		const [folder, { any }] = [graph.folders[item]!, affinity];
		for (let i = 0, at = 0; i < others.length; i++, at += featureCount) {
			const other = others[i]!;
			out[at + column.popular] = popular[other]!;
			out[at + column.folder] = any && folder === graph.folders[other] ? 1 : 0;
			out[at + column.folders] = affinity.of(folder, graph.folders[other]!);
			out[at + column.network] = this.#network[i]!;
		}
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

/** Cosines of one item's words, and of its names, with the words and names of others. */
class OwnWords {
	/** (terms, 2): weights in the one's words and in its names. */
	readonly #weights: Float32Array;

	constructor(readonly known: Words) {
		this.#weights = new Float32Array(2 * known.words.width);
	}

	compare(item: number, others: Uint32Array, out: Float32Array): void {
		const { words, names } = this.known;
		this.#spread(words, item, 0, 1);
		this.#spread(names, item, 1, 1);
		this.#multiply(words, others, out, column.text, column.said);
		this.#multiply(names, others, out, column.says, column.titles);
		this.#spread(words, item, 0, 0);
		this.#spread(names, item, 1, 0);
	}

	#spread({ offsets, columns, weights }: Csr, item: number, which: 0 | 1, scale: 0 | 1): void {
		for (let k = offsets[item]!; k < offsets[item + 1]!; k++)
			this.#weights[2 * columns[k]! + which] = scale * weights[k]!;
	}

	/** The one's words, and its names, with rows of a matrix. */
	#multiply(
		{ offsets, columns, weights }: Csr,
		...[others, out, byWords, byNames]: [Uint32Array, Float32Array, number, number]
	): void {
		const own = this.#weights;
		for (let i = 0; i < others.length; i++) {
			const end = offsets[others[i]! + 1]!;
			let [words, names] = [0, 0];
			for (let k = offsets[others[i]!]!; k < end; k++) {
				const [place, weight] = [2 * columns[k]!, weights[k]!];
				words += own[place]! * weight;
				names += own[place + 1]! * weight;
			}
			out[i * featureCount + byWords] = words;
			out[i * featureCount + byNames] = names;
		}
	}
}

/** Rows of what items say and of what they are called. */
interface Words {
	readonly words: Csr;
	readonly names: Csr;
}

function allWords({ terms, names, items }: AttributedGraph): Words {
	return { words: terms, names: names ?? { ...terms, offsets: new Uint32Array(items + 1) } };
}

/**
 * Without the terms that only one item has, which tell nothing of two; the others numbered anew. The same for every choice
 * of a graph's links.
 */
function sharedWords(graph: AttributedGraph): Words {
	const { terms } = graph;
	const known = sharedOf.get(terms);
	if (known !== undefined) return known;
	const { words, names } = allWords(graph);
	const counts = new Uint32Array(terms.width);
	for (const { offsets, columns } of [words, names])
		for (let k = 0; k < offsets[graph.items]!; k++) counts[columns[k]!]!++;
	// From 1; of what is only in one text or only in one name there is none.
	let width = 0;
	for (let term = 0; term < counts.length; term++) counts[term] = counts[term]! > 1 ? ++width : 0;
	const shared = { words: withNumbers(words, counts, width), names: withNumbers(names, counts, width) };
	sharedOf.set(terms, shared);
	return shared;
}

const sharedOf = new WeakMap<Csr, Words>();

/** The entries in columns that have a number, from 1, and become columns `number − 1`. */
function withNumbers({ rows, offsets, columns, weights }: Csr, numbers: Uint32Array, width: number): Csr {
	const kept = { rows, width, offsets: new Uint32Array(rows + 1) };
	const own = new Uint32Array(offsets[rows]!);
	const values = new Float32Array(offsets[rows]!);
	let size = 0;
	for (let row = 0; row < rows; row++) {
		for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
			const number = numbers[columns[k]!]!;
			if (number === 0) continue;
			own[size] = number - 1;
			values[size++] = weights[k]!;
		}
		kept.offsets[row + 1] = size;
	}
	return { ...kept, columns: own, weights: values };
}

/** Less often than this is as good as never. */
const leastShare = 1e-4;
const logOfNever = elementary.log(leastShare);

const plainMemory = {
	floats: (length: number) => new Float32Array(length),
	indices: (length: number) => new Uint32Array(length),
};
