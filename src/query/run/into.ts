import type { Adjacency } from "../store/adjacency.js";
import type { Direction, GraphStore } from "../store/store.js";
import { isTaken } from "./expand.js";
import type { Meter } from "./meter.js";
import { type Cursor, found, paused, type Row, type Slot, type Step } from "./row.js";

export interface IntoOptions {
	readonly store: GraphStore;
	readonly row: Row;
	readonly meter: Meter;
	readonly direction: Direction;
	/** Absent: all. */
	readonly type?: number | undefined;
	/** Index into `ids`: of both ends, the one that changes less often. */
	readonly from: number;
	readonly to: number;
	/** Index into `ids`, written to; -1 when nobody asks for it. */
	readonly relationship: number;
	readonly taken: readonly Slot[];
}

/**
 * Whether two nodes are joined, along one direction and one type (or all). The neighbours of the node that stays are
 * marked, so that for each other node it takes one look.
 */
export class ExpandInto implements Cursor {
	readonly #child: Cursor;
	readonly #options: IntoOptions;
	readonly #adjacency: Adjacency;
	/** (nodes): 1 + the first place of a neighbour in the row of the node at hand. Only those of its row are set. */
	#marks: Uint32Array | undefined;
	#from = -1;
	#start = 0;
	#end = 0;
	#place = 0;
	#to = -1;

	constructor(child: Cursor, options: IntoOptions) {
		this.#child = child;
		this.#options = options;
		this.#adjacency = options.store.adjacency(options.direction);
	}

	open(): void {
		this.#child.open();
		this.#place = this.#end;
		this.#to = -1;
	}

	next(): Step {
		const { row, meter, from, to, relationship, taken } = this.#options;
		const { neighbors, ids } = this.#adjacency;
		for (;;) {
			while (this.#place < this.#end && neighbors[this.#place] === this.#to) {
				const place = this.#place;
				this.#place = this.#after(place);
				const id = ids === undefined ? place : ids[place]!;
				if (taken.length > 0 && isTaken(id, taken, row)) continue;
				if (relationship >= 0) row.ids[relationship] = id;
				return found;
			}
			if (--meter.ticks < 0 && meter.rest()) return paused;
			const step = this.#child.next();
			if (step !== found) return step;
			const [node, other] = [row.ids[from]!, row.ids[to]!];
			this.#to = other;
			this.#place = this.#end;
			if (node < 0 || other < 0) continue;
			if (node !== this.#from) this.#mark(node);
			const mark = this.#marks![other]!;
			this.#place = mark === 0 ? this.#end : mark - 1;
		}
	}

	/** Where rows are not sorted by neighbour alone, the next one may lie behind others. */
	#after(place: number): number {
		if (this.#options.type !== undefined || this.#options.store.data.types.length === 1) return place + 1;
		const { neighbors } = this.#adjacency;
		let next = place + 1;
		while (next < this.#end && neighbors[next] !== this.#to) next++;
		return next;
	}

	#mark(node: number): void {
		const { store, meter, direction, type } = this.#options;
		const { neighbors, offsets } = this.#adjacency;
		this.#marks ??= new Uint32Array(store.nodes);
		for (let place = this.#start; place < this.#end; place++) this.#marks[neighbors[place]!] = 0;
		this.#start = type === undefined ? offsets[node]! : store.typeStart(direction, node, type);
		this.#end = type === undefined ? offsets[node + 1]! : store.typeEnd(direction, node, type, this.#start);
		for (let place = this.#end - 1; place >= this.#start; place--) this.#marks[neighbors[place]!] = place + 1;
		meter.ticks -= this.#end - this.#start;
		this.#from = node;
	}
}
