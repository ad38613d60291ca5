import { type Csr, createPlainKernels, type Floats, type Kernels } from "../../kernels/index.js";
import type { NoteNeighbors } from "../../model/index.js";
import { type Graph, type Tensor, within, wrap } from "../../network/index.js";
import { propagation, spread, withGroups } from "../baselines/diffusion.js";
import type { EmbeddingInput } from "../embed-graph.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";
import { createLister } from "../list-neighbors.js";
import { type Model, unpackModel } from "../model-bytes.js";
import { inputsOf, readingOf } from "../reading.js";
import { projectTexts, type TextBasis } from "../text/lsa.js";
import { SharedTerms } from "../text/shared-terms.js";
import { LinkScorer } from "../train/link-scorer.js";
import { messageGraph } from "../train/message-graph.js";
import { networkWith } from "../train/train-links.js";
import { vectorsOf } from "../vectors.js";
import { copyChanged, hearOthers, LiveNetwork } from "./live-network.js";
import { LiveNumbers } from "./live-numbers.js";

/** A vault in which notes are edited, and what is near those that are. */
export class LiveEmbedding {
	readonly #model: Model;
	readonly #numbers: LiveNumbers;
	/** (items, rank) */
	readonly #texts: Tensor;
	/** (items + groups, rank) */
	readonly #inputs: Tensor;
	readonly #networks: readonly LiveNetwork[];
	readonly #shared: SharedTerms;
	/** (items + groups, rank): the texts after one step of diffusion. */
	readonly #diffused: Floats;
	#messages: Graph;
	/** Along what texts are diffused. */
	#along: Csr;
	/** Keeps what it knows in the kernels' memory: nobody else may reset them. */
	constructor(
		readonly kernels: Kernels,
		readonly model: Uint8Array,
		input: EmbeddingInput,
		/** How likely a link must be to be suggested: what the last inference of the whole has found. */
		public least: number,
	) {
		this.#model = unpackModel(model)!;
		const { basis, idf, links } = this.#model;
		this.#numbers = new LiveNumbers(input.graph, input.notes, idf);
		const { graph } = this.#numbers.numbered;
		const texts = projectTexts(kernels, graph.terms, basis);
		this.#texts = wrap(texts, [graph.items, basis.rank], kernels);
		this.#inputs = inputsOf(kernels, graph, { rows: texts, width: basis.rank });
		this.#messages = messageGraph(plain, graph, links.shape.relations);
		this.#along = propagation(plain, graph);
		this.#diffused = spread(kernels, this.#along, this.#inputs.data, basis.rank);
		this.#shared = new SharedTerms(idf, this.#numbers.numbered.notes);
		this.#shared.prepare();
		this.#networks = links.networks.map(
			(weights) => new LiveNetwork(networkWith(kernels, links.shape, weights), this.#messages, this.#inputs),
		);
		// What is made once for all edits is made now, and not while somebody waits.
		if (graph.items > 0) within(kernels, () => this.#list(input, Uint32Array.of(0)));
	}

	/**
	 * The lists of the notes that are others now: those of an inference of the whole with the same model, except that a
	 * link must be as likely as it had to be before to be suggested. Undefined if there are other concepts or names:
	 * then the whole is to be inferred, and this is of no more use.
	 */
	update(input: EmbeddingInput): readonly NoteNeighbors[] | undefined {
		const before = this.#numbers.numbered.graph;
		const changed = this.#numbers.update(input.graph, input.notes);
		if (changed === undefined) return undefined;
		within(this.kernels, () => this.#renew(changed, before));
		for (const item of changed) this.#shared.renew(item, this.#numbers.numbered.notes[item]!);
		return within(this.kernels, () => this.#list(input, changed));
	}

	/** Texts, then what is heard. */
	#renew(changed: Uint32Array, before: AttributedGraph): void {
		const { kernels } = this;
		const { basis, links } = this.#model;
		const { graph } = this.#numbers.numbered;
		const rows = projectSome(kernels, graph, basis, changed);
		setRows(this.#texts.data, changed, rows, basis.rank);
		const inputs = withGroups(kernels, graph, this.#texts.data, basis.rank);
		const groups = Array.from({ length: graph.groups }, (_, i) => graph.items + i);
		const others = copyChanged(this.#inputs.data, inputs, [...changed, ...groups], basis.rank);
		this.#diffuse(others, before);
		const earlier = { graph: before, messages: this.#messages };
		const messages = messageGraph(plain, graph, links.shape.relations, earlier);
		const touched = Uint32Array.from(new Set([...others, ...hearOthers(this.#messages, messages)])).sort();
		this.#messages = messages;
		for (const network of this.#networks) network.update(messages, this.#inputs, touched);
	}

	/** `changed` are the nodes that say something else themselves. */
	#diffuse(changed: readonly number[], before: AttributedGraph): void {
		const { kernels } = this;
		const { graph } = this.#numbers.numbered;
		const { data, columns: rank } = this.#inputs;
		const same = (["links", "memberships", "parents"] as const).every((part) => before[part] === graph[part]);
		if (!same) {
			this.#along = propagation(plain, graph);
			const { rows } = this.#along;
			this.#diffused.set(spread(kernels, this.#along, data, rank).subarray(0, rows * rank));
			return;
		}
		// The matrix is symmetric: those whose row has a node are those in the node's row.
		const { offsets, columns } = this.#along;
		const near = new Set<number>();
		for (const node of changed)
			for (let k = offsets[node]!; k < offsets[node + 1]!; k++) near.add(columns[k]!);
		const nodes = Uint32Array.from(near).sort();
		setRows(this.#diffused, nodes, spread(kernels, someRows(this.#along, nodes), data, rank), rank);
	}

	#list({ graph: concepts }: EmbeddingInput, notes: Uint32Array): NoteNeighbors[] {
		const { kernels, least } = this;
		const { links, vectors: basis } = this.#model;
		const { numbered } = this.#numbers;
		const { graph, items } = numbered;
		const read = this.#networks.map((live) => ({ network: live.network, z: live.readOut() }));
		const diffused = { rows: this.#diffused, width: this.#inputs.columns };
		const reading = readingOf(kernels, graph, links, diffused, read, notes);
		const lister = createLister({
			...{ kernels, numbered, dimension: basis.dimension, concepts: concepts.graph },
			vectors: vectorsOf(kernels, reading.known, basis),
			scorer: new LinkScorer(graph, links, reading, true),
			shared: this.#shared,
		});
		return Array.from(notes, (a) => {
			const judged = lister.judge(a);
			return {
				note: items[a]!,
				related: lister.related(a, judged),
				suggestions: lister.suggestions(a, judged, least),
			};
		});
	}
}

/** Row i of some is where the node lies that is named i-th. */
function setRows(all: Floats, nodes: Uint32Array, some: Floats, width: number): void {
	nodes.forEach((node, i) => {
		all.set(some.subarray(i * width, (i + 1) * width), node * width);
	});
}

/** Texts of some items, as they are projected with all others. */
function projectSome(
	kernels: Kernels,
	{ terms: all }: AttributedGraph,
	basis: TextBasis,
	items: Uint32Array,
): Floats {
	const terms = someRows(all, items);
	const occurring = new Set(terms.columns);
	const places: number[] = [];
	for (let i = 0; i < basis.terms.length; i++) if (occurring.has(basis.terms[i]!)) places.push(i);
	const codes = new Int8Array(places.length * basis.rank);
	places.forEach((place, i) => {
		codes.set(basis.directions.codes.subarray(place * basis.rank, (place + 1) * basis.rank), i * basis.rank);
	});
	return projectTexts(kernels, terms, {
		rank: basis.rank,
		terms: Uint32Array.from(places, (place) => basis.terms[place]!),
		directions: {
			...basis.directions,
			...{ codes, scales: Float32Array.from(places, (place) => basis.directions.scales[place]!) },
		},
	});
}

function someRows(matrix: Csr, rows: Uint32Array): Csr {
	const offsets = new Uint32Array(rows.length + 1);
	const places: number[] = [];
	rows.forEach((row, i) => {
		for (let k = matrix.offsets[row]!; k < matrix.offsets[row + 1]!; k++) places.push(k);
		offsets[i + 1] = places.length;
	});
	return {
		...{ rows: rows.length, width: matrix.width, offsets },
		columns: Uint32Array.from(places, (k) => matrix.columns[k]!),
		weights: Float32Array.from(places, (k) => matrix.weights[k]!),
	};
}

/** For what is kept from one edit to the next, which an arena could not give back. */
const plain = createPlainKernels({ bits: 32 });
