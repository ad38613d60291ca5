import type { Cell, Message, State } from "./cell.js";
import type { Graph } from "./graph.js";
import type { Relation } from "./relation.js";
import type { Selection } from "./selection.js";
import { mapState } from "./state.js";
import { print, type Tensor } from "./tensor.js";

/**
 * What happens to a set of nodes at once, whatever the graph and the schedule: they hear the states of all others, and
 * their cell takes the step. New states come out, a row for each of them.
 *
 * `own` is what `cell.read` made of their inputs.
 */
export function update<S extends State, R extends string>(
	graph: Graph<R>,
	cell: Cell<S, R>,
	...[nodes, state, own]: [nodes: Selection, state: S, own: Tensor]
): S {
	const heard: Record<string, S> = {};
	for (const [name, relation] of Object.entries<Relation>(graph.relations))
		heard[name] = nodes.hear(relation, state);
	// The names of the graph's relations; a cell that listens to others will miss them itself.
	return cell.step(mapState(state, nodes.rows), own, heard as Message<S, R>);
}

export function checkSizes({ nodes, relations }: Graph, input: Tensor): void {
	if (input.rows !== nodes) throw new RangeError(`an input of ${print(input.shape)} for ${nodes} nodes`);
	for (const [name, { arriving }] of Object.entries(relations))
		if (arriving.rows !== nodes || arriving.width !== nodes)
			throw new RangeError(`the relation ${name} is among ${arriving.rows} nodes, not ${nodes}`);
}
