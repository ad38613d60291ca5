import { type Csr, type Kernels, transposeCsr } from "../kernels/index.js";
import type { State } from "./cell.js";
import { aggregate, gatherRows } from "./operations/index.js";
import { entries, type Relation } from "./relation.js";
import { mapState } from "./state.js";
import { Tensor } from "./tensor.js";

/** The nodes that are updated together, and how to come by what concerns them. */
export interface Selection {
	/** Their rows of a tensor that has a row for every node. */
	rows(x: Tensor): Tensor;
	/** What they hear over a relation when all nodes are in this state. */
	hear<S extends State>(relation: Relation, state: S): S;
}

/** Everybody: nothing is copied. */
export const all: Selection = {
	rows: (x) => x,
	hear: (relation, state) => mapState(state, (sent) => aggregate(relation, sent)),
};

/** These nodes. Takes as long as they have edges, however large the graph is; the state may be overwritten later. */
export function only(nodes: Uint32Array): Selection {
	return {
		rows: (x) => gatherRows(x, nodes),
		hear(relation, state) {
			const kernels = Object.values(state)[0]?.kernels;
			if (!kernels) return state;
			const { among, senders } = restrict(kernels, relation, nodes);
			return mapState(state, (sent) => aggregate(among, gatherRows(sent, senders)));
		},
	};
}

/** The nodes from `start` until before `end`, looked at where they lie: for inference. */
export function range(start: number, end: number): Selection {
	return {
		rows: ({ columns: d, data, kernels }) =>
			new Tensor([end - start, d], data.subarray(start * d, end * d), kernels),
		hear({ arriving, leaving }, state) {
			const own = { ...arriving, rows: end - start, offsets: arriving.offsets.subarray(start, end + 1) };
			return mapState(state, (sent) => aggregate({ arriving: own, leaving }, sent));
		},
	};
}

/** What is heard by these nodes: a relation between them and those that send to them, both numbered anew. */
interface Restricted {
	/** Row i is the i-th node, column j the j-th sender. Sums keep their order, so columns need not ascend. */
	readonly among: Relation;
	/** Without repetition, in the order in which they were met. */
	readonly senders: Uint32Array;
}

function restrict(kernels: Kernels, { arriving, weights }: Relation, nodes: Uint32Array): Restricted {
	const kept = entriesOf(arriving, nodes);
	const offsets = kernels.indices(nodes.length + 1);
	const columns = kernels.indices(kept.length);
	const values = kernels.scratch(kept.length);
	nodes.forEach((v, i) => {
		offsets[i + 1] = offsets[i]! + arriving.offsets[v + 1]! - arriving.offsets[v]!;
	});
	const places = new Map<number, number>();
	kept.forEach((entry, k) => {
		const sender = arriving.columns[entry]!;
		if (!places.has(sender)) places.set(sender, places.size);
		columns[k] = places.get(sender)!;
		values[k] = arriving.weights[entry]!;
	});
	const own: Csr = { rows: nodes.length, width: places.size, offsets, columns, weights: values };
	const among = {
		arriving: own,
		// Only the way back asks for it.
		get leaving() {
			return transposeCsr(kernels, own);
		},
		...(weights && { weights: entries(weights, kept) }),
	};
	return { among, senders: Uint32Array.from(places.keys()) };
}

/** Which entries stand in these rows. */
function entriesOf({ offsets }: Csr, rows: Uint32Array): Uint32Array {
	const found: number[] = [];
	for (const row of rows) for (let k = offsets[row]!; k < offsets[row + 1]!; k++) found.push(k);
	return Uint32Array.from(found);
}
