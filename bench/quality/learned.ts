import type { Ranker, Scorer } from "../../src/embedding/baselines/scorer.js";
import { readGraph } from "../../src/embedding/reading.js";
import { findTextBasis, projectTexts } from "../../src/embedding/text/lsa.js";
import { LinkScorer } from "../../src/embedding/train/link-scorer.js";
import { trainLinks } from "../../src/embedding/train/train-links.js";

/** What is learned of the links: the ranker without a network, the network, and both. */
export function learnedScorers(options: LearnOptions): readonly Scorer[] {
	return [
		learned("re-ranker, no network", options, "ranker", (scorer, item, all, out) =>
			scorer.score(item, all, out),
		),
		learned("network alone", options, "network", (scorer, item, all, out) => scorer.guess(item, all, out)),
		learned("re-ranker + network", options, "network", (scorer, item, all, out) =>
			scorer.score(item, all, out),
		),
	];
}

export interface LearnOptions {
	readonly dimension: number;
	readonly epochs: number;
	readonly cell: "gru" | "lstm" | "rnn" | "linear";
}

function learned(
	name: string,
	options: LearnOptions,
	method: "network" | "ranker",
	ask: (scorer: LinkScorer, ...rest: [item: number, all: Uint32Array, out: Float64Array]) => void,
): Scorer {
	return {
		name,
		fit: async (graph, { kernels, seed }): Promise<Ranker> => {
			const basis = findTextBasis(kernels, graph.terms, seed);
			const texts = { rows: projectTexts(kernels, graph.terms, basis), width: basis.rank };
			const model = await trainLinks(kernels, graph, texts, { ...options, method, seed });
			const scorer = new LinkScorer(graph, model, readGraph(kernels, graph, texts, model));
			const all = Uint32Array.from({ length: graph.items }, (_, i) => i);
			return (item, out) => ask(scorer, item, all, out);
		},
	};
}
