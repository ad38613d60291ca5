import type { Kernels } from "../../kernels/index.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";

/** Anything that says which items belong together, once it has seen a graph. */
export interface Scorer {
	readonly name: string;
	fit(graph: AttributedGraph, context: FitContext): Ranker | Promise<Ranker>;
}

export interface FitContext {
	readonly kernels: Kernels;
	readonly seed: number;
}

/** Writes for each item how well it goes with one of them, larger is better. What it writes for that one is of no account. */
export type Ranker = (item: number, scores: Float64Array) => void;
