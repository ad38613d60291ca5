import type { AttributedGraph } from "../graph/attributed-graph.js";
import type { Reading } from "../reading.js";
import { scoreSome } from "./guess-links.js";
import { featureCount, PairFeatures } from "./pair-features.js";
import { scoreOf } from "./ranker.js";
import type { LinkModel } from "./train-links.js";

/** What a model thinks of the links of a graph, which need not be the one that it was trained on. */
export class LinkScorer {
	readonly #features: PairFeatures;
	#rows = new Float32Array(0);

	/** The reading is that of this model and this graph, and must stay where it lies. `few`: see `PairFeatures`. */
	constructor(
		graph: AttributedGraph,
		readonly model: LinkModel,
		readonly reading: Reading,
		few = false,
	) {
		const { diffused, width } = reading;
		this.#features = new PairFeatures({
			...{ graph, diffused, width, few },
			network: (item, others, out) => this.guess(item, others, out),
		});
	}

	/** The networks' mean opinion of some items as the other end of a link. */
	guess(item: number, others: Uint32Array, out: Float64Array): void {
		const { guesses } = this.reading;
		const one = new Float64Array(others.length);
		out.fill(0, 0, others.length);
		for (const guess of guesses) {
			scoreSome(guess, item, others, one);
			for (let i = 0; i < one.length; i++) out[i]! += one[i]! / guesses.length;
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
