import type { Cell, State } from "./cell.js";
import { equilibrium } from "./equilibrium.js";
import { isRecording, withoutGradients } from "./gradient.js";
import type { Graph } from "./graph.js";
import { keepAll, keepStates } from "./keep.js";
import { copy } from "./operations/index.js";
import { overwriteRows } from "./operations/layout.js";
import { type Movement, Rest } from "./rest.js";
import type { Schedule } from "./schedule.js";
import { all, only, type Selection } from "./selection.js";
import { mapState, part } from "./state.js";
import type { Tensor } from "./tensor.js";
import { checkSizes, update } from "./update.js";

export interface PropagateOptions<S extends State> {
	/** (n, inputs), a row for each node. */
	readonly input: Tensor;
	readonly schedule: Schedule;
	/** Where to start; without, where the cell's `init` says. */
	readonly state?: S;
	/** Sees every state on the way, step 1 first. */
	readonly onStep?: (state: S, step: number) => void;
}

export interface Propagated<S extends State> {
	/** (n, …), a row for each node. */
	readonly state: S;
	/** Sets of nodes that were updated. */
	readonly steps: number;
	/** How the states came to rest, if the schedule waits for that. */
	readonly movement?: Movement;
}

/**
 * The generalised recurrent network: every node takes its own input and what its in-neighbours send over each relation,
 * updates its state, and sends it on.
 *
 *     message[r]_v = Σ weight · state_u   over the edges u → v of relation r
 *     state_v      ← cell.step(state_v, input_v, message_v)
 *
 * The schedule says who is updated when; the update is the same on a chain, a tree and a graph with cycles.
 */
export function propagate<S extends State, R extends string>(
	graph: Graph<R>,
	cell: Cell<S, R>,
	options: PropagateOptions<S>,
): Propagated<S> {
	const { input, schedule } = options;
	checkSizes(graph, input);
	const own = cell.read?.(input) ?? input; // (n, …)
	const step: Step<S> = (state, nodes) => update(graph, cell, nodes, state, nodes.rows(own));
	const start = options.state ?? cell.init(input);
	const { settle } = schedule;
	if (settle?.gradient !== "implicit" || !isRecording()) return run(graph, step, start, options);

	const rested = withoutGradients(() => run(graph, step, start, options));
	return { ...rested, state: equilibrium((state) => step(state, all), rested.state, settle) };
}

type Step<S> = (state: S, nodes: Selection) => S;

function run<S extends State>(
	graph: Graph,
	step: Step<S>,
	start: S,
	{ input, schedule: { sets, settle }, onStep }: PropagateOptions<S>,
): Propagated<S> {
	const rest = settle && new Rest(settle, input.kernels.bits);
	const keep = isRecording() ? keepAll : keepStates(start, input.kernels, onStep !== undefined);
	let [state, steps, ours] = [start, 0, false];
	for (const nodes of sets(graph)) {
		const before = state;
		if (nodes === "all") state = keep.states(() => step(before, all));
		else {
			// A copy that nobody else has seen may be written into.
			const base = ours ? before : mapState(before, copy);
			state = keep.rows(() => {
				const updated = step(before, only(nodes));
				return mapState(base, (tensor, name) => overwriteRows(tensor, nodes, part(updated, name)));
			});
		}
		ours = nodes !== "all" && !onStep && !rest;
		steps++;
		onStep?.(state, steps);
		if (rest?.reached(before, state)) break;
	}
	return rest ? { state, steps, movement: rest.movement } : { state, steps };
}
