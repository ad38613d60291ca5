import type { Cell, State } from "./cell.js";
import { withoutGradients } from "./gradient.js";
import type { Graph } from "./graph.js";
import { within } from "./memory.js";
import { withHearers } from "./neighbors.js";
import { only, range, type Selection } from "./selection.js";
import { mapState, part } from "./state.js";
import { type Tensor, zeros } from "./tensor.js";
import { checkSizes, update } from "./update.js";

export interface InferOptions {
	/** (n, inputs) */
	readonly input: Tensor;
	/** Nodes that are computed at once: what else is needed is a few rows for each of them. */
	readonly block?: number;
}

/**
 * The states after 0, 1, … T synchronous steps, as `propagate` computes them, but a block of nodes at a time and without
 * a way back: little more memory than the states themselves. Keep them for `refresh`.
 */
export function infer<S extends State, R extends string>(
	graph: Graph<R>,
	cell: Cell<S, R>,
	{ input, steps, block = 1024 }: InferOptions & { readonly steps: number },
): S[] {
	checkSizes(graph, input);
	return withoutGradients(() => {
		const states = [cell.init(input)];
		for (let t = 1; t <= steps; t++) {
			const before = states[t - 1]!;
			const after = mapState(before, ({ shape, kernels }) => zeros(shape, kernels));
			for (let start = 0; start < graph.nodes; start += block) {
				const end = Math.min(start + block, graph.nodes);
				within(input.kernels, () => {
					const rows = computed(graph, cell, range(start, end), before, input);
					for (const [name, { data, size, columns: d }] of Object.entries(rows))
						part(after, name).data.set(data.subarray(0, size), start * d);
				});
			}
			states.push(after);
		}
		return states;
	});
}

/**
 * Brings the states of `infer` up to date, in place. `changed` are the nodes whose input is different or whose arriving
 * edges are, weights included; `graph` and `input` are the new ones. Returns all nodes whose last state was computed anew,
 * ascending: those that T edges lead to from a changed one. The result is the same bits as that of a new `infer`.
 */
export function refresh<S extends State, R extends string>(
	graph: Graph<R>,
	cell: Cell<S, R>,
	{
		input,
		states,
		changed,
		block = 1024,
	}: InferOptions & { readonly states: readonly S[]; readonly changed: Uint32Array },
): Uint32Array {
	checkSizes(graph, input);
	return withoutGradients(() => {
		let nodes: Uint32Array = Uint32Array.from(new Set(changed)).sort();
		within(input.kernels, () => put(cell.init(only(nodes).rows(input)), nodes, states[0]!));
		for (let t = 1; t < states.length; t++) {
			nodes = withHearers(graph, nodes);
			for (let start = 0; start < nodes.length; start += block) {
				const some = nodes.subarray(start, start + block);
				within(input.kernels, () =>
					put(computed(graph, cell, only(some), states[t - 1]!, input), some, states[t]!),
				);
			}
		}
		return nodes;
	});
}

function computed<S extends State, R extends string>(
	graph: Graph<R>,
	cell: Cell<S, R>,
	...[nodes, before, input]: [nodes: Selection, before: S, input: Tensor]
): S {
	const x = nodes.rows(input);
	return update(graph, cell, nodes, before, cell.read?.(x) ?? x);
}

/** Writes row i where node i lies. */
function put(rows: State, nodes: Uint32Array, state: State): void {
	for (const [name, { data, columns: d }] of Object.entries(rows)) {
		const to = part(state, name).data;
		nodes.forEach((node, i) => {
			for (let j = 0; j < d; j++) to[node * d + j] = data[i * d + j]!;
		});
	}
}
