import type { TypeRows } from "../store/type-rows.js";
import { type ExpandOptions, isTaken } from "./expand.js";
import type { Marks } from "./marks.js";
import type { Meter } from "./meter.js";
import { type Cursor, found, paused, type Row, type Slot, type Step } from "./row.js";

/** `Expand` for what is asked most, in one direction along one type (or all) to a node that is not bound: in one loop. */
export class ExpandOne implements Cursor {
	#place = 0;
	#end = 0;
	readonly #child: Cursor;
	readonly #row: Row;
	readonly #ids: Int32Array;
	readonly #meter: Meter;
	readonly #neighbors: Uint32Array;
	readonly #numbers: Uint32Array | undefined;
	readonly #offsets: Uint32Array;
	readonly #rows: TypeRows | undefined;
	readonly #from: number;
	readonly #to: number;
	readonly #relationship: number;
	readonly #taken: readonly Slot[];
	readonly #labelSets: Uint8Array | undefined;
	readonly #labelSetOf: Uint32Array;
	readonly #marks: Marks | undefined;

	static fits({ steps: { direction, types }, into, store }: Omit<ExpandOptions, "row" | "meter">): boolean {
		return !into && direction !== "both" && (types === undefined || types.length === 1) && store.nodes > 0;
	}

	constructor(
		child: Cursor,
		{ store, row, meter, steps, from, to, relationship, taken, labelSets, marks }: ExpandOptions,
	) {
		const direction = steps.direction === "left" ? "left" : "right";
		const adjacency = store.adjacency(direction);
		this.#child = child;
		this.#row = row;
		this.#ids = row.ids;
		this.#meter = meter;
		this.#neighbors = adjacency.neighbors;
		this.#numbers = adjacency.ids;
		this.#offsets = adjacency.offsets;
		const type = steps.types?.[0];
		this.#rows =
			type === undefined || store.data.types.length === 1 ? undefined : store.typeRows(direction, type);
		this.#from = from;
		this.#to = to;
		this.#relationship = relationship;
		this.#taken = taken;
		this.#labelSets = labelSets;
		this.#labelSetOf = store.data.labelSetOf;
		this.#marks = marks;
	}

	open(): void {
		this.#child.open();
		this.#place = this.#end = 0;
	}

	next(): Step {
		const [ids, neighbors, numbers] = [this.#ids, this.#neighbors, this.#numbers];
		const [labelSets, marks, taken, relationship] = [
			this.#labelSets,
			this.#marks,
			this.#taken,
			this.#relationship,
		];
		for (;;) {
			while (this.#place < this.#end) {
				if (--this.#meter.ticks < 0 && this.#meter.rest()) return paused;
				const place = this.#place++;
				const neighbor = neighbors[place]!;
				if (marks !== undefined && !marks.has(neighbor)) continue;
				if (labelSets !== undefined && labelSets[this.#labelSetOf[neighbor]!] === 0) continue;
				if (taken.length > 0 || relationship >= 0) {
					const id = numbers === undefined ? place : numbers[place]!;
					if (taken.length > 0 && isTaken(id, taken, this.#row)) continue;
					if (relationship >= 0) ids[relationship] = id;
				}
				ids[this.#to] = neighbor;
				return found;
			}
			const step = this.#child.next();
			if (step !== found) return step;
			this.#enter(ids[this.#from]!);
		}
	}

	#enter(node: number): void {
		if (node < 0) this.#place = this.#end = 0;
		else if (this.#rows === undefined) {
			this.#place = this.#offsets[node]!;
			this.#end = this.#offsets[node + 1]!;
		} else {
			this.#place = this.#rows.start(node);
			this.#end = this.#rows.end(node, this.#place);
		}
		this.#marks?.around(this.#ids);
	}
}
