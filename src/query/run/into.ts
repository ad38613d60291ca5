import type { Direction, GraphStore } from "../store/store.js";
import { isTaken } from "./expand.js";
import { Marks } from "./marks.js";
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

/** Whether two nodes are joined, along one direction and one type (or all), and how often. */
export class ExpandInto implements Cursor {
	readonly #child: Cursor;
	readonly #options: IntoOptions;
	readonly #marks: Marks;
	/** Whether all places of a neighbour lie side by side. */
	readonly #sorted: boolean;
	#place = 0;
	#to = -1;

	constructor(child: Cursor, options: IntoOptions) {
		this.#child = child;
		this.#options = options;
		this.#marks = new Marks(options);
		this.#sorted = options.type !== undefined || options.store.data.types.length === 1;
	}

	open(): void {
		this.#child.open();
		this.#to = -1;
		this.#place = this.#marks.end;
	}

	next(): Step {
		const { row, meter, to, relationship, taken } = this.#options;
		const marks = this.#marks;
		const { neighbors, ids } = marks.adjacency;
		for (;;) {
			while (this.#place < marks.end && neighbors[this.#place] === this.#to) {
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
			marks.around(row.ids);
			this.#to = row.ids[to]!;
			this.#place = this.#to < 0 ? marks.end : marks.placeOf(this.#to);
		}
	}

	/** Where rows are not sorted by neighbour alone, the next one may lie behind others. */
	#after(place: number): number {
		if (this.#sorted) return place + 1;
		const { neighbors } = this.#marks.adjacency;
		let next = place + 1;
		while (next < this.#marks.end && neighbors[next] !== this.#to) next++;
		return next;
	}
}
