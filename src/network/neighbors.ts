import type { Csr } from "../kernels/index.js";
import type { Graph } from "./graph.js";

/** These nodes and all that hear one of them, ascending. */
export function withHearers({ relations }: Graph, nodes: Uint32Array): Uint32Array {
	return withColumns(
		nodes,
		Object.values(relations).map(({ leaving }) => leaving),
	);
}

/** These nodes and all that one of them hears, ascending. */
export function withSenders({ relations }: Graph, nodes: Uint32Array): Uint32Array {
	return withColumns(
		nodes,
		Object.values(relations).map(({ arriving }) => arriving),
	);
}

function withColumns(rows: Uint32Array, matrices: readonly Csr[]): Uint32Array {
	const found = new Set(rows);
	for (const { offsets, columns } of matrices)
		for (const row of rows) for (let k = offsets[row]!; k < offsets[row + 1]!; k++) found.add(columns[k]!);
	return Uint32Array.from(found).sort();
}
