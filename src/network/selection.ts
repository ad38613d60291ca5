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
			const heard = restrict(relation, nodes);
			return mapState(state, (sent) =>
				aggregate(heard.relation(sent.kernels), gatherRows(sent, heard.senders)),
			);
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

/** A relation between the nodes and those that send to them, both numbered anew. */
interface Restricted {
	/** Without repetition, in the order in which they were met. */
	readonly senders: Uint32Array;
	/** Row i is the i-th node, column j the j-th sender. Sums keep their order, so columns need not ascend. */
	relation(kernels: Kernels): Relation;
}

function restrict(relation: Relation, nodes: Uint32Array): Restricted {
	const { offsets, columns, weights } = relation.arriving;
	const which: number[] = [];
	const ends = nodes.map((v) => {
		for (let k = offsets[v]!; k < offsets[v + 1]!; k++) which.push(k);
		return which.length;
	});
	const places = new Map<number, number>();
	const columnOf = which.map((k) => {
		const sender = columns[k]!;
		const place = places.get(sender) ?? places.size;
		places.set(sender, place);
		return place;
	});
	return {
		senders: Uint32Array.from(places.keys()),
		relation(kernels) {
			const own = csr(kernels, ends, places.size, columnOf);
			which.forEach((k, i) => {
				own.weights[i] = weights[k]!;
			});
			const { weights: learned } = relation;
			return {
				arriving: own,
				// Only the way back asks for it.
				get leaving() {
					return transposeCsr(kernels, own);
				},
				...(learned && { weights: entries(learned, Uint32Array.from(which)) }),
			};
		},
	};
}

function csr(kernels: Kernels, ends: Uint32Array, width: number, columnOf: readonly number[]): Csr {
	const [offsets, columns] = [kernels.indices(ends.length + 1), kernels.indices(columnOf.length)];
	offsets.set(ends, 1);
	columns.set(columnOf);
	return { rows: ends.length, width, offsets, columns, weights: kernels.floats(columnOf.length) };
}
