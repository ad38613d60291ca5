import { elementary } from "../../kernels/index.js";
import {
	backward,
	type Graph,
	gatherRows,
	mul,
	parameter,
	propagate,
	type Relation,
	sum,
	synchronous,
	type Tensor,
	tensor,
	weigh,
} from "../../network/index.js";
import { type LinkNetwork, type Said, startFrom } from "../train/link-network.js";
import type { RelationName } from "../train/message-graph.js";
import { joinSenders, type Sender, type Trace } from "./trace.js";

/** The pair of which the similarity is traced, as rows; of the first it is unfolded, the second stands still. */
export interface TracedPair {
	readonly node: number;
	readonly other: number;
	/** What all notes say, (2d): it is taken off. */
	readonly mean: Float32Array;
}

/**
 * By gradients: each edge's weight and each node's own text is a parameter of every step, and its part is its value
 * times the gradient (Shrikumar et al. 2017, arXiv:1605.01713). For a cell without gates the parts sum exactly; what
 * gates do to that is shared out in proportion where the parts are put together.
 */
export function traceNetwork(
	network: LinkNetwork,
	messages: Graph,
	...[said, pair]: [Said, TracedPair]
): Trace {
	return traceFrom(traceSteps(network, messages, said, pair), messages);
}

/** What every own text and every edge counted for in each step, as plain numbers. */
export interface TracedSteps {
	readonly beside: number;
	readonly heard: number;
	readonly common: number;
	/** Step 1 first. */
	readonly steps: readonly {
		/** For each node. */
		readonly own: Float64Array;
		/** For each edge, as the relation has them by those who hear. */
		readonly relations: Readonly<Record<string, Float64Array>>;
	}[];
}

export function traceSteps(
	network: LinkNetwork,
	messages: Graph,
	said: Said,
	{ node, other, mean }: TracedPair,
): TracedSteps {
	const { own: first } = said;
	const [mine, theirs] = [halvesOf(network, said, node, mean), halvesOf(network, said, other, mean)];
	const lengths = Math.max(tiny, lengthOf(mine) * lengthOf(theirs));
	const [heard, beside] = [0, 1].map((half) => {
		const { factor, common, row } = mine[half]!;
		const target = theirs[half]!.less.map((x) => x / lengths);
		return { target, factor, value: factor * dot(row, target), common: -dot(common, target) };
	}) as [Product, Product];

	const { state, taken } = unroll(network, messages.relations, first);
	const end = gatherRows(state, Uint32Array.of(node)); // (1, d)
	const towards = tensor(
		Float32Array.from(heard.target, (x) => x * heard.factor),
		{
			shape: [1, heard.target.length],
			kernels: first.kernels,
		},
	);
	backward(sum(mul(end, towards)));
	return {
		...{ beside: beside.value, heard: heard.value, common: heard.common + beside.common },
		steps: taken.map(({ own, relations }) => ({
			own: Float64Array.from({ length: own.rows }, (_, row) => partOfRow(own, row)),
			relations: Object.fromEntries(
				Object.entries(relations).map(([name, { weights }]) => [
					name,
					Float64Array.from({ length: weights!.size }, (_, k) => weights!.data[k]! * weights!.grad![k]!),
				]),
			),
		})),
	};
}

/** The same as it is unfolded: from the end back, and to whom somebody listened. */
export function traceFrom({ steps, ...sums }: TracedSteps, messages: Graph): Trace {
	return {
		...{ ...sums, steps: steps.length },
		partsOf: (receiver, step) => partsAt(steps[step - 1]!, messages, receiver),
	};
}

const tiny = 1e-12;

/** Of one half of a vector: the half is the row times the factor, less what is common. */
interface Half {
	readonly row: Float64Array;
	readonly factor: number;
	/** Nothing, where nothing is known. */
	readonly common: Float64Array;
	readonly less: Float64Array;
}

interface Product {
	/** Of the other end, with the lengths of both divided out. */
	readonly target: Float64Array;
	readonly factor: number;
	readonly value: number;
	readonly common: number;
}

/** As `knownFrom` and `lessMean` have them: what was heard, then what is said. */
function halvesOf(
	{ numbers }: LinkNetwork,
	{ own, heard }: Said,
	...[node, mean]: [number, Float32Array]
): readonly [Half, Half] {
	const share = elementary.sigmoid(numbers.heard.item() - numbers.own.item());
	const d = own.columns;
	const half = (said: Tensor, part: number, all: Float32Array): Half => {
		const row = rowOf(said, node);
		const length = Math.sqrt(dot(row, row));
		const factor = length === 0 ? 0 : Math.sqrt(part) / length;
		const common = Float64Array.from(all, (x) => (length === 0 ? 0 : x));
		return { row, factor, common, less: row.map((x, k) => x * factor - common[k]!) };
	};
	return [half(heard, share, mean.subarray(0, d)), half(own, 1 - share, mean.subarray(d))];
}

function lengthOf(halves: readonly Half[]): number {
	return Math.sqrt(halves.reduce((sum, { less }) => sum + dot(less, less), 0));
}

/** One step of the network, with all that it takes in as parameters. */
interface Taken {
	readonly own: Tensor;
	readonly relations: Readonly<Record<string, Relation>>;
}

function unroll({ shape, cell }: LinkNetwork, relations: Readonly<Record<string, Relation>>, start: Tensor) {
	const { kernels } = start;
	const values = start.data.subarray(0, start.size);
	let state = startFrom(shape, cell, start);
	const taken = Array.from({ length: shape.steps }, (): Taken => {
		const own = parameter(values, { shape: start.shape, kernels });
		const weighed = Object.fromEntries(
			Object.entries(relations).map(([name, relation]) => {
				const count = relation.arriving.offsets[relation.arriving.rows]!;
				return [
					name,
					weigh(
						relation,
						parameter(relation.arriving.weights.subarray(0, count), { shape: [count], kernels }),
					),
				];
			}),
		);
		const graph = { nodes: start.rows, relations: weighed };
		state = propagate(graph, cell, { input: own, state, schedule: synchronous(1) }).state;
		return { own, relations: weighed };
	});
	return { state: state.h, taken };
}

function partOfRow({ data, grad, columns: d }: Tensor, row: number): number {
	let part = 0;
	for (let k = row * d; k < (row + 1) * d; k++) part += data[k]! * grad![k]!;
	return part;
}

function partsAt({ own, relations }: TracedSteps["steps"][number], messages: Graph, node: number) {
	const senders: Sender[] = [];
	for (const [name, { arriving }] of Object.entries<Relation>(messages.relations)) {
		const values = relations[name]!;
		for (let k = arriving.offsets[node]!; k < arriving.offsets[node + 1]!; k++)
			senders.push({ node: arriving.columns[k]!, over: name as RelationName, value: values[k]! });
	}
	return { own: own[node]!, senders: joinSenders(senders) };
}

function rowOf({ data, columns }: Tensor, row: number): Float64Array {
	return Float64Array.from(data.subarray(row * columns, (row + 1) * columns));
}

function dot(a: Float64Array, b: Float64Array): number {
	return a.reduce((sum, x, k) => sum + x * b[k]!, 0);
}
