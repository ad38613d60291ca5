import { elementary, type Floats, type Kernels, type Rng } from "../../kernels/index.js";
import {
	add,
	broadcast,
	type Cell,
	type CellMaker,
	concat,
	diffusion,
	dropout,
	exp,
	type Graph,
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
	rnn,
	scale,
	slice,
	synchronous,
	type Tensor,
	tensor,
	transpose,
} from "../../network/index.js";
import type { RelationName } from "./message-graph.js";

/** `note`: the update function of a note, which runs where strangers' code may run, and is handed in there. */
export type CellName = "gru" | "lstm" | "rnn" | "linear" | "note";

export interface NetworkShape {
	readonly cell: CellName;
	/** Width of the inputs, f. */
	readonly inputs: number;
	/** Width of the states, d. */
	readonly states: number;
	/** Updates of every state, T. */
	readonly steps: number;
	readonly relations: readonly RelationName[];
}

/**
 * The network that guesses links. `matrices` are held to where they start, the `numbers` are free.
 *
 *     h₀ = x·W_in                                       what a node says
 *     h_t = cell(input h₀, messages Σ h_{t−1}·W_r)      and what it has heard, t = 1 … T
 *     z  = (h_T/‖h_T‖, h₀/‖h₀‖)
 *     s(u, v) = (z_u·B∘τ)·z_v + w·ln(1 + degree of v)   B symmetric, one τ for each half
 *
 * It starts as lazy diffusion of the texts (h_t = ½·h₀ + ½·the mean of what is heard, B = I), which is a good guess
 * already, and moves away only as far as the links give reason to.
 */
export interface LinkNetwork {
	readonly shape: NetworkShape;
	readonly cell: Cell;
	readonly matrices: Readonly<Record<"Win" | "B", Tensor>> & Parameters;
	readonly numbers: Readonly<Record<"heard" | "own" | "popularity", Tensor>>;
}

/** Weights by name, as plain arrays. */
export type Weights = Readonly<Record<string, Float32Array>>;

/** With the weights with which training starts; `noise` is their spread. A note's cell is there only where it is made. */
export function createNetwork(
	kernels: Kernels,
	shape: NetworkShape,
	...[rng, noise, make = cells[shape.cell]]: [Rng, number, CellMaker?]
): LinkNetwork {
	const { inputs, states: d, relations } = shape;
	const shares = Object.fromEntries(relations.map((name) => [name, heardShare[name]]));
	const drawn = shape.cell === "note" ? rng.fork("cell") : null;
	const cell = make({ input: d, hidden: d, relations, shares, kernels, rng: drawn });
	const matrix = (rows: number, columns: number) =>
		parameter(new Float32Array(rows * columns), { shape: [rows, columns], kernels });
	const matrices = { Win: matrix(inputs, d), B: matrix(2 * d, 2 * d), ...cell.parameters };
	const numbers = {
		heard: parameter(startTemperature, { kernels }),
		own: parameter(startTemperature, { kernels }),
		popularity: parameter(startPopularity, { kernels }),
	};
	for (const name of Object.keys(matrices).sort()) {
		const weights = matrices[name as keyof typeof matrices];
		if (noise > 0)
			for (let i = 0; i < weights.size; i++) weights.data[i]! += Math.fround(noise * rng.normal());
		addDiagonal(weights, diagonalOf(shape, name));
		if (shape.cell === "lstm" && name === "bx") openGates(weights.data, shape);
	}
	return { shape, cell, matrices, numbers };
}

const cells: Readonly<Record<CellName, CellMaker>> = {
	gru,
	// Its memory goes along with its state, and nobody here asks for it by name.
	lstm: lstm as unknown as CellMaker,
	rnn,
	linear: diffusion,
	note: () => ({ parameters: {}, init: (h) => ({ h }), step: noStep }),
};

function noStep(): never {
	throw new Error("The cell of a note takes its steps where the note's code runs.");
}

/** ln 5 for each half, so that a cosine of 1 counts 10. */
const startTemperature = 1.6094379124341003;
const startPopularity = 0.3;

/** How much of what comes over a relation is heard at the start: a mention says less than a link. */
const heardShare: Readonly<Record<RelationName, number>> = {
	...{ link: 1 / 3, backlink: 1 / 3, member: 1 / 3 },
	...{ mention: 0.1, mentioned: 0.1 },
};

/** What is added to the noise: `value` on the diagonal of the block that begins at a column. */
interface Diagonal {
	readonly value: number;
	readonly column?: number;
}

/** Weights with which a cell does ½·own + ½·heard, or as nearly so as it can. */
function diagonalOf({ cell, states: d }: NetworkShape, name: string): Diagonal | undefined {
	if (name === "Win" || name === "B") return { value: 1 };
	if (cell === "note") return undefined;
	if (name.startsWith("Wr.")) return { value: heardShare[name.slice(3) as RelationName] };
	if (name === "Wx") {
		// The candidate is the own text, and the gates are at ½.
		if (cell === "gru" || cell === "lstm") return { value: 1, column: 2 * d };
		return { value: cell === "rnn" ? 0.5 : 1 };
	}
	if (name === "Wh" && cell === "rnn") return { value: 0.5 };
	return undefined;
}

function addDiagonal({ data, rows, columns }: Tensor, diagonal: Diagonal | undefined): void {
	if (diagonal === undefined) return;
	const { value, column = 0 } = diagonal;
	for (let i = 0; i < rows && column + i < columns; i++) data[i * columns + column + i]! += value;
}

/** An LSTM adds up the memories that arrive, of which it keeps the half of their mean, and shows nearly all it has. */
function openGates(bias: Floats, { states: d, relations }: NetworkShape): void {
	for (let i = d; i < 2 * d; i++) bias[i]! -= elementary.log(2 * relations.length - 1);
	for (let i = 3 * d; i < 4 * d; i++) bias[i]! += 3;
}

/** What nodes say themselves, h₀, and after all they have heard, h_T: (nodes, d) each. */
export interface Said {
	readonly own: Tensor;
	readonly heard: Tensor;
}

export interface RunOptions {
	/** Some columns of the inputs are dropped (the same for all nodes, which is as if W_in had lost these rows). */
	readonly drop?: { readonly rate: number; readonly rng: Rng };
	/** Nodes of which alone it is asked. */
	readonly only?: Uint32Array;
}

export function runNetwork(
	{ shape, cell, matrices: { Win } }: LinkNetwork,
	graph: Graph,
	inputs: Tensor,
	{ drop, only }: RunOptions = {},
): Said {
	const kept =
		drop &&
		dropout(
			tensor(new Float32Array(Win.rows).fill(1), { shape: [Win.rows, 1], kernels: Win.kernels }),
			drop.rate,
			drop.rng,
		);
	const own = linear(inputs, kept ? mul(Win, kept) : Win); // (nodes, d)
	const { state } = propagate(graph, cell, {
		input: own,
		state: startFrom(shape, cell, own),
		schedule: synchronous(shape.steps, only && { only }),
	});
	return { own, heard: state.h };
}

/** Before anybody has heard anything: h₀ is what a node says itself. What else a note's cell remembers, it says. */
export function startFrom(
	{ cell: name }: NetworkShape,
	cell: Cell,
	own: Tensor,
): { readonly h: Tensor; readonly c?: Tensor } {
	if (name === "lstm") return { h: own, c: own };
	return name === "note" ? { ...cell.init(own), h: own } : { h: own };
}

/** z (nodes, 2d), or of some nodes. */
export function readOut({ own, heard }: Said, nodes?: Uint32Array): Tensor {
	const rows = (x: Tensor) => normalizeRows(nodes ? gatherRows(x, nodes) : x);
	return concat(rows(heard), rows(own));
}

/** What rows ask: s(u, v) is the product of u's question and v's answer. (rows, 2d + 1) */
export function questionsOf(
	{ shape: { states: d }, matrices: { B }, numbers }: LinkNetwork,
	z: Tensor,
): Tensor {
	const asked = matmul(z, scale(add(B, transpose(B)), 0.5)); // (rows, 2d)
	return concat(
		mul(slice(asked, 0, d), exp(numbers.heard)),
		mul(slice(asked, d, 2 * d), exp(numbers.own)),
		broadcast(numbers.popularity, [z.rows, 1]),
	);
}

/** What the rows answer, (rows, 2d + 1). */
export function answersOf(z: Tensor, logDegrees: Tensor): Tensor {
	return concat(z, logDegrees);
}

/** Plain copies of all weights. */
export function saveWeights({ matrices, numbers }: LinkNetwork): Weights {
	return Object.fromEntries(
		Object.entries({ ...matrices, ...numbers }).map(([name, { data, size }]) => [
			name,
			Float32Array.from(data.subarray(0, size)),
		]),
	);
}

/** Those that have the same size; others stay. */
export function loadWeights({ matrices, numbers }: LinkNetwork, weights: Weights): void {
	for (const [name, { data, size }] of Object.entries<Tensor>({ ...matrices, ...numbers })) {
		const saved = weights[name];
		if (saved?.length === size) data.set(saved);
	}
}
