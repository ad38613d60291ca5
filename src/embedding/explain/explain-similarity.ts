import type { Kernels } from "../../kernels/index.js";
import type { ConceptId, Embedding, Explanation, Heard } from "../../model/index.js";
import { withoutGradients } from "../../network/index.js";
import { askApart } from "../apart/ask-apart.js";
import { diffuse } from "../baselines/diffusion.js";
import type { EmbeddingInput, NoteCell } from "../embed-graph.js";
import { numberConcepts } from "../graph/from-concepts.js";
import { unpackModel } from "../model-bytes.js";
import { inputsOf } from "../reading.js";
import { projectTexts } from "../text/lsa.js";
import { type CellName, runNetwork } from "../train/link-network.js";
import { messageGraph } from "../train/message-graph.js";
import { networkWith } from "../train/train-links.js";
import type { Trace } from "./trace.js";
import { traceDiffusion } from "./trace-diffusion.js";
import { traceFrom, traceNetwork } from "./trace-network.js";

export interface ExplainOptions {
	readonly kernels: Kernels;
	/** As `embedGraph` returned it, and what it inferred from it. */
	readonly model: Uint8Array;
	readonly embedding: Embedding;
	/** With which it was learned, if that is a note's. */
	readonly cell?: CellName | NoteCell;
}

/** Senders that are told of one concept. */
const mostSenders = 8;
/** A share below this is not told. */
const leastShare = 0.005;

/** Which messages, over which links, made two embedded concepts alike; undefined when there is no such model. */
export async function explainSimilarity(
	{ graph, notes }: Pick<EmbeddingInput, "graph" | "notes">,
	options: ExplainOptions,
	a: ConceptId,
	b: ConceptId,
): Promise<Explanation | undefined> {
	const model = unpackModel(options.model);
	if (model === undefined) return undefined;
	const numbered = numberConcepts(graph, notes, model.idf);
	const ids = [...numbered.items, ...numbered.groups];
	const pair = [ids.indexOf(a), ids.indexOf(b)] as const;
	const traces = await tracePair(numbered.graph, model, options, pair);
	const sides = [unfold(traces[0], ids, pair[0]), unfold(traces[1], ids, pair[1])] as const;
	return { similarity: cosineOf(options.embedding, a, b), sides };
}

type Numbered = ReturnType<typeof numberConcepts>["graph"];
type Model = NonNullable<ReturnType<typeof unpackModel>>;

/** Traces each concept's likeness to the other, by their rows. */
async function tracePair(
	graph: Numbered,
	{ basis, links, vectors: { mean } }: Model,
	{ kernels, cell }: ExplainOptions,
	[a, b]: readonly [number, number],
): Promise<readonly [Trace, Trace]> {
	const { rank } = basis;
	const texts = { rows: projectTexts(kernels, graph.terms, basis), width: rank };
	const inputs = inputsOf(kernels, graph, texts);
	const { shape, networks } = links;
	const [weights] = networks;
	if (links.training === undefined || weights === undefined) {
		const diffused = diffuse(kernels, graph, inputs.data, rank);
		const rows = { rows: inputs.data, diffused, width: rank, mean };
		return [traceDiffusion(graph, rows, a, b), traceDiffusion(graph, rows, b, a)];
	}
	const messages = messageGraph(kernels, graph, shape.relations);
	if (shape.cell === "note") {
		if (typeof cell !== "object") throw new Error("A note's cell, and nowhere to run it.");
		const ask = { kind: "trace", network: weights, pair: [a, b], mean } as const;
		const task = { shape, graph, inputs: inputs.data, ask };
		const { traces } = await askApart(cell.elsewhere, kernels, task);
		return [traceFrom(traces![0]!, messages), traceFrom(traces![1]!, messages)];
	}
	const network = networkWith(kernels, shape, weights);
	const said = withoutGradients(() => runNetwork(network, messages, inputs));
	const trace = (node: number, other: number) => traceNetwork(network, messages, said, { node, other, mean });
	return [trace(a, b), trace(b, a)];
}

/** The tree of all that was heard, with shares of the whole. */
function unfold(trace: Trace, ids: readonly ConceptId[], root: number): Heard {
	const { beside, heard, common, steps } = trace;
	const whole = beside + heard + common;
	const size = Math.abs(whole);
	if (size === 0) return { concept: ids[root]!, share: 1, own: 0, common: 0, heard: [] };
	const below = partsBelow(trace, ids, { node: root, step: steps, share: heard / size, size });
	return {
		...{ concept: ids[root]!, share: whole / size, own: below.own + beside / size, common: common / size },
		heard: below.heard,
	};
}

interface Place {
	readonly node: number;
	readonly step: number;
	/** What is to be shared out. */
	readonly share: number;
	/** Of the whole: what shares are of. */
	readonly size: number;
}

/** What a message was made from. What its parts do not sum up to, they share out, each as large as it is. */
function partsBelow(
	trace: Trace,
	ids: readonly ConceptId[],
	{ node, step, share, size }: Place,
): Pick<Heard, "own" | "heard"> {
	if (step === 0) return { own: share, heard: [] };
	const { own, senders } = trace.partsOf(node, step);
	const values = [own, ...senders.map(({ value }) => value)];
	const rest = share - values.reduce((sum, value) => sum + value, 0) / size;
	const extent = values.reduce((sum, value) => sum + Math.abs(value), 0);
	const shareOf = (value: number) => (extent === 0 ? 0 : value / size + rest * (Math.abs(value) / extent));
	const heard = senders
		.map((sender) => ({ ...sender, share: shareOf(sender.value) }))
		.filter((sender) => Math.abs(sender.share) >= leastShare)
		.sort((x, y) => y.share - x.share || x.node - y.node)
		.slice(0, mostSenders)
		.map((sender): Heard => {
			const place = { node: sender.node, step: step - 1, share: sender.share, size };
			return {
				...{ concept: ids[sender.node]!, over: sender.over, share: sender.share },
				...partsBelow(trace, ids, place),
			};
		});
	return { own: shareOf(own), heard };
}

function cosineOf({ concepts, vectors, dimension }: Embedding, a: ConceptId, b: ConceptId): number {
	const [i, j] = [concepts.indexOf(a), concepts.indexOf(b)];
	let sum = 0;
	for (let k = 0; k < dimension; k++) sum += vectors[i * dimension + k]! * vectors[j * dimension + k]!;
	return sum;
}
