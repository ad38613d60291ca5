import { createRng, type Floats, type Kernels } from "../../kernels/index.js";
import { type CellMaker, wrap } from "../../network/index.js";
import { type TracedSteps, traceSteps } from "../explain/trace-network.js";
import type { AttributedGraph } from "../graph/attributed-graph.js";
import { fitNetwork } from "../train/fit-network.js";
import type { Fold } from "../train/folds.js";
import { hidePairs } from "../train/hide-pairs.js";
import {
	createNetwork,
	type LinkNetwork,
	loadWeights,
	type NetworkShape,
	readOut,
	runNetwork,
	saveWeights,
	type Weights,
} from "../train/link-network.js";
import { messageGraph } from "../train/message-graph.js";
import type { Recipe } from "../train/recipe.js";

/**
 * All that has to do with a network whose cell is the code of a note. It is done where such code may run; there go
 * numbers, and numbers come back. No text of a note, no name and no path is among them.
 */
export interface LinkTask {
	readonly shape: NetworkShape;
	readonly graph: MessageGraph;
	/** (items + groups, shape.inputs) */
	readonly inputs: Floats;
	readonly ask: FitNetworks | RunNetworks | TraceNetwork;
}

/** Over what messages go, as plain arrays. */
export type MessageGraph = Pick<
	AttributedGraph,
	"items" | "groups" | "links" | "memberships" | "parents" | "mentions"
>;

/** One network for each fold of the links that is held out; without folds, one that has learned nothing. */
export interface FitNetworks {
	readonly kind: "fit";
	readonly seed: number;
	/** Most epochs of each. */
	readonly epochs: number;
	readonly recipe: Recipe;
	readonly folds: readonly Fold[];
}

export interface RunNetworks {
	readonly kind: "run";
	readonly networks: readonly Weights[];
}

/** Which messages made two nodes alike, and the other way round. */
export interface TraceNetwork {
	readonly kind: "trace";
	readonly network: Weights;
	readonly pair: readonly [number, number];
	/** What all notes say, (2 states). */
	readonly mean: Float32Array;
}

export interface LinkAnswer {
	readonly networks: readonly AnsweredNetwork[];
	/** Of both ends, when a pair is traced. */
	readonly traces?: readonly TracedSteps[];
}

export interface AnsweredNetwork {
	readonly weights: Weights;
	/** What it reads out of every node, z (items + groups, 2d). */
	readonly z: Float32Array;
	readonly fit?: {
		readonly epochs: number;
		readonly best: number;
		readonly validation: number;
		readonly loss: number;
		/** The same while the links of a part of the fold are hidden, for each part. */
		readonly blind: readonly Float32Array[];
	};
}

/** Pure: a function of the task and of what the cell does. */
export async function answerTask(
	kernels: Kernels,
	{ shape, graph: given, inputs, ask }: LinkTask,
	make?: CellMaker,
): Promise<LinkAnswer> {
	const graph = withoutTexts(given);
	const rows = graph.items + graph.groups;
	const own = kernels.floats(rows * shape.inputs);
	own.set(inputs.subarray(0, own.length));
	const networkOf = (weights: Weights): LinkNetwork => {
		const network = createNetwork(kernels, shape, createRng(0), 0, make);
		loadWeights(network, weights);
		return network;
	};
	const say = (weights: Weights, links: Uint32Array): Float32Array => {
		const mark = kernels.mark();
		const messages = messageGraph(kernels, { ...graph, links }, shape.relations);
		const input = wrap(own, [rows, shape.inputs], kernels);
		const z = readOut(runNetwork(networkOf(weights), messages, input));
		const copy = Float32Array.from(z.data.subarray(0, z.size));
		kernels.reset(mark);
		return copy;
	};
	if (ask.kind === "run")
		return { networks: ask.networks.map((weights) => ({ weights, z: say(weights, graph.links) })) };
	if (ask.kind === "trace") {
		const messages = messageGraph(kernels, graph, shape.relations);
		const network = networkOf(ask.network);
		const said = runNetwork(network, messages, wrap(own, [rows, shape.inputs], kernels));
		const { mean } = ask;
		const [a, b] = ask.pair;
		const traces = [traceSteps(network, messages, said, { node: a, other: b, mean })];
		traces.push(traceSteps(network, messages, said, { node: b, other: a, mean }));
		return { networks: [], traces };
	}
	const { seed, epochs, recipe, folds } = ask;
	const rng = createRng(seed).fork("links");
	if (folds.length === 0) {
		const weights = saveWeights(createNetwork(kernels, shape, rng, 0, make));
		return { networks: [{ weights, z: say(weights, graph.links) }] };
	}
	const networks: AnsweredNetwork[] = [];
	for (const [i, { held, parts }] of folds.entries()) {
		const visible = { ...graph, links: hidePairs(graph.links, held, graph.items) };
		const { weights, ...fit } = await fitNetwork({
			...{ kernels, recipe, shape, graph: visible, held, rng: rng.fork(i), epochs, inputs: own },
			...(make && { make }),
		});
		const blind = parts.map((part) => say(weights, hidePairs(graph.links, part, graph.items)));
		networks.push({ weights, z: say(weights, graph.links), fit: { ...fit, blind } });
	}
	return { networks };
}

function withoutTexts(graph: MessageGraph): AttributedGraph {
	const none = new Uint32Array(graph.items + 1);
	const terms = {
		rows: graph.items,
		width: 0,
		offsets: none,
		columns: new Uint32Array(),
		weights: new Float32Array(),
	};
	return { ...graph, folders: new Uint32Array(graph.items), terms };
}
