import type { Floats, Kernels } from "../kernels/index.js";
import { type Tensor, tensor, withoutGradients, wrap } from "../network/index.js";
import { diffuse, withGroups } from "./baselines/diffusion.js";
import type { AttributedGraph } from "./graph/attributed-graph.js";
import { type Guess, guessFrom } from "./train/guess-links.js";
import { type LinkNetwork, readOut, runNetwork } from "./train/link-network.js";
import { logDegrees, messageGraph } from "./train/message-graph.js";
import { type LinkModel, networkWith, type TextRows } from "./train/train-links.js";
import { type Known, knownFrom } from "./vectors.js";

/** What a model makes of a graph: all that is inferred is inferred from this. In the kernels' memory. */
export interface Reading {
	/** Texts after one step of diffusion, (items + groups, width): rows of length 1. */
	readonly diffused: Floats;
	readonly width: number;
	/** What each network thinks of every pair of items. */
	readonly guesses: readonly Guess[];
	/** From what the vectors are made. */
	readonly known: Known;
}

/** A network and what it reads out of every node, z (items + groups, 2d). */
export interface ReadOut {
	readonly network: LinkNetwork;
	readonly z: Tensor;
}

/** Every network is run once; `said` is what those read out that were run elsewhere. */
export function readGraph(
	kernels: Kernels,
	graph: AttributedGraph,
	texts: TextRows,
	...[links, said]: [LinkModel, (readonly Float32Array[])?]
): Reading {
	const inputs = inputsOf(kernels, graph, texts);
	const messages = messageGraph(kernels, graph, links.shape.relations);
	const read = links.networks.map((weights, i): ReadOut => {
		const network = networkWith(kernels, links.shape, weights);
		const known = said?.[i];
		if (known !== undefined)
			return { network, z: tensor(known, { shape: [inputs.rows, 2 * links.shape.states], kernels }) };
		return { network, z: withoutGradients(() => readOut(runNetwork(network, messages, inputs))) };
	});
	const diffused = { rows: diffuse(kernels, graph, inputs.data, texts.width), width: texts.width };
	return readingOf(kernels, graph, links, diffused, read);
}

/** What every node says itself, (items + groups, width). */
export function inputsOf(kernels: Kernels, graph: AttributedGraph, { rows, width }: TextRows): Tensor {
	const nodes = graph.items + graph.groups;
	return wrap(withGroups(kernels, graph, rows, width), [nodes, width], kernels);
}

/** The same where it is known what the networks say, and what the diffusion; if need be for questions of a few items. */
export function readingOf(
	kernels: Kernels,
	graph: AttributedGraph,
	{ training }: LinkModel,
	...[{ rows: diffused, width }, read, asking]: [TextRows, readonly ReadOut[], Uint32Array?]
): Reading {
	const nodes = graph.items + graph.groups;
	const degrees = logDegrees(kernels, graph.links, graph.items);
	const [first] = read;
	return {
		...{ diffused, width },
		guesses: read.map(({ network, z }) => guessFrom(network, z, degrees, asking)),
		// Where nothing was trained, the diffusion of the texts.
		known:
			training === undefined || first === undefined
				? { rows: diffused, width, nodes, items: graph.items, parts: 1 }
				: knownFrom(first.network, first.z, graph.items),
	};
}
