import { type Adjacency, degreeOf, neighborsOf } from "../graph/adjacency.js";

/** How often the walk starts again. */
const restart = 0.3;
/** What is still on its way, for each edge of a node, may be so much at most: the cost does not grow with the graph. */
const tolerance = 1e-4;

/**
 * Personalised PageRank (Haveliwala 2002) by pushing what is on its way along the edges until little is (Andersen,
 * Chung & Lang 2006). Only what is reached is touched.
 */
export class WalkFrom {
	readonly #arrived: Float64Array;
	readonly #coming: Float64Array;
	readonly #queued: Uint8Array;

	constructor(readonly adjacency: Adjacency) {
		const nodes = adjacency.offsets.length - 1;
		this.#arrived = new Float64Array(nodes);
		this.#coming = new Float64Array(nodes);
		this.#queued = new Uint8Array(nodes);
	}

	/** Tells `use` the share of each node, while it runs. */
	from(start: number, use: (share: (node: number) => number) => void): void {
		const touched: number[] = [];
		const queue: number[] = [];
		const send = (node: number, amount: number) => {
			if (this.#coming[node] === 0 && this.#arrived[node] === 0) touched.push(node);
			this.#coming[node]! += amount;
			if (this.#queued[node] === 1 || this.#coming[node]! <= tolerance * degreeOf(this.adjacency, node))
				return;
			this.#queued[node] = 1;
			queue.push(node);
		};
		send(start, 1);
		for (let i = 0; i < queue.length; i++) {
			const node = queue[i]!;
			const amount = this.#coming[node]!;
			const neighbors = neighborsOf(this.adjacency, node);
			this.#queued[node] = 0;
			this.#coming[node] = 0;
			this.#arrived[node]! += neighbors.length === 0 ? amount : restart * amount;
			const part = ((1 - restart) * amount) / neighbors.length;
			for (const neighbor of neighbors) send(neighbor, part);
		}
		use((node) => this.#arrived[node]!);
		for (const node of touched) {
			this.#arrived[node] = 0;
			this.#coming[node] = 0;
		}
	}
}
