import type { Csr, Floats } from "../../kernels/index.js";
import {
	type Cell,
	type Graph,
	gatherRows,
	infer,
	linear,
	refresh,
	type State,
	type Tensor,
	withoutGradients,
} from "../../network/index.js";
import { type LinkNetwork, readOut, startFrom } from "../train/link-network.js";

/** What one network has said of all nodes, brought up to date where something else is heard. */
export class LiveNetwork {
	readonly #cell: Cell;
	/** What each node says itself, (nodes, d). */
	readonly #start: Tensor;
	readonly #states: State[];

	/** Its states stay in the kernels' memory. */
	constructor(
		readonly network: LinkNetwork,
		messages: Graph,
		inputs: Tensor,
	) {
		const { shape, cell, matrices } = network;
		this.#cell = { ...cell, init: (h) => startFrom(shape, cell, h) };
		this.#start = withoutGradients(() => linear(inputs, matrices.Win));
		this.#states = infer(messages, this.#cell, { input: this.#start, steps: shape.steps });
	}

	/** `changed` are the nodes whose own input or whose arriving edges are different. */
	update(messages: Graph, inputs: Tensor, changed: Uint32Array): void {
		withoutGradients(() => {
			const { data, columns } = this.#start;
			const rows = linear(gatherRows(inputs, changed), this.network.matrices.Win).data;
			changed.forEach((node, i) => {
				data.set(rows.subarray(i * columns, (i + 1) * columns), node * columns);
			});
		});
		refresh(messages, this.#cell, { input: this.#start, states: this.#states, changed });
	}

	/** z (nodes, 2d) */
	readOut(): Tensor {
		return withoutGradients(() => readOut({ own: this.#start, heard: this.#states.at(-1)!.h! }));
	}
}

/** Copies those of some rows that are different, and tells which. */
export function copyChanged(to: Floats, from: Floats, rows: readonly number[], width: number): number[] {
	const changed: number[] = [];
	for (const row of rows) {
		const end = (row + 1) * width;
		let i = row * width;
		while (i < end && to[i] === from[i]) i++;
		if (i === end) continue;
		to.set(from.subarray(i, end), i);
		changed.push(row);
	}
	return changed;
}

/** Nodes that hear others, or as loudly as before they did not. */
export function hearOthers(before: Graph, now: Graph): number[] {
	const changed = new Set<number>();
	for (const [name, { arriving }] of Object.entries(now.relations)) {
		const old = before.relations[name]!.arriving;
		if (old === arriving) continue;
		for (let row = 0; row < now.nodes; row++) if (!sameRow(old, arriving, row)) changed.add(row);
	}
	return [...changed];
}

function sameRow(a: Csr, b: Csr, row: number): boolean {
	const [start, end, other] = [a.offsets[row]!, a.offsets[row + 1]!, b.offsets[row]!];
	if (end - start !== b.offsets[row + 1]! - other) return false;
	for (let k = start, j = other; k < end; k++, j++) {
		if (a.columns[k] !== b.columns[j] || a.weights[k] !== b.weights[j]) return false;
	}
	return true;
}
