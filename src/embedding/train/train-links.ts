import { createRng, type Floats, type Kernels, type Rng } from "../../kernels/index.js";
import { tensor, wrap } from "../../network/index.js";
import type { AnsweredNetwork, FitNetworks } from "../apart/link-task.js";
import { diffuse, withGroups } from "../baselines/diffusion.js";
import { neighborsOf, undirected } from "../graph/adjacency.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";
import { type Fitted, fitNetwork } from "./fit-network.js";
import { type Fold, foldsOf } from "./folds.js";
import { everyone, type Guess, guessFrom, guessLinks, scoreSome } from "./guess-links.js";
import { drawSome, hidePairs, linkedPairs } from "./hide-pairs.js";
import {
	type CellName,
	createNetwork,
	type LinkNetwork,
	loadWeights,
	type NetworkShape,
	saveWeights,
	type Weights,
} from "./link-network.js";
import { logDegrees, messageGraph, relationNames } from "./message-graph.js";
import { featureCount, featureNames, PairFeatures } from "./pair-features.js";
import { fitRanker, type Question, type Ranker } from "./ranker.js";
import { type Recipe, usualRanker, recipe as usualRecipe } from "./recipe.js";

export interface TextRows {
	/** (items, width), rows of length 1 or 0. */
	readonly rows: Floats;
	readonly width: number;
}

export interface TrainOptions {
	readonly seed: number;
	/** Width of the states. */
	readonly dimension: number;
	/** Most epochs of each network. */
	readonly epochs: number;
	readonly cell: CellName;
	/** `ranker`: without a network, for comparison. */
	readonly method?: "network" | "ranker";
	readonly recipe?: Recipe;
	/** Fits the networks whose cell is the code of a note; needed for these. */
	readonly fitApart?: (
		ask: FitNetworks,
		shape: NetworkShape,
		inputs: Floats,
	) => Promise<readonly AnsweredNetwork[]>;
	readonly onEpoch?: (report: TrainReport) => void | Promise<void>;
}

export interface TrainReport {
	/** From 1, over all networks. */
	readonly epoch: number;
	/** At most. */
	readonly epochs: number;
	readonly loss: number;
	/** Mean reciprocal rank of the links held out, 0 to 1, where it was measured. */
	readonly validation?: number;
}

/** What was learned of a graph's links. */
export interface LinkModel {
	readonly shape: NetworkShape;
	/** Networks whose opinions are averaged; each was trained without another part of the links. */
	readonly networks: readonly Weights[];
	readonly ranker: Ranker;
	/** Absent if there was too little to learn from. */
	readonly training?: {
		readonly epochs: number;
		readonly best: number;
		readonly validation: number;
		readonly loss: number;
	};
}

/** Of networks that were fitted apart, also what each reads out of every node: nobody here can. */
export interface TrainedLinks extends LinkModel {
	readonly said?: readonly Float32Array[];
}

/**
 * Learns which items are linked. The links are held out in parts; each part is hidden from one network, which says when
 * that network has learned enough, and how far the ranker may trust it. With few links the networks are several, so that
 * all of them together have seen every link.
 */
export async function trainLinks(
	kernels: Kernels,
	graph: AttributedGraph,
	texts: TextRows,
	options: TrainOptions,
): Promise<TrainedLinks> {
	const { seed, recipe = usualRecipe } = options;
	const rng = createRng(seed).fork("links");
	const mark = kernels.mark();
	const trainer = new LinkTrainer({ kernels, graph, texts, rng, recipe, options });
	const model = await trainer.train();
	kernels.reset(mark);
	return model;
}

interface Training {
	readonly kernels: Kernels;
	readonly graph: AttributedGraph;
	readonly texts: TextRows;
	readonly rng: Rng;
	readonly recipe: Recipe;
	readonly options: TrainOptions;
}

/** What it reads out of every node while a part of its fold is hidden, for each part, is known if it was run elsewhere. */
type Known = Fitted & { readonly blind?: readonly Float32Array[] };

interface Said {
	readonly weights: Weights;
	/** What it reads out of every node, if it was run elsewhere. */
	readonly said: Float32Array | undefined;
}

class LinkTrainer {
	readonly #shape: NetworkShape;
	readonly #inputs: Floats;
	readonly #folds: readonly Fold[];
	readonly #epochs: number;
	/** All items, in whatever order. */
	readonly #everyone: Uint32Array;
	#epoch = 0;

	constructor(readonly training: Training) {
		const { kernels, graph, texts, recipe, rng, options } = training;
		const { cell, dimension, epochs } = options;
		this.#shape = {
			...{ cell, inputs: texts.width, states: dimension, steps: recipe.steps },
			relations: relationNames(graph),
		};
		this.#inputs = withGroups(kernels, graph, texts.rows, texts.width);
		this.#folds = foldsOf(linkedPairs(graph), recipe, rng.fork("folds"));
		this.#epochs = this.#folds.length * epochs;
		this.#everyone = everyone(graph.items);
	}

	async train(): Promise<TrainedLinks> {
		const plain = this.training.options.method === "ranker";
		const apart = this.#shape.cell === "note" ? await this.#fitApart() : undefined;
		const fits: Known[] = [];
		const questions: Question[] = [];
		for (const [i, fold] of this.#folds.entries()) {
			const { graph } = this.training;
			const visible = { ...graph, links: hidePairs(graph.links, fold.held, graph.items) };
			const rng = this.training.rng.fork(i);
			const there = apart?.[i];
			if (there?.fit !== undefined) fits.push({ weights: there.weights, ...there.fit });
			else if (!plain) fits.push(await this.#fit(visible, fold.held, rng));
			questions.push(...this.#questions(fold, rng.fork("questions"), fits[i]));
		}
		return {
			shape: this.#shape,
			networks:
				(apart ?? fits).length > 0 ? (apart ?? fits).map(({ weights }) => weights) : [this.#untrained()],
			ranker: fitRanker(
				questions,
				featureNames.map((name) => (plain && name === "network" ? nothing : usualRanker[name])),
			),
			...(fits.length > 0 && { training: summaryOf(fits) }),
			...(apart && { said: apart.map(({ z }) => z) }),
		};
	}

	async #fitApart(): Promise<readonly AnsweredNetwork[]> {
		const { recipe, options } = this.training;
		const { fitApart, seed, epochs } = options;
		if (fitApart === undefined) throw new Error("A note's cell, and nowhere to run it.");
		const ask = { kind: "fit", ...{ seed, epochs, recipe, folds: this.#folds } } as const;
		const networks = await fitApart(ask, this.#shape, this.#inputs);
		for (const { fit } of networks) {
			if (fit === undefined) continue;
			const { loss, validation } = fit;
			this.#epoch += fit.epochs;
			await options.onEpoch?.({ epoch: this.#epoch, epochs: this.#epochs, loss, validation });
		}
		return networks;
	}

	#fit(graph: AttributedGraph, held: Uint32Array, rng: Rng): Promise<Fitted> {
		const { kernels, recipe, options } = this.training;
		const { onEpoch, epochs } = options;
		return fitNetwork({
			...{ kernels, recipe, graph, held, rng, epochs, shape: this.#shape, inputs: this.#inputs },
			onEpoch: ({ loss, validation }) =>
				onEpoch?.({
					...{ epoch: ++this.#epoch, epochs: this.#epochs, loss },
					...(validation !== undefined && { validation }),
				}),
		});
	}

	/** All pairs held out, a part of them at a time. */
	#questions({ parts }: Fold, rng: Rng, fit: Known | undefined): Question[] {
		const { graph } = this.training;
		return parts.flatMap((part, i) => {
			const visible = { ...graph, links: hidePairs(graph.links, part, graph.items) };
			return this.#ask(visible, part, rng, fit && { weights: fit.weights, said: fit.blind?.[i] });
		});
	}

	/** Each pair from both its ends: it, and others that might have been the answer. */
	#ask(graph: AttributedGraph, pairs: Uint32Array, rng: Rng, network: Said | undefined): Question[] {
		const { kernels, texts } = this.training;
		const mark = kernels.mark();
		const guess = network && this.#guess(graph, network.weights, network.said);
		const diffused = diffuse(kernels, graph, this.#inputs, texts.width);
		const features = new PairFeatures({
			...{ graph, diffused, width: texts.width },
			...(guess && { network: (item, others, out) => scoreSome(guess, item, others, out) }),
		});
		const known = undirected(graph.links, graph.items);
		const questions = Array.from(pairs, (item, i) => {
			const others = this.#alternatives(item, pairs[i ^ 1]!, neighborsOf(known, item), rng);
			const written = new Float32Array(others.length * featureCount);
			features.write(item, others, written);
			return { features: written };
		});
		kernels.reset(mark);
		return questions;
	}

	/**
	 * The right answer, then all others if there are few; else some at random. They are not those that the network likes
	 * best: among these a ranker would learn to distrust it.
	 */
	#alternatives(item: number, right: number, known: Uint32Array, rng: Rng): Uint32Array {
		const { graph, recipe } = this.training;
		const out = new Set([item, right, ...known]);
		const most = Math.ceil(recipe.questions.others / this.#folds.length);
		const tried = graph.items > most ? drawSome(this.#everyone, most, rng) : this.#everyone;
		return Uint32Array.from([right, ...tried.filter((i) => !out.has(i))]);
	}

	/** @param said what the network reads out of every node, if it was run elsewhere */
	#guess(graph: AttributedGraph, weights: Weights, said: Float32Array | undefined): Guess {
		const { kernels } = this.training;
		const { inputs, relations, states } = this.#shape;
		const nodes = graph.items + graph.groups;
		const network = networkWith(kernels, this.#shape, weights);
		const degrees = logDegrees(kernels, graph.links, graph.items);
		if (said !== undefined)
			return guessFrom(network, tensor(said, { shape: [nodes, 2 * states], kernels }), degrees);
		const messages = messageGraph(kernels, graph, relations);
		return guessLinks(network, messages, wrap(this.#inputs, [nodes, inputs], kernels), degrees);
	}

	/** The start, without noise: the diffusion. */
	#untrained(): Weights {
		const { kernels, rng } = this.training;
		const mark = kernels.mark();
		const weights = saveWeights(createNetwork(kernels, this.#shape, rng, 0));
		kernels.reset(mark);
		return weights;
	}
}

/** A network with these weights, in the kernels' memory. */
export function networkWith(kernels: Kernels, shape: NetworkShape, weights: Weights): LinkNetwork {
	const network = createNetwork(kernels, shape, createRng(0), 0);
	loadWeights(network, weights);
	return network;
}

/** What is said by a network that there is not. */
const nothing = [0, 1] as const;

function summaryOf(fits: readonly Fitted[]): NonNullable<LinkModel["training"]> {
	const mean = (of: (fit: Fitted) => number) => fits.reduce((sum, fit) => sum + of(fit), 0) / fits.length;
	return {
		epochs: Math.max(...fits.map(({ epochs }) => epochs)),
		best: Math.round(mean(({ best }) => best)),
		validation: mean(({ validation }) => validation),
		loss: mean(({ loss }) => loss),
	};
}
