import type { Adjacency } from "../store/adjacency.js";
import type { Direction, GraphStore } from "../store/store.js";
import type { TypeRows } from "../store/type-rows.js";
import type { Marks } from "./marks.js";
import type { Meter } from "./meter.js";
import { type Cursor, done, found, paused, type Row, type Slot, type Step, type Trail } from "./row.js";

/** What of the rows of a node is walked along: of each type if `types` is absent. */
export interface Steps {
	readonly direction: Direction | "both";
	/** Ascending. */
	readonly types?: readonly number[];
}

/** The stretches of a node's rows in which its wanted relationships lie, one after the other. */
export class Stretches {
	place = 0;
	end = 0;
	/** Of the stretch at hand. */
	adjacency: Adjacency;
	/** Whether loops were met in the other direction already: an undirected pattern matches each of them once. */
	skipLoops = false;
	/** In the order in which they are gone through; without `rows`, all of a node's row. */
	readonly #parts: readonly {
		readonly adjacency: Adjacency;
		readonly rows?: TypeRows;
		readonly second: boolean;
	}[];
	#node = -1;
	#next = 0;

	constructor(store: GraphStore, { direction, types }: Steps) {
		const directions: readonly Direction[] = direction === "both" ? ["right", "left"] : [direction];
		const all = types === undefined || store.data.types.length === 1;
		this.#parts = directions.flatMap((one, i) => {
			const adjacency = store.adjacency(one);
			if (all && types?.length !== 0) return [{ adjacency, second: i > 0 }];
			return types!.map((type) => ({ adjacency, rows: store.typeRows(one, type), second: i > 0 }));
		});
		this.adjacency = store.adjacency(directions[0]!);
		this.#next = this.#parts.length;
	}

	/** @param node -1 for none */
	from(node: number): void {
		this.#node = node;
		this.#next = node < 0 ? this.#parts.length : 0;
		this.place = this.end = 0;
	}

	/** Goes to the next stretch. @returns false if there is none */
	turn(): boolean {
		const part = this.#parts[this.#next];
		if (part === undefined) return false;
		this.#next++;
		const { adjacency, rows, second } = part;
		this.adjacency = adjacency;
		this.skipLoops = second;
		if (rows === undefined) {
			this.place = adjacency.offsets[this.#node]!;
			this.end = adjacency.offsets[this.#node + 1]!;
		} else {
			this.place = rows.start(this.#node);
			this.end = rows.end(this.#node, this.place);
		}
		return true;
	}
}

export interface ExpandOptions {
	readonly store: GraphStore;
	readonly row: Row;
	readonly meter: Meter;
	readonly steps: Steps;
	/** Index into `ids`. */
	readonly from: number;
	/** Index into `ids`, written to; -1 when nobody asks for the relationship. */
	readonly relationship: number;
	/** Index into `ids`. */
	readonly to: number;
	/** Whether `to` is bound already. */
	readonly into: boolean;
	/** Relationships of the same pattern that were taken before. */
	readonly taken: readonly Slot[];
	/** By label set, whether the node at the other end may have it; absent: it may be any. */
	readonly labelSets?: Uint8Array | undefined;
	/** Neighbours of another node, one of which is wanted. */
	readonly marks?: Marks | undefined;
}

/** From a node along one relationship. */
export class Expand implements Cursor {
	readonly #child: Cursor;
	readonly #options: ExpandOptions;
	readonly #stretches: Stretches;
	#from = -1;

	constructor(child: Cursor, options: ExpandOptions) {
		this.#child = child;
		this.#options = options;
		this.#stretches = new Stretches(options.store, options.steps);
	}

	open(): void {
		this.#child.open();
		this.#stretches.from(-1);
	}

	next(): Step {
		const { row, meter, from, to, relationship, into, taken, labelSets, marks } = this.#options;
		const { labelSetOf } = this.#options.store.data;
		const stretches = this.#stretches;
		const { ids } = row;
		for (;;) {
			const { neighbors, ids: numbers } = stretches.adjacency;
			while (stretches.place < stretches.end) {
				if (--meter.ticks < 0 && meter.rest()) return paused;
				const place = stretches.place++;
				const neighbor = neighbors[place]!;
				if (into && ids[to] !== neighbor) continue;
				if (marks !== undefined && !marks.has(neighbor)) continue;
				if (labelSets !== undefined && labelSets[labelSetOf[neighbor]!] === 0) continue;
				if (stretches.skipLoops && neighbor === this.#from) continue;
				const id = numbers === undefined ? place : numbers[place]!;
				if (taken.length > 0 && isTaken(id, taken, row)) continue;
				if (relationship >= 0) ids[relationship] = id;
				ids[to] = neighbor;
				return found;
			}
			if (stretches.turn()) {
				if (into) this.#narrow(ids[to]!);
				continue;
			}
			const step = this.#child.next();
			if (step !== found) return step;
			this.#from = ids[from]!;
			stretches.from(into && ids[to]! < 0 ? -1 : this.#from);
			marks?.around(ids);
		}
	}

	/** Within a type, neighbours are sorted. */
	#narrow(to: number): void {
		const { store, steps } = this.#options;
		const stretches = this.#stretches;
		if (steps.types === undefined && store.data.types.length > 1) return;
		stretches.place = store.neighborStart(stretches.adjacency, to, stretches.place, stretches.end);
		stretches.end = store.neighborStart(stretches.adjacency, to + 1, stretches.place, stretches.end);
	}
}

export function isTaken(relationship: number, taken: readonly Slot[], row: Row): boolean {
	for (const { kind, index } of taken) {
		if (kind === "relationship") {
			if (row.ids[index] === relationship) return true;
		} else if ((row.values[index] as Trail | null)?.relationships.includes(relationship)) return true;
	}
	return false;
}

/** From a relationship that is bound to its ends, both ways if the pattern has no direction. */
export class ExpandBound implements Cursor {
	readonly #child: Cursor;
	readonly #options: BoundOptions;
	/** Ways that were not tried yet: bit 0 as it lies, bit 1 the other way round. */
	#ways = 0;

	constructor(child: Cursor, options: BoundOptions) {
		this.#child = child;
		this.#options = options;
	}

	open(): void {
		this.#child.open();
		this.#ways = 0;
	}

	next(): Step {
		const { row, store, relationship, direction, wanted } = this.#options;
		const { ids } = row;
		for (;;) {
			while (this.#ways > 0) {
				const turned = (this.#ways & 1) === 0;
				this.#ways &= turned ? 0 : 2;
				const id = ids[relationship]!;
				const [source, target] = [store.source(id), store.target(id)];
				if (turned && direction === "both" && source === target) continue;
				if (turned ? this.#bind(target, source) : this.#bind(source, target)) return found;
			}
			const step = this.#child.next();
			if (step !== found) return step;
			const id = ids[relationship]!;
			if (id < 0 || !wanted(id) || isTaken(id, this.#options.taken, row)) continue;
			this.#ways = direction === "right" ? 1 : direction === "left" ? 2 : 3;
		}
	}

	#bind(left: number, right: number): boolean {
		const { row, from, to } = this.#options;
		const { ids } = row;
		if (from.bound && ids[from.index] !== left) return false;
		if (to.bound && ids[to.index] !== right) return false;
		// One variable for both ends: a loop.
		if (from.index === to.index && left !== right) return false;
		ids[from.index] = left;
		ids[to.index] = right;
		return true;
	}
}

export interface BoundOptions {
	readonly store: GraphStore;
	readonly row: Row;
	/** Index into `ids`. */
	readonly relationship: number;
	readonly direction: Direction | "both";
	readonly wanted: (relationship: number) => boolean;
	readonly from: { readonly index: number; readonly bound: boolean };
	readonly to: { readonly index: number; readonly bound: boolean };
	readonly taken: readonly Slot[];
}

/** Nothing to begin with: one row, in which all is as it was. */
export class Unit implements Cursor {
	#given = true;

	open(): void {
		this.#given = false;
	}

	next(): Step {
		if (this.#given) return done;
		this.#given = true;
		return found;
	}
}
