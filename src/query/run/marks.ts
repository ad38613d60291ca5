import type { Adjacency } from "../store/adjacency.js";
import type { Direction, GraphStore } from "../store/store.js";
import type { TypeRows } from "../store/type-rows.js";
import type { Meter } from "./meter.js";

export interface MarksOptions {
	readonly store: GraphStore;
	readonly meter: Meter;
	readonly direction: Direction;
	/** Absent: all. */
	readonly type?: number | undefined;
	/** Index into `ids`. */
	readonly from: number;
}

/** The neighbours of a node that stays for a while, marked: whether another node is one of them takes one look. */
export class Marks {
	/** Of the node at hand: its row. */
	start = 0;
	end = 0;
	readonly adjacency: Adjacency;
	readonly #options: MarksOptions;
	readonly #rows: TypeRows | undefined;
	/** (nodes): 1 + the first place of a neighbour in the row. Only those of the row are set. Made when first needed. */
	#marks: Uint32Array | undefined;
	#node = -1;

	constructor(options: MarksOptions) {
		const { store, direction, type } = options;
		this.#options = options;
		this.adjacency = store.adjacency(direction);
		if (type !== undefined && store.data.types.length > 1) this.#rows = store.typeRows(direction, type);
	}

	/** Marks the neighbours of the node in its register. */
	around(ids: Int32Array): void {
		const node = ids[this.#options.from]!;
		if (node === this.#node) return;
		const { neighbors, offsets } = this.adjacency;
		this.#marks ??= new Uint32Array(this.#options.store.nodes);
		const marks = this.#marks;
		for (let place = this.start; place < this.end; place++) marks[neighbors[place]!] = 0;
		this.#node = node;
		this.start = node < 0 ? 0 : this.#rows === undefined ? offsets[node]! : this.#rows.start(node);
		this.end =
			node < 0 ? 0 : this.#rows === undefined ? offsets[node + 1]! : this.#rows.end(node, this.start);
		for (let place = this.end - 1; place >= this.start; place--) marks[neighbors[place]!] = place + 1;
		this.#options.meter.ticks -= this.end - this.start;
	}

	has(neighbor: number): boolean {
		return this.#marks![neighbor]! > 0;
	}

	/** The first place at which a node stands in the row; the row's end if it does not. */
	placeOf(neighbor: number): number {
		const mark = this.#marks![neighbor]!;
		return mark === 0 ? this.end : mark - 1;
	}
}
