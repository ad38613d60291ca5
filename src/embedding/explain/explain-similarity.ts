import type { Kernels } from "../../kernels/index.js";
import type { ConceptId, Embedding, Explanation, Heard } from "../../model/index.js";
import { withoutGradients } from "../../network/index.js";
import { diffuse } from "../baselines/diffusion.js";
import type { EmbeddingInput } from "../embed-graph.js";
import { numberConcepts } from "../graph/from-concepts.js";
import { unpackModel } from "../model-bytes.js";
import { inputsOf } from "../reading.js";
import { projectTexts } from "../text/lsa.js";
import { runNetwork } from "../train/link-network.js";
import { messageGraph } from "../train/message-graph.js";
import { networkWith } from "../train/train-links.js";
import type { Trace } from "./trace.js";
import { traceDiffusion } from "./trace-diffusion.js";
import { traceNetwork } from "./trace-network.js";

export interface ExplainOptions {
	readonly kernels: Kernels;
	/** As `embedGraph` returned it, and what it inferred from it. */
	readonly model: Uint8Array;
	readonly embedding: Embedding;
}

/** Senders that are told of one concept. */
const mostSenders = 8;
/** A share below this is not told. */
const leastShare = 0.005;

/** Which messages, over which links, made two embedded concepts alike; undefined when there is no such model. */
export function explainSimilarity(
	{ graph, notes }: Pick<EmbeddingInput, "graph" | "notes">,
	{ kernels, model: packed, embedding }: ExplainOptions,
	a: ConceptId,
	b: ConceptId,
): Explanation | undefined {
	const model = unpackModel(packed);
	if (model === undefined) return undefined;
	const numbered = numberConcepts(graph, notes, model.idf);
	const ids = [...numbered.items, ...numbered.groups];
	const trace = tracerOf(numbered.graph, model, kernels);
	const side = (from: ConceptId, to: ConceptId) =>
		unfold(trace(ids.indexOf(from), ids.indexOf(to)), ids, ids.indexOf(from));
	return { similarity: cosineOf(embedding, a, b), sides: [side(a, b), side(b, a)] };
}

type Numbered = ReturnType<typeof numberConcepts>["graph"];
type Model = NonNullable<ReturnType<typeof unpackModel>>;

/** Traces one concept's likeness to another, by their rows. */
function tracerOf(graph: Numbered, { basis, links }: Model, kernels: Kernels) {
	const { rank } = basis;
	const texts = { rows: projectTexts(kernels, graph.terms, basis), width: rank };
	const inputs = inputsOf(kernels, graph, texts);
	const [weights] = links.networks;
	if (links.training === undefined || weights === undefined) {
		const said = diffuse(kernels, graph, inputs.data, rank);
		return (node: number, other: number): Trace => {
			const target = said.subarray(other * rank, (other + 1) * rank);
			return traceDiffusion(graph, { rows: inputs.data, width: rank }, node, target);
		};
	}
	const network = networkWith(kernels, links.shape, weights);
	const messages = messageGraph(kernels, graph, links.shape.relations);
	const said = withoutGradients(() => runNetwork(network, messages, inputs));
	return (node: number, other: number): Trace => traceNetwork(network, messages, said, { node, other });
}

/** The tree of all that was heard, with shares of the whole. */
function unfold(trace: Trace, ids: readonly ConceptId[], root: number): Heard {
	const { beside, heard, steps } = trace;
	const whole = beside + heard;
	if (whole === 0) return { concept: ids[root]!, share: 1, own: 0, heard: [] };
	const below = partsBelow(trace, ids, { node: root, step: steps, share: heard / whole });
	return { concept: ids[root]!, share: 1, own: below.own + beside / whole, heard: below.heard };
}

interface Place {
	readonly node: number;
	readonly step: number;
	/** What is to be shared out. */
	readonly share: number;
}

/** What a message was made from, in the proportions of its parts. */
function partsBelow(
	trace: Trace,
	ids: readonly ConceptId[],
	{ node, step, share }: Place,
): Pick<Heard, "own" | "heard"> {
	if (step === 0) return { own: share, heard: [] };
	const { own, senders } = trace.partsOf(node, step);
	const sum = senders.reduce((total, { value }) => total + value, own);
	const scale = sum === 0 ? 0 : share / sum;
	const heard = senders
		.map((sender) => ({ ...sender, share: sender.value * scale }))
		.filter((sender) => Math.abs(sender.share) >= leastShare)
		.sort((x, y) => y.share - x.share || x.node - y.node)
		.slice(0, mostSenders)
		.map((sender): Heard => {
			const place = { node: sender.node, step: step - 1, share: sender.share };
			return {
				...{ concept: ids[sender.node]!, over: sender.over, share: sender.share },
				...partsBelow(trace, ids, place),
			};
		});
	return { own: own * scale, heard };
}

function cosineOf({ concepts, vectors, dimension }: Embedding, a: ConceptId, b: ConceptId): number {
	const [i, j] = [concepts.indexOf(a), concepts.indexOf(b)];
	let sum = 0;
	for (let k = 0; k < dimension; k++) sum += vectors[i * dimension + k]! * vectors[j * dimension + k]!;
	return sum;
}
