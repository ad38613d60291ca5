import type { Kernels } from "../../kernels/index.js";
import { wrap } from "../../network/index.js";
import { diffuse, withGroups } from "../baselines/diffusion.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";
import { type Guess, guessLinks, scoreSome } from "./guess-links.js";
import { featureCount, PairFeatures } from "./pair-features.js";
import { scoreOf } from "./ranker.js";
import { type LinkModel, networkWith, type TextRows } from "./train-links.js";

/** What a model thinks of the links of a graph, which need not be the one that it was trained on. */
export class LinkScorer {
	readonly #features: PairFeatures;
	readonly #guesses: readonly Guess[];
	#rows = new Float32Array(0);

	/** Takes memory of the kernels until their next reset. `guesses` are those of the model's networks, if they are known. */
	constructor(
		kernels: Kernels,
		graph: AttributedGraph,
		texts: TextRows,
		readonly model: LinkModel,
		guesses?: readonly Guess[],
	) {
		const nodes = graph.items + graph.groups;
		const inputs = wrap(withGroups(kernels, graph, texts.rows, texts.width), [nodes, texts.width], kernels);
		this.#guesses =
			guesses ??
			model.networks.map((weights) =>
				guessLinks(kernels, networkWith(kernels, model.shape, weights), graph, inputs),
			);
		this.#features = new PairFeatures({
			graph,
			diffused: diffuse(kernels, graph, texts.rows, texts.width),
			width: texts.width,
			network: (item, others, out) => this.guess(item, others, out),
		});
	}

	/** The networks' mean opinion of some items as the other end of a link. */
	guess(item: number, others: Uint32Array, out: Float64Array): void {
		const one = new Float64Array(others.length);
		out.fill(0, 0, others.length);
		for (const guess of this.#guesses) {
			scoreSome(guess, item, others, one);
			for (let i = 0; i < one.length; i++) out[i]! += one[i]! / this.#guesses.length;
		}
	}

	/** The ranker's scores of some items, comparable within one call. */
	score(item: number, others: Uint32Array, out: Float64Array): void {
		const size = others.length * featureCount;
		if (this.#rows.length < size) this.#rows = new Float32Array(size);
		this.#features.write(item, others, this.#rows);
		for (let i = 0; i < others.length; i++) out[i] = scoreOf(this.model.ranker, this.#rows, i);
	}

	/** out (others, features): what each adds to the score, beyond what it adds to all of these on average. */
	parts(item: number, others: Uint32Array, out: Float32Array): void {
		this.#features.write(item, others, out);
		for (let f = 0; f < featureCount; f++) {
			let mean = 0;
			for (let i = 0; i < others.length; i++) mean += out[i * featureCount + f]! / others.length;
			const weight = this.model.ranker.weights[f]!;
			for (let i = f; i < others.length * featureCount; i += featureCount) out[i] = weight * (out[i]! - mean);
		}
	}
}
