import type { Floats, Kernels, Rng } from "../../kernels/index.js";
import {
	broadcast,
	type Cell,
	concat,
	diffusion,
	exp,
	gatherRows,
	gru,
	linear,
	lstm,
	matmul,
	mul,
	normalizeRows,
	type Parameters,
	parameter,
	propagate,
	add,
	rnn,
	scale,
	synchronous,
	type Tensor,
	transpose,
	wrap,
} from "../../network/index.js";
import { type MessageGraph, type RelationName, relationNames } from "./message-graph.js";

export const cellNames = ["gru", "lstm", "rnn", "linear"] as const;
export type CellName = (typeof cellNames)[number];

export interface NetworkShape {
	readonly cell: CellName;
	/** Width of the inputs, f. */
	readonly inputs: number;
	/** Width of the states, d. */
	readonly states: number;
	/** Updates of every state. */
	readonly steps: number;
}

/** Weights by name, plain. */
export type Weights = Readonly<Record<string, Float32Array>>;

/**
 * The network that guesses links:
 *
 *     h₀ = x·W_in                                        what a node says of itself
 *     h_t = cell(input h₀, messages Σ h_{t−1}·W_r)       what it has heard, t = 1 … T
 *     z  = (h_T/‖h_T‖, h₀/‖h₀‖)
 *     s(u, v) = Σ τ·z_u·B·z_v + w·ln(1 + degree of v)    B symmetric, a τ for each half
 *
 * It starts as lazy diffusion of the texts (h_t = ½·h₀ + ½·the mean of what it hears, B = I), which is already a good
 * guess, and moves away from that only as far as the links give reason to.
 */
export interface LinkNetwork {
	readonly shape: NetworkShape;
	readonly kernels: Kernels;
	/** Held to where they start. */
	readonly matrices: Parameters;
	/** Single numbers, free. */
	readonly numbers: Parameters;
	/** The cell for a graph that has these relations. */
	readonly cellFor: (relations: readonly string[]) => Cell;
}

export function createNetwork(
	kernels: Kernels,
	shape: NetworkShape,
	start: { readonly rng: Rng; readonly noise: number } | Weights,
): LinkNetwork {
	const { inputs, states: d } = shape;
	const make = (rows: number, columns: number, diagonal = 0, at = 0) =>
		parameter(identity(rows, columns, diagonal, at), { shape: [rows, columns], kernels });
	const relations = Object.fromEntries(relationNames.map((name) => [name, make(d, d, relationShare[name])]));
	const cells = { ...startOfCell(shape.cell, d, make) };
	const matrices: Record<string, Tensor> = {
		Win: make(inputs, d, 1),
		B: make(2 * d, 2 * d, 1),
		...cells,
		...Object.fromEntries(relationNames.map((name) => [`Wr.${name}`, relations[name]!])),
	};
	const numbers = {
		temperature: parameter([Math.fround(startTemperature), Math.fround(startTemperature)], { kernels }),
		popularity: parameter([startPopularity], { kernels }),
	};
	const network: LinkNetwork = {
		...{ shape, kernels, matrices, numbers },
		cellFor: (names) => cellOf(shape, kernels, names, cells, relations as Record<RelationName, Tensor>),
	};
	if ("rng" in start && typeof start.noise === "number") addNoise(matrices, start as { rng: Rng; noise: number });
	else loadWeights(network, start as Weights);
	return network;
}

/** ln of τ: 5 for each half, so that a cosine of 1 counts 10. */
const startTemperature = 1.6094379124341003;
const startPopularity = 0.3;
/** What is heard over a relation, at the start: the mean of three, or for want of those the mean of the nearest. */
const relationShare: Readonly<Record<RelationName, number>> = { link: 1 / 3, backlink: 1 / 3, member: 1 / 3, near: 1 };

type Make = (rows: number, columns: number, diagonal?: number, at?: number) => Tensor;

/** Weights with which a cell does ½·own + ½·heard, or as nearly so as it can. */
function startOfCell(cell: CellName, d: number, make: Make): Record<string, Tensor> {
	switch (cell) {
		case "gru": // both gates at ½, and the candidate is the own text
			return { Wx: make(d, 3 * d, 1, 2 * d), Wh: make(d, 3 * d), bx: make(1, 3 * d), bh: make(1, 3 * d) };
		case "lstm": // what it remembers is ½·own + ½·heard, and it shows nearly all of that
			return {
				...{ Wx: make(d, 4 * d, 1, 2 * d), Wh: make(d, 4 * d), bh: make(1, 4 * d) },
				bx: fillPart(make(1, 4 * d), 3 * d, 3),
			};
		case "rnn":
			return { Wx: make(d, d, 0.5), Wh: make(d, d, 0.5), bx: make(1, d), bh: make(1, d) };
		case "linear":
			return { Wx: make(d, d, 1) };
	}
}

/** The cells of src/network, on weights that are already there. */
function cellOf(shape: NetworkShape, kernels: Kernels, names: readonly string[], own: Parameters, relations: Parameters): Cell {
	const size = { input: shape.states, hidden: shape.states, relations: names, kernels };
	const weights = { ...own, ...Object.fromEntries(names.map((name) => [`Wr.${name}`, relations[name]!])) };
	switch (shape.cell) {
		case "gru":
			return gru({ ...size, weights });
		case "lstm":
			return lstm({ ...size, weights });
	}
}
