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
	{ own: first, heard: last }: Said,
	{ node, other }: TracedPair,
): TracedSteps {
	const { numbers } = network;
	const share = elementary.sigmoid(numbers.heard.item() - numbers.own.item());
	const target = rowOf(last, other);
	const scale = share / (Math.max(normOf(target), tiny) * Math.max(normOf(rowOf(last, node)), tiny));

	const { state, taken } = unroll(network, messages.relations, first);
	const end = gatherRows(state, Uint32Array.of(node)); // (1, d)
	const towards = tensor(
		Float32Array.from(target, (x) => x * scale),
		{
			shape: [1, target.length],
			kernels: first.kernels,
		},
	);
	backward(sum(mul(end, towards)));
	return {
		beside: (1 - share) * cosine(rowOf(first, node), rowOf(first, other)),
		heard: scale * dot(rowOf(last, node), target),
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
export function traceFrom({ beside, heard, steps }: TracedSteps, messages: Graph): Trace {
	return {
		...{ beside, heard, steps: steps.length },
		partsOf: (receiver, step) => partsAt(steps[step - 1]!, messages, receiver),
	};
}

const tiny = 1e-12;

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

function normOf(a: Float64Array): number {
	return Math.sqrt(dot(a, a));
}

function cosine(a: Float64Array, b: Float64Array): number {
	return dot(a, b) / Math.max(tiny, normOf(a) * normOf(b));
}
