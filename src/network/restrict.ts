import { type Kernels, transposeCsr } from "../kernels/index.js";
import type { Relation } from "./relation.js";

/** What a few nodes hear: a relation between `senders` and them, both numbered anew. */
export interface Restricted {
	/** Row i of `arriving` is the i-th of the nodes, column j the j-th of the senders. */
	readonly relation: Relation;
	/** Without repetition, in the order in which they were met: the sums keep their order, the columns need not ascend. */
	readonly senders: Uint32Array;
}

/** Takes as long as these nodes have edges, however large the graph is. */
export function restrict(kernels: Kernels, { arriving }: Relation, nodes: Uint32Array): Restricted {
	const offsets = kernels.indices(nodes.length + 1);
	nodes.forEach((v, i) => {
		offsets[i + 1] = offsets[i]! + arriving.offsets[v + 1]! - arriving.offsets[v]!;
	});
	const count = offsets[nodes.length]!;
	const [columns, weights] = [kernels.indices(count), kernels.floats(count)];
	const places = new Map<number, number>();
	let filled = 0;
	for (const v of nodes)
		for (let k = arriving.offsets[v]!; k < arriving.offsets[v + 1]!; k++) {
			const sender = arriving.columns[k]!;
			if (!places.has(sender)) places.set(sender, places.size);
			columns[filled] = places.get(sender)!;
			weights[filled++] = arriving.weights[k]!;
		}
	const senders = kernels.indices(places.size);
	senders.set([...places.keys()]);
	const own = { rows: nodes.length, width: places.size, offsets, columns, weights };
	return { relation: { arriving: own, leaving: transposeCsr(kernels, own) }, senders };
}
