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
	const senders = numberSenders(arriving, kept, columns);
	for (let k = 0; k < kept.length; k++) values[k] = arriving.weights[kept[k]!]!;
	const own: Csr = { rows: nodes.length, width: senders.length, offsets, columns, weights: values };
	const among = {
		arriving: own,
		// Only the way back asks for it.
		get leaving() {
			return transposeCsr(kernels, own);
		},
		...(weights && { weights: entries(weights, kept) }),
	};
	return { among, senders };
}

/** Which entries stand in these rows. */
function entriesOf({ offsets }: Csr, rows: Uint32Array): Uint32Array {
	let size = 0;
	for (const row of rows) size += offsets[row + 1]! - offsets[row]!;
	const found = new Uint32Array(size);
	let i = 0;
	for (const row of rows) for (let k = offsets[row]!; k < offsets[row + 1]!; k++) found[i++] = k;
	return found;
}

/** Writes for each entry the place of its sender among all of them, which are returned. */
function numberSenders({ width, columns }: Csr, kept: Uint32Array, places: Uint32Array): Uint32Array {
	const senders = new Uint32Array(Math.min(kept.length, width));
	const numbers = width > 8 * kept.length ? new Map<number, number>() : new NumberTable(width);
	let size = 0;
	for (let k = 0; k < kept.length; k++) {
		const sender = columns[kept[k]!]!;
		let number = numbers.get(sender);
		if (number === undefined) {
			number = size++;
			numbers.set(sender, number);
			senders[number] = sender;
		}
		places[k] = number;
	}
	return senders.slice(0, size);
}

/** Like a map, for keys below a limit of which many are there. */
class NumberTable {
	/** One more than the number. */
	readonly #numbers: Uint32Array;

	constructor(limit: number) {
		this.#numbers = new Uint32Array(limit);
	}

	get(key: number): number | undefined {
		const found = this.#numbers[key]!;
		return found === 0 ? undefined : found - 1;
	}

	set(key: number, number: number): void {
		this.#numbers[key] = number + 1;
	}
}
