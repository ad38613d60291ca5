import type { Floats, Kernels } from "../kernels/index.js";
import type { CompiledNote, ConceptGraph, Embedding, QueryEncoder, Vault } from "../model/index.js";
import { diffuse } from "./baselines/diffusion.js";
import { type NumberedGraph, numberConcepts, weighAnew } from "./graph/from-concepts.js";
import { listNeighbors } from "./list-neighbors.js";
import { type Model, packModel, unpackModel } from "./model-bytes.js";
import { createQueryEncoder, fitQueries } from "./query-encoder.js";
import { changedMuch, seenIn } from "./seen.js";
import { findTextBasis, projectTexts } from "./text/lsa.js";

export interface EmbeddingInput {
	/** Those of its notes that are among `notes` are embedded. */
	readonly graph: ConceptGraph;
	readonly notes: readonly CompiledNote[];
	readonly vault: Vault;
}

export interface EmbeddingOptions {
	readonly kernels: Kernels;
	readonly seed: number;
	readonly dimension: number;
	/** Most epochs of training. */
	readonly epochs: number;
	/** gru, lstm, rnn or linear. */
	readonly cell: string;
	readonly method: "network" | "diffusion";
	/** What an earlier run returned: it is used again while the vault has changed little. */
	readonly model?: Uint8Array;
	readonly onEpoch?: (report: EpochReport) => void | Promise<void>;
}

export interface EpochReport {
	/** From 1. */
	readonly epoch: number;
	readonly epochs: number;
	readonly loss: number;
	/** Mean reciprocal rank on the links held out for validation, 0 to 1, in the epochs that measure it. */
	readonly validation?: number;
}

export interface Embedded {
	readonly embedding: Embedding;
	/** What was learned; plain bytes, for the next run. */
	readonly model: Uint8Array;
	/** `kept`: the model that was given, as it was; `warm`: trained further from it. */
	readonly trained: "new" | "warm" | "kept";
	readonly queryEncoder: QueryEncoder;
}

/**
 * A vector for every concept, what is near each note and why, and which links may be missing. The result is a function
 * of the graph, the notes and the model, and a new model is one of the graph, the notes and the seed.
 */
export async function embedGraph(input: EmbeddingInput, options: EmbeddingOptions): Promise<Embedded> {
	const given = options.model && unpackModel(options.model);
	const known = numberConcepts(input.graph, input.notes, given?.idf);
	const seen = seenIn(known, input.notes);
	const kept = given !== undefined && stillFits(given, seen, options) ? given : undefined;
	const numbered = kept === undefined ? weighAnew(known) : known;
	const model = kept ?? learn(numbered, seen, options);
	const vectors = infer(numbered, model, options);
	const embedding: Embedding = {
		...sortConcepts(numbered, input.graph, vectors, model.dimension),
		...{ dimension: model.dimension, method: "diffusion", cell: options.cell, seed: options.seed },
		...listNeighbors({
			...{ kernels: options.kernels, numbered, vectors, dimension: model.dimension },
			concepts: input.graph.graph,
		}),
	};
	return {
		embedding,
		model: kept !== undefined && options.model !== undefined ? options.model : packModel(model),
		trained: kept === undefined ? "new" : "kept",
		queryEncoder: createQueryEncoder(model, embedding.vectors),
	};
}

function stillFits(model: Model, seen: Model["seen"], { dimension }: EmbeddingOptions): boolean {
	return dimensionOf(model.basis.rank, dimension) === model.dimension && !changedMuch(model.seen, seen);
}

function learn({ graph, idf }: NumberedGraph, seen: Model["seen"], options: EmbeddingOptions): Model {
	const { kernels, seed } = options;
	const mark = kernels.mark();
	const basis = findTextBasis(kernels, graph.terms, seed);
	const dimension = dimensionOf(basis.rank, options.dimension);
	const texts = projectTexts(kernels, graph.terms, basis);
	const leading = leadingColumns(kernels, texts, graph.items, basis.rank, dimension);
	const vectors = diffuse(kernels, graph, leading, dimension);
	const toVectors = fitQueries(kernels, texts, vectors, graph.items, basis.rank, dimension);
	kernels.reset(mark);
	return { idf, basis, dimension, toVectors, seen, network: new Uint8Array() };
}

/** (items + groups, dimension), by what was learned. */
function infer(
	{ graph }: NumberedGraph,
	{ basis, dimension }: Model,
	{ kernels }: EmbeddingOptions,
): Float32Array {
	const mark = kernels.mark();
	const texts = projectTexts(kernels, graph.terms, basis);
	const leading = leadingColumns(kernels, texts, graph.items, basis.rank, dimension);
	const vectors = Float32Array.from(diffuse(kernels, graph, leading, dimension));
	kernels.reset(mark);
	return vectors;
}

function dimensionOf(rank: number, wanted: number): number {
	return Math.max(1, Math.min(rank, wanted));
}

/** The directions in which texts differ most come first. */
function leadingColumns(kernels: Kernels, x: Floats, n: number, width: number, count: number): Floats {
	const leading = kernels.floats(n * count);
	for (let i = 0; i < n; i++) {
		for (let j = 0; j < Math.min(width, count); j++) leading[i * count + j] = x[i * width + j]!;
	}
	return leading;
}

/** Notes, tags and unresolved names with their vectors; a canvas has done its work. */
function sortConcepts(
	{ items, groups }: NumberedGraph,
	{ graph }: ConceptGraph,
	vectors: Float32Array,
	dimension: number,
): Pick<Embedding, "concepts" | "vectors"> {
	const rows = new Map([...items, ...groups].map((id, row) => [id, row]));
	const concepts = [...rows.keys()].filter((id) => graph.getNodeAttribute(id, "kind") !== "canvas").sort();
	const sorted = new Float32Array(concepts.length * dimension);
	concepts.forEach((id, i) => {
		const row = rows.get(id)!;
		sorted.set(vectors.subarray(row * dimension, (row + 1) * dimension), i * dimension);
	});
	return { concepts, vectors: sorted };
}
