import { elementary, type Floats, type Kernels, type Rng } from "../../kernels/index.js";
import {
	adam,
	add,
	backward,
	concat,
	crossEntropy,
	gatherRows,
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
import { guessLinks, measureGuesses } from "./guess-links.js";
import { linkedPairs } from "./hide-pairs.js";
import {
	answersOf,
	createNetwork,
	type LinkNetwork,
	type NetworkShape,
	questionsOf,
	readOut,
	saveWeights,
	statesOf,
	type Weights,
} from "./link-network.js";
import { logDegrees, messageGraph } from "./message-graph.js";
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
	let [epoch, loss] = [0, 0];
	for (const prior of recipe.priors) {
		const before = best.epoch;
		for (let misses = 0; epoch < epochs && misses < recipe.patience; ) {
			loss = trainer.step(prior);
			epoch++;
			const looks = epoch % recipe.every === 0 || epoch === epochs;
			const seen = looks ? { ...trainer.look(), epoch } : undefined;
			if (seen !== undefined) {
				misses = seen.quality > best.quality ? 0 : misses + 1;
				if (misses === 0) best = seen;
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
	readonly #inputs: Tensor;

	constructor(readonly task: FitTask) {
		const { kernels, rng, recipe, shape, graph, inputs } = task;
		this.#network = createNetwork(kernels, shape, rng.fork("weights"), recipe.noise);
		const { matrices, numbers } = this.#network;
		this.#start = new Map(Object.values(matrices).map((x) => [x, copyOf(kernels, x)]));
		this.#pairs = linkedPairs(graph);
		const pace = this.#pairs.length / 2 < recipe.rates.many ? 1 : 2;
		this.#optimizers = [
			adam(matrices, { rate: pace * recipe.rates.matrices }),
			adam(numbers, { rate: pace * recipe.rates.numbers }),
		];
		this.#pairOfLink = pairsOfLinks(graph, this.#pairs);
		this.#known = undirected(graph.links, graph.items);
		const rows = graph.items + graph.groups;
		const own = kernels.floats(rows * shape.inputs);
		own.set(inputs.subarray(0, own.length));
		this.#inputs = wrap(own, [rows, shape.inputs], kernels);
	}

	/** One epoch: the loss before it. */
	step(prior: number): number {
		const { kernels, rng, recipe, graph, shape } = this.task;
		return within(kernels, () => {
			const { hidden, links } = this.#hide();
			const messages = messageGraph(kernels, graph, links, shape.relations);
			const z = readOut(statesOf(this.#network, messages, this.#inputs, { rate: recipe.dropout, rng }));
			const loss = this.#loss(z, hidden, logDegrees(kernels, links, graph.items));
			backward(loss);
			this.#holdBack(prior);
			for (const optimizer of this.#optimizers) optimizer.step();
			return loss.item();
		});
	}

	/** How well the links that are held out are guessed, with all others visible. */
	look(): { quality: number; validation: number; weights: Weights } {
		const { kernels, graph, held, recipe } = this.task;
		const mark = kernels.mark();
		const guess = guessLinks(kernels, this.#network, graph, this.#inputs);
		const measured = measureGuesses(guess, held.subarray(0, 2 * recipe.looks), this.#known);
		kernels.reset(mark);
		return { ...measured, weights: saveWeights(this.#network) };
	}

	#hide(): { hidden: Uint32Array; links: Uint32Array } {
		const { rng, recipe, graph } = this.task;
		const count = this.#pairs.length / 2;
		const order = rng.shuffle(Uint32Array.from({ length: count }, (_, i) => i));
		const gone = order.subarray(0, Math.max(1, Math.round(recipe.hidden * count)));
		const isGone = new Uint8Array(count);
		for (const pair of gone) isGone[pair] = 1;
		const asked = gone.subarray(0, Math.max(1, recipe.batch.rows >> 1));
		return {
			hidden: Uint32Array.from(
				{ length: 2 * asked.length },
				(_, i) => this.#pairs[2 * asked[i >> 1]! + (i & 1)]!,
			),
			links: graph.links.filter((_, i) => isGone[this.#pairOfLink[i >> 1]!] === 0),
		};
	}

	/** Each hidden link from both its ends: its other end among the items that are not linked. */
	#loss(z: Tensor, hidden: Uint32Array, degrees: Tensor): Tensor {
		const { kernels, graph } = this.task;
		const asking = Uint32Array.from([...firsts(hidden), ...seconds(hidden)]);
		const wanted = Uint32Array.from([...seconds(hidden), ...firsts(hidden)]);
		const others = this.#drawItems();
		const answers = (items: Uint32Array) => answersOf(gatherRows(z, items), gatherRows(degrees, items));
		const questions = questionsOf(this.#network, gatherRows(z, asking)); // (rows, 2d + 1)
		const right = reshape(rowDots(questions, answers(wanted)), [asking.length, 1]);
		const wrong = matmul(questions, answers(others), { transposeB: true }); // (rows, others)
		const mask = this.#mask(asking, others, elementary.log(graph.items / others.length));
		return mean(crossEntropy(concat(right, add(wrong, mask)), kernels.indices(asking.length)));
	}

	/** All, or some that are drawn for all rows together. */
	#drawItems(): Uint32Array {
		const { rng, recipe, graph } = this.task;
		const all = Uint32Array.from({ length: graph.items }, (_, i) => i);
		return all.length <= recipe.batch.items ? all : rng.shuffle(all).slice(0, recipe.batch.items).sort();
	}

	/** −∞ where row and item are linked or the same; else `weight`: each item that was drawn stands for several. */
	#mask(asking: Uint32Array, others: Uint32Array, weight: number): Tensor {
		const { kernels, graph } = this.task;
		const place = new Int32Array(graph.items).fill(-1);
		others.forEach((item, i) => {
			place[item] = i;
		});
		const mask = kernels.floats(asking.length * others.length).fill(weight);
		asking.forEach((item, row) => {
			const out = (other: number) => {
				const column = place[other]!;
				if (column >= 0) mask[row * others.length + column] = Number.NEGATIVE_INFINITY;
			};
			out(item);
			neighborsOf(this.#known, item).forEach(out);
		});
		return wrap(mask, [asking.length, others.length], kernels);
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

function firsts(pairs: Uint32Array): Uint32Array {
	return pairs.filter((_, i) => i % 2 === 0);
}

function seconds(pairs: Uint32Array): Uint32Array {
	return pairs.filter((_, i) => i % 2 === 1);
}
