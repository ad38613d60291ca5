import type { Csr, Kernels } from "../../kernels/index.js";
import { elementary } from "../../kernels/index.js";
import type { ConceptId } from "../../model/index.js";
import { propagation } from "../baselines/diffusion.js";
import type { EmbeddingInput } from "../embed-graph.js";
import { numberConcepts } from "../graph/from-concepts.js";
import { unpackModel } from "../model-bytes.js";
import { inputsOf } from "../reading.js";
import { projectTexts } from "../text/lsa.js";
import type { CellName } from "../train/link-network.js";
import { messageGraph } from "../train/message-graph.js";
import { networkWith } from "../train/train-links.js";

/** All that is needed to make the vectors of concepts once more, elsewhere: what they say, who hears whom, and weights. */
export interface InferenceParts {
	/** What the rows of `inputs` stand for. */
	readonly concepts: readonly ConceptId[];
	/** `diffusion`: nothing was learned; what is heard over the relation `diffusion` is all. */
	readonly cell: Exclude<CellName, "note"> | "diffusion";
	/** Updates of every state. */
	readonly steps: number;
	readonly inputs: Matrix;
	readonly edges: readonly EdgeList[];
	/** By name: `Win`, `Wx`, `Wh`, `bx`, `bh`, `Wr.<relation>`, what is taken off, `mean`, and `axes`, by which vectors are read out. */
	readonly weights: ReadonlyMap<string, Matrix>;
	/** How much of a vector is what was heard; the rest is what a concept says itself. */
	readonly share: number;
}

export interface Matrix {
	readonly rows: number;
	readonly columns: number;
	/** Row by row. */
	readonly values: Float32Array;
}

/** Messages go from[i] → to[i]. */
export interface EdgeList {
	readonly relation: string;
	readonly from: Uint32Array;
	readonly to: Uint32Array;
	readonly weights: Float32Array;
}

/** Undefined where a model cannot be read, or its cell is a note's, whose code runs where it is let. */
export function inferenceParts(
	input: EmbeddingInput,
	{ kernels, model: packed }: { readonly kernels: Kernels; readonly model: Uint8Array },
): InferenceParts | undefined {
	const model = unpackModel(packed);
	if (model === undefined) return undefined;
	const { basis, links, idf, vectors } = model;
	const { cell, steps, relations } = links.shape;
	const { graph, items, groups } = numberConcepts(input.graph, input.notes, idf);
	const mark = kernels.mark();
	const texts = { rows: projectTexts(kernels, graph.terms, basis), width: basis.rank };
	const inputs = inputsOf(kernels, graph, texts);
	const common = {
		concepts: [...items, ...groups],
		inputs: copyOf(inputs.data, inputs.rows, inputs.columns),
	};
	const reading: readonly [string, Matrix][] = [
		["mean", { rows: 1, columns: vectors.width, values: vectors.mean }],
		["axes", { rows: vectors.width, columns: vectors.dimension, values: vectors.axes }],
	];
	const [first] = links.networks;
	try {
		if (links.training === undefined || first === undefined) {
			const edges = [edgesOf("diffusion", propagation(kernels, graph))];
			return { ...common, cell: "diffusion", steps: 1, edges, weights: new Map(reading), share: 1 };
		}
		if (cell === "note") return undefined;
		const network = networkWith(kernels, links.shape, first);
		const messages = messageGraph(kernels, graph, relations);
		const { B: _guesses, ...matrices } = network.matrices;
		const weights = Object.entries(matrices).map(([name, { data, rows, columns }]): [string, Matrix] => [
			name,
			copyOf(data, rows, columns),
		]);
		return {
			...{ ...common, cell, steps },
			edges: relations.map((name) => edgesOf(name, messages.relations[name]!.arriving)),
			weights: new Map([...weights, ...reading]),
			share: elementary.sigmoid(network.numbers.heard.item() - network.numbers.own.item()),
		};
	} finally {
		kernels.reset(mark);
	}
}

function copyOf(data: ArrayLike<number>, rows: number, columns: number): Matrix {
	return { rows, columns, values: Float32Array.from({ length: rows * columns }, (_, i) => data[i]!) };
}

/** Row v of the matrix has those that v hears. */
function edgesOf(relation: string, { rows, offsets, columns, weights }: Csr): EdgeList {
	const count = offsets[rows]!;
	const to = new Uint32Array(count);
	for (let row = 0; row < rows; row++) to.fill(row, offsets[row]!, offsets[row + 1]!);
	return {
		relation,
		to,
		from: Uint32Array.from(columns.subarray(0, count)),
		weights: Float32Array.from(weights.subarray(0, count)),
	};
}
