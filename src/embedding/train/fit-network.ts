import { elementary, type Floats, type Kernels, type Rng } from "../../kernels/index.js";
import {
	adam,
	add,
	backward,
	type CellMaker,
	concat,
	crossEntropy,
	type Graph,
	gatherRows,
	logSumExp,
	matmul,
	mean,
	type Optimizer,
	reshape,
	rowDots,
	type Tensor,
	within,
	wrap,
} from "../../network/index.js";
import { type Adjacency, neighborsOf, undirected } from "../graph/adjacency.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";
import { everyone, guessLinks, measureGuesses } from "./guess-links.js";
import { drawSome, linkedPairs } from "./hide-pairs.js";
import {
	answersOf,
	createNetwork,
	type LinkNetwork,
	type NetworkShape,
	questionsOf,
	readOut,
	runNetwork,
	saveWeights,
	type Weights,
} from "./link-network.js";
import { logDegrees, messagesOver } from "./message-graph.js";
import type { Recipe } from "./recipe.js";

export interface FitTask {
	readonly kernels: Kernels;
	readonly rng: Rng;
	readonly recipe: Recipe;
	readonly shape: NetworkShape;
	/** Without the links that are held out. */
	readonly graph: AttributedGraph;
	/** (items + groups, shape.inputs) */
	readonly inputs: Floats;
	/** (n, 2): linked pairs that are held out, to see when to stop. */
	readonly held: Uint32Array;
	/** Most epochs. */
	readonly epochs: number;
	/** Makes the cell, where it is a note's. */
	readonly make?: CellMaker;
	readonly onEpoch?: (report: FitReport) => void | Promise<void>;
}

export interface FitReport {
	readonly epoch: number;
	readonly loss: number;
	/** Mean reciprocal rank of the links held out, 0 to 1. */
	readonly validation?: number;
}

export interface Fitted {
	readonly weights: Weights;
	readonly epochs: number;
	/** The epoch of these weights; 0 is the start. */
	readonly best: number;
	readonly validation: number;
	readonly loss: number;
}

/**
 * Trains one network. In each epoch some links are hidden from the messages, and the network is asked for them: which of
 * all items is the other end? (Masking as in MaskGAE, Li et al. 2023, arXiv:2205.10053.) The weights of the epoch that
 * guessed the held-out links best are kept; that may be the start.
 */
export async function fitNetwork(task: FitTask): Promise<Fitted> {
	const { kernels, recipe, epochs, onEpoch } = task;
	const mark = kernels.mark();
	const trainer = new Trainer(task);
	let best = { ...trainer.look(), epoch: 0 };
	const start = best.quality;
	let reached = start;
	let [epoch, loss] = [0, 0];
	for (const prior of recipe.priors) {
		const before = best.epoch;
		for (let misses = 0; epoch < epochs && misses < recipe.patience; ) {
			loss = trainer.step(prior);
			epoch++;
			const looks = epoch % recipe.every === 0 || epoch === epochs;
			const seen = looks ? { ...trainer.look(), epoch } : undefined;
			if (seen !== undefined) {
				misses = seen.quality > reached + recipe.progress * (reached - start) ? 0 : misses + 1;
				if (misses === 0) reached = seen.quality;
				if (seen.quality > best.quality) best = seen;
			}
			await onEpoch?.({ epoch, loss, ...(seen && { validation: seen.validation }) });
		}
		if (prior !== recipe.priors[0] && best.epoch === before) break;
	}
	kernels.reset(mark);
	return { weights: best.weights, epochs: epoch, best: best.epoch, validation: best.validation, loss };
}

class Trainer {
	readonly #network: LinkNetwork;
	readonly #start: ReadonlyMap<Tensor, Floats>;
	readonly #optimizers: readonly Optimizer[];
	readonly #pairs: Uint32Array;
	/** For each link, which pair it is of. */
	readonly #pairOfLink: Uint32Array;
	readonly #known: Adjacency;
	/** Questions of an epoch, and items among which the answers are. */
	readonly #batch: number;
	readonly #inputs: Tensor;
	readonly #messages: (links: Uint32Array) => Graph;
	/** Messages over all links, and how many each item has, as looks see them. */
	readonly #whole: Graph;
	readonly #degrees: Tensor;

	constructor(readonly task: FitTask) {
		const { kernels, rng, recipe, shape, graph, inputs } = task;
		this.#network = createNetwork(kernels, shape, rng.fork("weights"), recipe.noise, task.make);
		const { matrices, numbers } = this.#network;
		this.#start = new Map(Object.values(matrices).map((x) => [x, copyOf(kernels, x)]));
		this.#pairs = linkedPairs(graph);
		this.#optimizers = [
			adam(matrices, { rate: recipe.rates.matrices }),
			adam(numbers, { rate: recipe.rates.numbers }),
		];
		this.#pairOfLink = pairsOfLinks(graph, this.#pairs);
		this.#known = undirected(graph.links, graph.items);
		const { share, least, most } = recipe.batch;
		this.#batch = Math.max(least, Math.min(most, Math.round(share * graph.items)));
		const rows = graph.items + graph.groups;
		const own = kernels.floats(rows * shape.inputs);
		own.set(inputs.subarray(0, own.length));
		this.#inputs = wrap(own, [rows, shape.inputs], kernels);
		this.#messages = messagesOver(kernels, graph, shape.relations);
		this.#whole = this.#messages(graph.links);
		this.#degrees = logDegrees(kernels, graph.links, graph.items);
	}

	/** One epoch: the loss before it. */
	step(prior: number): number {
		const { kernels, graph } = this.task;
		return within(kernels, () => {
			const { hidden, links } = this.#hide();
			const loss = this.#loss(hidden, this.#messages(links), logDegrees(kernels, links, graph.items));
			backward(loss);
			this.#holdBack(prior);
			for (const optimizer of this.#optimizers) optimizer.step();
			return loss.item();
		});
	}

	/** How well the links that are held out are guessed, with all others visible. */
	look(): { quality: number; validation: number; weights: Weights } {
		const { kernels, held, recipe } = this.task;
		const mark = kernels.mark();
		const asked = held.subarray(0, 2 * recipe.looks);
		const guess = guessLinks(this.#network, this.#whole, this.#inputs, this.#degrees, ascending(asked));
		const measured = measureGuesses(guess, asked, this.#known);
		kernels.reset(mark);
		return { ...measured, weights: saveWeights(this.#network) };
	}

	#hide(): { hidden: Uint32Array; links: Uint32Array } {
		const { rng, recipe, graph } = this.task;
		const count = this.#pairs.length / 2;
		const gone = drawSome(everyone(count), Math.max(1, Math.round(recipe.hidden * count)), rng);
		const isGone = new Uint8Array(count);
		for (const pair of gone) isGone[pair] = 1;
		const asked = gone.subarray(0, this.#batch >> 1);
		return {
			hidden: Uint32Array.from(
				{ length: 2 * asked.length },
				(_, i) => this.#pairs[2 * asked[i >> 1]! + (i & 1)]!,
			),
			links: graph.links.filter((_, i) => isGone[this.#pairOfLink[i >> 1]!] === 0),
		};
	}

	/** Each hidden link from both its ends: its other end among the items that are not linked. */
	#loss(hidden: Uint32Array, messages: Graph, degrees: Tensor): Tensor {
		const { kernels, rng, recipe, graph } = this.task;
		const asking = ascending(hidden);
		const others = this.#drawItems();
		const nodes = ascending([...asking, ...others]);
		const drop = { rate: recipe.dropout, rng };
		const z = readOut(runNetwork(this.#network, messages, this.#inputs, { drop, only: nodes }), nodes);
		const answers = answersOf(z, gatherRows(degrees, nodes)); // (nodes, 2d + 1)
		const [row, place] = [placesOf(asking, graph.items), placesOf(nodes, graph.items)];
		const questions = questionsOf(this.#network, gatherRows(z, place(asking))); // (asking, 2d + 1)
		const right = rowDots(
			gatherRows(questions, row(hidden)),
			gatherRows(answers, place(hidden.map((_, i) => hidden[i ^ 1]!))),
		); // (hidden)
		const scores = matmul(questions, gatherRows(answers, place(others)), { transposeB: true }); // (asking, others)
		// Each item that was drawn stands for several.
		const weight = elementary.log(graph.items / others.length);
		const wrong = add(logSumExp(scores, this.#linked(asking, others)), weight); // (asking, 1)
		const both = concat(reshape(right, [hidden.length, 1]), gatherRows(wrong, row(hidden)));
		return mean(crossEntropy(both, kernels.indices(hidden.length)));
	}

	/** All, or some that are drawn for all rows together. */
	#drawItems(): Uint32Array {
		const { rng, graph } = this.task;
		const all = everyone(graph.items);
		return all.length <= this.#batch ? all : drawSome(all, this.#batch, rng).sort();
	}

	/** The entries (i, j) of the pairs asking[i], others[j] that are linked or the same. */
	#linked(asking: Uint32Array, others: Uint32Array): Uint32Array {
		const column = new Int32Array(this.task.graph.items).fill(-1);
		others.forEach((item, j) => {
			column[item] = j;
		});
		const entries: number[] = [];
		asking.forEach((item, i) => {
			if (column[item]! >= 0) entries.push(i * others.length + column[item]!);
			for (const other of neighborsOf(this.#known, item))
				if (column[other]! >= 0) entries.push(i * others.length + column[other]!);
		});
		return Uint32Array.from(entries);
	}

	/** The gradient of the prior, λ/pairs · ‖θ − θ₀‖². */
	#holdBack(prior: number): void {
		const { kernels } = this.task;
		const strength = (2 * prior * 2) / this.#pairs.length;
		for (const [{ grad, data, size }, start] of this.#start) {
			if (grad === null) continue;
			kernels.axpy(grad, strength, data, size);
			kernels.axpy(grad, -strength, start, size);
		}
	}
}

function copyOf(kernels: Kernels, { data, size }: Tensor): Floats {
	const copy = kernels.floats(size);
	copy.set(data.subarray(0, size));
	return copy;
}

function pairsOfLinks({ links, items }: AttributedGraph, pairs: Uint32Array): Uint32Array {
	const numbers = new Map<number, number>();
	for (let i = 0; i < pairs.length; i += 2) numbers.set(pairs[i]! * items + pairs[i + 1]!, i / 2);
	return Uint32Array.from({ length: links.length / 2 }, (_, i) => {
		const [a, b] = [links[2 * i]!, links[2 * i + 1]!];
		return numbers.get(Math.min(a, b) * items + Math.max(a, b))!;
	});
}

/** Each once. */
function ascending(items: Iterable<number>): Uint32Array {
	return Uint32Array.from(new Set(items)).sort();
}

/** Finds items in a list of some. */
function placesOf(list: Uint32Array, items: number): (some: Uint32Array) => Uint32Array {
	const places = new Uint32Array(items);
	list.forEach((item, i) => {
		places[item] = i;
	});
	return (some) => some.map((item) => places[item]!);
}
