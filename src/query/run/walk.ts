import type { Direction, GraphStore } from "../store/store.js";
import type { Compiled } from "../values/scope.js";
import { isList, RelationshipValue } from "../values/value.js";
import { isTaken, type Steps, Stretches } from "./expand.js";
import type { Meter } from "./meter.js";
import { type Cursor, found, paused, type Row, type Slot, type Step, Trail } from "./row.js";

export interface WalkOptions {
	readonly store: GraphStore;
	readonly row: Row;
	readonly meter: Meter;
	readonly steps: Steps;
	readonly min: number;
	/** Infinity where there is no bound. */
	readonly max: number;
	/** Index into `ids`. */
	readonly from: number;
	/** Index into `ids`, written to. */
	readonly to: number;
	/** Whether `to` is bound already. */
	readonly into: boolean;
	/** Index into `values` for the trail; -1 when nobody asks for it. */
	readonly trail: number;
	/** What each relationship must fulfil. */
	readonly wanted?: (relationship: number) => boolean;
	readonly taken: readonly Slot[];
	/** Whether the pattern is written in the other direction: then the trail begins at `to`. */
	readonly reversed: boolean;
}

/** From a node along a number of relationships, none of them twice: depth first. */
export class Walk implements Cursor {
	readonly #child: Cursor;
	readonly #options: WalkOptions;
	/** `#nodes[depth]` was reached by `#relationships[depth - 1]`, and is left by way of `#stretches[depth]`. */
	readonly #nodes: number[] = [];
	readonly #relationships: number[] = [];
	readonly #stretches: Stretches[] = [];
	/** From where on a relationship is looked for by hash: in long walks. */
	readonly #walked = new Set<number>();
	#depth = -1;

	constructor(child: Cursor, options: WalkOptions) {
		this.#child = child;
		this.#options = options;
	}

	open(): void {
		this.#child.open();
		this.#leaveAll();
	}

	next(): Step {
		const { row, meter, from, to, into, min } = this.#options;
		for (;;) {
			while (this.#depth >= 0) {
				if (--meter.ticks < 0 && meter.rest()) return paused;
				if (this.#forward() && this.#depth >= min && this.#arrive()) return found;
			}
			const step = this.#child.next();
			if (step !== found) return step;
			const start = row.ids[from]!;
			if (start < 0 || (into && row.ids[to]! < 0)) continue;
			this.#enter(start);
			if (min === 0 && this.#arrive()) return found;
		}
	}

	/** One relationship further, or back from where there is none. @returns whether it went further */
	#forward(): boolean {
		const { row, wanted, taken } = this.#options;
		const stretches = this.#stretches[this.#depth]!;
		const node = this.#nodes[this.#depth]!;
		for (;;) {
			if (stretches.place === stretches.end) {
				if (stretches.turn()) continue;
				this.#leave();
				return false;
			}
			const place = stretches.place++;
			const { neighbors, ids } = stretches.adjacency;
			const neighbor = neighbors[place]!;
			if (stretches.skipLoops && neighbor === node) continue;
			const id = ids === undefined ? place : ids[place]!;
			if (this.#walked.has(id) || (taken.length > 0 && isTaken(id, taken, row))) continue;
			if (wanted !== undefined && !wanted(id)) continue;
			this.#relationships.push(id);
			this.#walked.add(id);
			this.#enter(neighbor);
			return true;
		}
	}

	#enter(node: number): void {
		const { store, steps, max } = this.#options;
		this.#depth++;
		this.#nodes[this.#depth] = node;
		let stretches = this.#stretches[this.#depth];
		if (stretches === undefined) {
			stretches = new Stretches(store, steps);
			this.#stretches.push(stretches);
		}
		stretches.from(this.#depth < max ? node : -1);
	}

	#leave(): void {
		this.#depth--;
		const last = this.#relationships.pop();
		if (last !== undefined) this.#walked.delete(last);
	}

	#leaveAll(): void {
		this.#depth = -1;
		this.#relationships.length = 0;
		this.#walked.clear();
	}

	#arrive(): boolean {
		const { row, to, into, trail, reversed } = this.#options;
		const node = this.#nodes[this.#depth]!;
		if (into && row.ids[to] !== node) return false;
		row.ids[to] = node;
		if (trail >= 0) {
			const nodes = this.#nodes.slice(0, this.#depth + 1);
			const relationships = this.#relationships.slice();
			row.values[trail] = reversed
				? new Trail(relationships.reverse(), nodes.reverse())
				: new Trail(relationships, nodes);
		}
		return true;
	}
}

/**
 * The nodes that a walk ends at, each once for each start: breadth first. Only where a walk that repeats no relationship
 * ends wherever any walk does: along one direction from 1 or 0 on, along both from 0 on.
 */
export class Reach implements Cursor {
	readonly #child: Cursor;
	readonly #options: WalkOptions;
	readonly #stretches: Stretches;
	/** (nodes): in which round a node was reached last. */
	#reached: Uint32Array | undefined;
	#round = 0;
	#queue: number[] = [];
	/** Next of the queue to be told, and to be left. */
	#told = 0;
	#left = 0;
	/** The end of the level that is left now, and how far from the start it is. */
	#levelEnd = 0;
	#distance = 0;

	constructor(child: Cursor, options: WalkOptions) {
		this.#child = child;
		this.#options = options;
		this.#stretches = new Stretches(options.store, options.steps);
	}

	open(): void {
		this.#child.open();
		this.#queue = [];
		this.#told = this.#left = 0;
	}

	next(): Step {
		const { row, meter, from, to, into } = this.#options;
		for (;;) {
			while (this.#told < this.#queue.length) {
				const node = this.#queue[this.#told++]!;
				if (into && row.ids[to] !== node) continue;
				row.ids[to] = node;
				return found;
			}
			if (--meter.ticks < 0 && meter.rest()) return paused;
			if (this.#left < this.#queue.length && this.#goOn()) continue;
			const step = this.#child.next();
			if (step !== found) return step;
			this.#begin(row.ids[from]!);
		}
	}

	#begin(start: number): void {
		const { store, min } = this.#options;
		this.#reached ??= new Uint32Array(store.nodes);
		this.#round++;
		this.#distance = 0;
		this.#queue = start < 0 ? [] : [start];
		this.#levelEnd = this.#queue.length;
		this.#left = 0;
		// The start is told when it is reached by a circle, or if no step at all will do.
		this.#told = min === 0 ? 0 : this.#queue.length;
		if (min === 0 && start >= 0) this.#reached[start] = this.#round;
	}

	/** Leaves one node of the queue. @returns false when all that can be reached has been */
	#goOn(): boolean {
		const { max, meter, wanted } = this.#options;
		if (this.#left === this.#levelEnd) {
			this.#distance++;
			this.#levelEnd = this.#queue.length;
		}
		if (this.#distance >= max) {
			this.#left = this.#queue.length;
			return false;
		}
		const node = this.#queue[this.#left++]!;
		const reached = this.#reached!;
		const stretches = this.#stretches;
		stretches.from(node);
		while (stretches.turn()) {
			const { neighbors, ids } = stretches.adjacency;
			meter.ticks -= stretches.end - stretches.place;
			for (let place = stretches.place; place < stretches.end; place++) {
				const neighbor = neighbors[place]!;
				if (reached[neighbor] === this.#round) continue;
				if (wanted !== undefined && !wanted(ids === undefined ? place : ids[place]!)) continue;
				reached[neighbor] = this.#round;
				this.#queue.push(neighbor);
			}
			stretches.place = stretches.end;
		}
		return true;
	}
}

export interface BoundWalkOptions {
	readonly store: GraphStore;
	readonly row: Row;
	readonly list: Compiled<Row>;
	/** Index into `values`, written to. */
	readonly trail: number;
	readonly direction: Direction | "both";
	readonly wanted: (relationship: number) => boolean;
	readonly min: number;
	readonly max: number;
	readonly from: { readonly index: number; readonly bound: boolean };
	readonly to: { readonly index: number; readonly bound: boolean };
}

/** A walk whose relationships are given as a list: at most one for each node at which it can begin. */
export class BoundWalk implements Cursor {
	#walks: Trail[] = [];

	constructor(
		readonly child: Cursor,
		readonly options: BoundWalkOptions,
	) {}

	open(): void {
		this.child.open();
		this.#walks = [];
	}

	next(): Step {
		const { row, trail, from, to } = this.options;
		for (;;) {
			const walk = this.#walks.pop();
			if (walk !== undefined) {
				const [start, end] = [walk.nodes[0]!, walk.nodes.at(-1)!];
				if (from.bound && row.ids[from.index] !== start) continue;
				if (to.bound && row.ids[to.index] !== end) continue;
				if (from.index === to.index && start !== end) continue;
				row.ids[from.index] = start;
				row.ids[to.index] = end;
				row.values[trail] = walk;
				return found;
			}
			const step = this.child.next();
			if (step !== found) return step;
			this.#walks = this.#walksOf();
		}
	}

	#walksOf(): Trail[] {
		const { row, store, list, min, max, wanted } = this.options;
		const value = list(row);
		if (value === null || !isList(value) || value.length < min || value.length > max) return [];
		const relationships = value.map((item) => (item instanceof RelationshipValue ? item.id : -1));
		if (relationships.some((id) => id < 0 || !wanted(id))) return [];
		if (new Set(relationships).size < relationships.length) return [];
		if (relationships.length === 0) return this.#nowhere();
		const first = relationships[0]!;
		const starts = new Set([store.source(first), store.target(first)]);
		return [...starts].flatMap((start) => this.#from(start, relationships) ?? []);
	}

	/** An empty walk, at the node that is bound. */
	#nowhere(): Trail[] {
		const { row, from, to } = this.options;
		const end = from.bound ? from : to.bound ? to : undefined;
		return end === undefined || row.ids[end.index]! < 0 ? [] : [new Trail([], [row.ids[end.index]!])];
	}

	#from(start: number, relationships: readonly number[]): Trail | undefined {
		const { store, direction } = this.options;
		const nodes = [start];
		for (const id of relationships) {
			const at = nodes.at(-1)!;
			const [source, target] = [store.source(id), store.target(id)];
			if (direction !== "left" && source === at) nodes.push(target);
			else if (direction !== "right" && target === at) nodes.push(source);
			else return undefined;
		}
		return new Trail(relationships, nodes);
	}
}
