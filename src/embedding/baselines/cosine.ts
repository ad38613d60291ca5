import { transposeCsr } from "../../kernels/index.js";
import type { Scorer } from "./scorer.js";

/** Items with the same words: the cosine of their tf-idf vectors. */
export const textCosine: Scorer = {
	name: "TF-IDF cosine",
	fit: ({ terms }, { kernels }) => {
		const byTerm = transposeCsr(kernels, terms);
		return (item, out) => {
			out.fill(0);
			for (let k = terms.offsets[item]!; k < terms.offsets[item + 1]!; k++) {
				const [term, weight] = [terms.columns[k]!, terms.weights[k]!];
				for (let j = byTerm.offsets[term]!; j < byTerm.offsets[term + 1]!; j++) {
					out[byTerm.columns[j]!]! += weight * byTerm.weights[j]!;
				}
			}
		};
	},
};
