import type { Cell, Message, State } from "./cell.js";
import type { Graph } from "./graph.js";
import { aggregate, gatherRows } from "./operations/index.js";
import type { Relation } from "./relation.js";
import { restrict } from "./restrict.js";
import type { NodeSet } from "./schedule.js";
import { mapState } from "./state.js";
import { print, type Tensor } from "./tensor.js";

/** One update: from the states of all nodes to new states of some, a row for each. */
export type Update<S extends State> = (state: S, nodes: NodeSet) => S;

/** What every schedule does to its sets of nodes. */
export function updateBy<S extends State, R extends string>(
	graph: Graph,
	cell: Cell<S, R>,
	input: Tensor,
): Update<S> {
	checkSizes(graph, input);
	const own = cell.read?.(input) ?? input; // (n, …)
	const hear = (collect: (state: S, relation: Relation) => S) => (state: S) =>
		// The names of the graph's relations; a cell that wants others says so itself.
		mapValues(graph.relations, (relation) => collect(state, relation)) as Message<S, R>;
	const hearAll = hear((state, relation) => mapState(state, (sent) => aggregate(relation, sent)));

	return (state, nodes) => {
		if (nodes === "all") return cell.step(state, own, hearAll(state));
		const hearSome = hear((from, relation) => {
			const heard = restrict(input.kernels, relation, nodes);
			return mapState(from, (sent) => aggregate(heard.relation, gatherRows(sent, heard.senders)));
		});
		const before = mapState(state, (tensor) => gatherRows(tensor, nodes));
		return cell.step(before, gatherRows(own, nodes), hearSome(state));
	};
}

function checkSizes({ nodes, relations }: Graph, input: Tensor): void {
	if (input.rows !== nodes)
		throw new RangeError(`propagate: an input of ${print(input.shape)} for ${nodes} nodes`);
	for (const [name, { arriving }] of Object.entries(relations))
		if (arriving.rows !== nodes || arriving.width !== nodes)
			throw new RangeError(`propagate: the relation ${name} is among ${arriving.rows} nodes, not ${nodes}`);
}

function mapValues<A, B>(values: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
