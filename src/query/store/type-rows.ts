import { type Adjacency, typeBound } from "./adjacency.js";

/** After so many questions for each node that there is, a table answers them. */
const patience = 0.25;

/**
 * Where in a node's row the relationships of one type lie. They are searched for, until so many have been that it pays
 * to note all of them down.
 */
export class TypeRows {
	/** start and end of node v: `#table[2v]`, `#table[2v + 1]` */
	#table: Uint32Array | undefined;
	#asked = 0;

	constructor(
		readonly adjacency: Adjacency,
		readonly types: Uint16Array,
		readonly type: number,
	) {}

	start(node: number): number {
		if (this.#table !== undefined) return this.#table[2 * node]!;
		const { offsets } = this.adjacency;
		if (++this.#asked > patience * offsets.length) this.#noteDown();
		return typeBound(this.adjacency, this.types, this.type, offsets[node]!, offsets[node + 1]!);
	}

	end(node: number, start: number): number {
		if (this.#table !== undefined) return this.#table[2 * node + 1]!;
		return typeBound(this.adjacency, this.types, this.type + 1, start, this.adjacency.offsets[node + 1]!);
	}

	/** All of them: those of node v from `table[2v]` to `table[2v + 1]`. */
	get table(): Uint32Array {
		if (this.#table === undefined) this.#noteDown();
		return this.#table!;
	}

	#noteDown(): void {
		const { offsets } = this.adjacency;
		const table = new Uint32Array(2 * (offsets.length - 1));
		for (let node = 0; node + 1 < offsets.length; node++) {
			const end = offsets[node + 1]!;
			const start = typeBound(this.adjacency, this.types, this.type, offsets[node]!, end);
			table[2 * node] = start;
			table[2 * node + 1] = typeBound(this.adjacency, this.types, this.type + 1, start, end);
		}
		this.#table = table;
	}
}
