import type { Floats, Kernels } from "../kernels/index.js";
import type { CompiledNote, ConceptGraph, Embedding, Vault } from "../model/index.js";
import { askApart, type Elsewhere } from "./apart/ask-apart.js";
import type { FitNetworks } from "./apart/link-task.js";
import type { AttributedGraph } from "./graph/attributed-graph.js";
import { type NumberedGraph, numberConcepts, weighAnew } from "./graph/from-concepts.js";
import { listNeighbors } from "./list-neighbors.js";
import { type Model, type ModelSettings, packModel, unpackModel } from "./model-bytes.js";
import { inputsOf, type Reading, readGraph } from "./reading.js";
import { changedMuch, seenIn } from "./seen.js";
import { findTextBasis, projectTexts } from "./text/lsa.js";
import type { CellName, NetworkShape } from "./train/link-network.js";
import { LinkScorer } from "./train/link-scorer.js";
import { trainLinks } from "./train/train-links.js";
import { findVectorBasis, vectorsOf } from "./vectors.js";

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
	readonly cell: CellName | NoteCell;
	readonly method: "network" | "diffusion";
	/** What an earlier run returned: it is used again while the vault has changed little. */
	readonly model?: Uint8Array;
	readonly onEpoch?: (report: EpochReport) => void | Promise<void>;
	/** Everything is learned, and every concept has its vector. */
	readonly onIndexed?: () => void;
}

/** An update function that a note exports. */
export interface NoteCell {
	/** `[[…]]`, as people write it. */
	readonly name: string;
	/** Digest of all that decides what it does. */
	readonly key: string;
	/** Where its code may run; nowhere else is it. */
	readonly elsewhere: Elsewhere;
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
	/** `kept`: the model that was given, as it was. */
	readonly trained: "new" | "kept";
	/** How likely a link had to be to be suggested. */
	readonly least: number;
}

/**
 * A vector for every concept, what is near each note and why, and which links may be missing. The result is a function
 * of the graph, the notes and the model, and a new model is one of the graph, the notes and the seed.
 */
export async function embedGraph(input: EmbeddingInput, options: EmbeddingOptions): Promise<Embedded> {
	const given = options.model && unpackModel(options.model);
	const known = numberConcepts(input.graph, input.notes, given?.idf);
	const seen = seenIn(known, input.notes);
	const fits = given !== undefined && sameSettings(given.settings, settingsOf(options));
	const kept = fits && !changedMuch(given.seen, seen) ? given : undefined;
	const numbered = kept === undefined && given !== undefined ? weighAnew(known) : known;
	const { kernels } = options;
	const mark = kernels.mark();
	const { model, reading } =
		kept === undefined
			? await learn(numbered, seen, options)
			: { model: kept, reading: await readWith(kept, numbered, options) };
	const inferred = infer(numbered, input.graph, model, reading, options);
	kernels.reset(mark);
	return {
		...inferred,
		model: kept !== undefined && options.model !== undefined ? options.model : packModel(model),
		trained: kept !== undefined ? "kept" : "new",
	};
}

/** A model, and what it makes of the graph that it was learned from. */
interface Learned {
	readonly model: Model;
	readonly reading: Reading;
}

async function learn(
	{ graph, idf }: NumberedGraph,
	seen: Model["seen"],
	options: EmbeddingOptions,
): Promise<Learned> {
	const { kernels, seed, method, onEpoch } = options;
	const basis = findTextBasis(kernels, graph.terms, seed);
	const texts = { rows: projectTexts(kernels, graph.terms, basis), width: basis.rank };
	const links = await trainLinks(kernels, graph, texts, {
		...{ seed, dimension: options.dimension, epochs: options.epochs, cell: cellName(options) },
		method: method === "network" ? "network" : "ranker",
		...(isNote(options.cell) && { fitApart: fitterOf(options.cell, graph, kernels) }),
		...(onEpoch && { onEpoch }),
	});
	const reading = readGraph(kernels, graph, texts, links, links.said);
	const vectors = findVectorBasis(kernels, reading.known, options.dimension);
	return { model: { idf, basis, links, vectors, seen, settings: settingsOf(options) }, reading };
}

/** Fits networks whose cell is a note's, where its code may run. */
function fitterOf({ elsewhere }: NoteCell, graph: AttributedGraph, kernels: Kernels) {
	return async (ask: FitNetworks, shape: NetworkShape, inputs: Floats) =>
		(await askApart(elsewhere, kernels, { shape, graph, inputs, ask })).networks;
}

async function readWith(
	{ basis, links }: Model,
	{ graph }: NumberedGraph,
	{ kernels, cell }: EmbeddingOptions,
): Promise<Reading> {
	const texts = { rows: projectTexts(kernels, graph.terms, basis), width: basis.rank };
	const { shape, networks } = links;
	if (shape.cell !== "note" || !isNote(cell)) return readGraph(kernels, graph, texts, links);
	const mark = kernels.mark();
	const inputs = Float32Array.from(
		inputsOf(kernels, graph, texts).data.subarray(0, (graph.items + graph.groups) * basis.rank),
	);
	kernels.reset(mark);
	const answer = await askApart(cell.elsewhere, kernels, {
		shape,
		graph,
		inputs,
		ask: { kind: "run", networks },
	});
	return readGraph(
		kernels,
		graph,
		texts,
		links,
		answer.networks.map(({ z }) => z),
	);
}

function isNote(cell: EmbeddingOptions["cell"]): cell is NoteCell {
	return typeof cell !== "string";
}

/** Without training nothing depends on the cell, and none is run. */
function cellName({ cell, method }: EmbeddingOptions): CellName {
	if (!isNote(cell)) return cell;
	return method === "network" ? "note" : "linear";
}

/** All that follows from what was learned. */
function infer(
	numbered: NumberedGraph,
	concepts: ConceptGraph,
	...[{ links, vectors: basis }, reading, options]: [Model, Reading, EmbeddingOptions]
): Pick<Embedded, "embedding" | "least"> {
	const { kernels, cell, seed, dimension } = options;
	const vectors = vectorsOf(kernels, reading.known, basis);
	options.onIndexed?.();
	const scorer = new LinkScorer(numbered.graph, links, reading);
	const { least, ...lists } = listNeighbors({
		kernels,
		numbered,
		vectors,
		dimension,
		scorer,
		concepts: concepts.graph,
	});
	const embedding: Embedding = {
		...sortConcepts(numbered, concepts, vectors, dimension),
		...{
			dimension,
			cell: isNote(cell) ? cell.name : cell,
			seed,
			method: links.training === undefined ? "diffusion" : "network",
		},
		...(links.training && { training: links.training }),
		...lists,
	};
	return { embedding, least };
}

function settingsOf({ method, cell, seed, dimension, epochs }: EmbeddingOptions): ModelSettings {
	return { method, cell: isNote(cell) ? `note ${cell.key}` : cell, seed, dimension, epochs };
}

function sameSettings(a: ModelSettings, b: ModelSettings): boolean {
	return (Object.keys(a) as (keyof ModelSettings)[]).every((key) => a[key] === b[key]);
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
