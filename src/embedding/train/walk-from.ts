import { type Adjacency, degreeOf } from "../graph/adjacency.js";

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
	readonly #touched: Uint32Array;
	/** A node waits once at a time. */
	readonly #queue: Uint32Array;

	constructor(readonly adjacency: Adjacency) {
		const nodes = adjacency.offsets.length - 1;
		this.#arrived = new Float64Array(nodes);
		this.#coming = new Float64Array(nodes);
		this.#queued = new Uint8Array(nodes);
		this.#touched = new Uint32Array(nodes);
		this.#queue = new Uint32Array(nodes);
	}

	/** Tells `use` the share of each node, while it runs. */
	from(start: number, use: (share: (node: number) => number) => void): void {
		const reached = this.#walk(start);
		use((node) => this.#arrived[node]!);
		for (let i = 0; i < reached; i++) {
			this.#arrived[this.#touched[i]!] = 0;
			this.#coming[this.#touched[i]!] = 0;
		}
	}

	/** Returns how many were touched. */
	#walk(start: number): number {
		const { offsets, neighbors } = this.adjacency;
		const [arrived, coming, queued] = [this.#arrived, this.#coming, this.#queued];
		const [touched, queue] = [this.#touched, this.#queue];
		let reached = 1;
		touched[0] = start;
		coming[start] = 1;
		// The queue goes round: `first` is whose turn it is.
		let [first, waiting] = [0, 0];
		if (1 > tolerance * degreeOf(this.adjacency, start)) {
			queue[0] = start;
			queued[start] = 1;
			waiting = 1;
		}
		for (; waiting > 0; waiting--) {
			const node = queue[first]!;
			first = first + 1 === queue.length ? 0 : first + 1;
			const [from, to] = [offsets[node]!, offsets[node + 1]!];
			const amount = coming[node]!;
			queued[node] = 0;
			coming[node] = 0;
			arrived[node]! += from === to ? amount : restart * amount;
			const part = ((1 - restart) * amount) / (to - from);
			for (let k = from; k < to; k++) {
				const other = neighbors[k]!;
				if (coming[other] === 0 && arrived[other] === 0) touched[reached++] = other;
				coming[other]! += part;
				if (queued[other] === 1 || coming[other]! <= tolerance * (offsets[other + 1]! - offsets[other]!))
					continue;
				queued[other] = 1;
				queue[(first + waiting - 1) % queue.length] = other;
				waiting++;
			}
		}
		return reached;
	}
}
