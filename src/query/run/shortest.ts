import type { PathSelector } from "../language/syntax.js";
import type { GraphStore } from "../store/store.js";
import { isTaken, type Steps, Stretches } from "./expand.js";
import type { Meter } from "./meter.js";
import { type Cursor, found, type Row, type Slot, type Step, Trail } from "./row.js";

export interface ShortestOptions {
	readonly store: GraphStore;
	readonly row: Row;
	readonly meter: Meter;
	readonly steps: Steps;
	readonly min: number;
	readonly max: number;
	/** Indices into `ids`; both are bound. */
	readonly from: number;
	readonly to: number;
	/** Index into `values`, written to. */
	readonly trail: number;
	readonly which: PathSelector["which"];
	readonly count: number;
	readonly wanted?: (relationship: number) => boolean;
	/** What the path as a whole must fulfil, once it is in the registers: the shortest that does is meant. */
	readonly fulfils?: () => boolean;
	readonly taken: readonly Slot[];
}

/** The shortest of the walks between two nodes, or several. */
export class Shortest implements Cursor {
	readonly #child: Cursor;
	readonly #options: ShortestOptions;
	readonly #search: Search;
	#paths: Iterator<Trail> | undefined;

	constructor(child: Cursor, options: ShortestOptions) {
		this.#child = child;
		this.#options = options;
		this.#search = new Search(options);
	}

	open(): void {
		this.#child.open();
		this.#paths = undefined;
	}

	next(): Step {
		const { row, meter, from, to, trail } = this.#options;
		for (;;) {
			if (this.#paths !== undefined) {
				meter.nested++;
				const path = this.#paths.next();
				meter.nested--;
				if (path.done !== true) {
					row.values[trail] = path.value;
					return found;
				}
				this.#paths = undefined;
			}
			const step = this.#child.next();
			if (step !== found) return step;
			const [start, end] = [row.ids[from]!, row.ids[to]!];
			if (start >= 0 && end >= 0) this.#paths = this.#search.paths(start, end);
		}
	}
}

type Wanted = (relationship: number) => boolean;

class Search {
	readonly #options: ShortestOptions;
	readonly #out: Side;
	readonly #back: Side;

	constructor(options: ShortestOptions) {
		this.#options = options;
		const { store, steps } = options;
		this.#out = new Side(store, steps);
		const opposite = { right: "left", left: "right", both: "both" } as const;
		this.#back = new Side(store, { ...steps, direction: opposite[steps.direction] });
	}

	paths(start: number, end: number): Iterator<Trail> {
		const { min, which, count, fulfils } = this.#options;
		const simple = fulfils === undefined && (min === 0 || (min === 1 && start !== end));
		if (simple && count === 1 && (which === "shortest" || which === "any")) return this.#one(start, end);
		return this.#several(start, end);
	}

	/** From both ends at once, always the smaller side a level further, until the two meet. */
	*#one(start: number, end: number): Generator<Trail> {
		const { max } = this.#options;
		const [out, back] = [this.#out, this.#back];
		if (start === end) {
			yield new Trail([], [start]);
			return;
		}
		out.begin(start);
		back.begin(end);
		const wanted = this.#filter();
		while (out.distance + back.distance < max) {
			if (out.frontier.length === 0 || back.frontier.length === 0) return;
			const [near, far] = out.frontier.length <= back.frontier.length ? [out, back] : [back, out];
			const meeting = this.#advance(near, far, wanted);
			if (meeting < 0) continue;
			yield this.#joined(meeting);
			return;
		}
	}

	/** A level further. @returns the node at which the two sides meet, -1 if they do not yet */
	#advance(side: Side, other: Side, wanted: Wanted | undefined): number {
		const { meter } = this.#options;
		const { frontier, stretches } = side;
		const next: number[] = [];
		for (const node of frontier) {
			stretches.from(node);
			while (stretches.turn()) {
				const { neighbors, ids } = stretches.adjacency;
				meter.spend(stretches.end - stretches.place);
				for (let place = stretches.place; place < stretches.end; place++) {
					const neighbor = neighbors[place]!;
					if (side.knows(neighbor)) continue;
					const id = ids === undefined ? place : ids[place]!;
					if (wanted !== undefined && !wanted(id)) continue;
					side.reach(neighbor, id, node);
					if (other.knows(neighbor)) return neighbor;
					next.push(neighbor);
				}
				stretches.place = stretches.end;
			}
		}
		side.frontier = next;
		side.distance++;
		return -1;
	}

	#joined(meeting: number): Trail {
		const [before, after] = [this.#out.wayTo(meeting), this.#back.wayTo(meeting)];
		return new Trail(
			[...before.relationships.reverse(), ...after.relationships],
			[...before.nodes.reverse(), ...after.nodes.slice(1)],
		);
	}

	/**
	 * Walks in the order of their lengths: all of one length, then all of the next. As it is known how far the end is from
	 * every node, none is begun that could not be ended in time.
	 */
	*#several(start: number, end: number): Generator<Trail> {
		const { max, min, row, trail, fulfils } = this.#options;
		const wanted = this.#filter();
		const left = this.#distancesTo(end, wanted);
		const accept = this.#selection();
		const nearest = left.get(start);
		if (nearest === undefined) return;
		const walks = { longer: true };
		for (
			let length = Math.max(min, nearest);
			length <= max && walks.longer && accept(length, true);
			length++
		) {
			walks.longer = false;
			for (const path of this.#ofLength(length, start, left, wanted, walks)) {
				row.values[trail] = path;
				if (fulfils !== undefined && !fulfils()) continue;
				if (!accept(length)) return;
				yield path;
			}
		}
	}

	/** @param walks is told whether there may be longer ones */
	*#ofLength(
		length: number,
		start: number,
		left: ReadonlyMap<number, number>,
		wanted: Wanted | undefined,
		walks: { longer: boolean },
	): Generator<Trail> {
		const nodes = [start];
		const relationships: number[] = [];
		if (length === 0) {
			walks.longer = true;
			yield new Trail([], nodes);
			return;
		}
		const open = [this.#stepsFrom(start, relationships, wanted)];
		while (open.length > 0) {
			const step = open.at(-1)!.pop();
			if (step === undefined) {
				open.pop();
				nodes.pop();
				relationships.pop();
				continue;
			}
			const [id, node] = step;
			const rest = left.get(node);
			if (rest === undefined) continue;
			const remaining = length - open.length;
			if (rest > remaining) walks.longer = true;
			else if (remaining === 0) {
				walks.longer = true;
				yield new Trail([...relationships, id], [...nodes, node]);
			} else {
				nodes.push(node);
				relationships.push(id);
				open.push(this.#stepsFrom(node, relationships, wanted));
			}
		}
	}

	/** Whether a path of this length is still wanted; asked in the order of lengths. With `peek`: whether any would be. */
	#selection(): (length: number, peek?: boolean) => boolean {
		const { which, count } = this.#options;
		if (which === "any" || which === "shortest") {
			let taken = 0;
			return (_length, peek = false) => taken < count && (peek || ++taken > 0);
		}
		const groups = which === "groups" ? count : 1;
		const lengths = new Set<number>();
		return (length, peek = false) => {
			if (peek) return lengths.size < groups;
			if (lengths.size === groups && !lengths.has(length)) return false;
			lengths.add(length);
			return true;
		};
	}

	/** The last one first. */
	#stepsFrom(node: number, walked: readonly number[], wanted: Wanted | undefined): [number, number][] {
		const { meter } = this.#options;
		const { stretches } = this.#out;
		const steps: [number, number][] = [];
		stretches.from(node);
		while (stretches.turn()) {
			const { neighbors, ids } = stretches.adjacency;
			meter.spend(stretches.end - stretches.place);
			for (let place = stretches.place; place < stretches.end; place++) {
				const neighbor = neighbors[place]!;
				if (stretches.skipLoops && neighbor === node) continue;
				const id = ids === undefined ? place : ids[place]!;
				if (!walked.includes(id) && (wanted === undefined || wanted(id))) steps.push([id, neighbor]);
			}
			stretches.place = stretches.end;
		}
		return steps.reverse();
	}

	#distancesTo(end: number, wanted: Wanted | undefined): Map<number, number> {
		const { max, meter } = this.#options;
		const { stretches } = this.#back;
		const distances = new Map([[end, 0]]);
		let frontier = [end];
		for (let distance = 1; frontier.length > 0 && distance <= max; distance++) {
			const next: number[] = [];
			for (const node of frontier) {
				stretches.from(node);
				while (stretches.turn()) {
					const { neighbors, ids } = stretches.adjacency;
					meter.spend(stretches.end - stretches.place);
					for (let place = stretches.place; place < stretches.end; place++) {
						const neighbor = neighbors[place]!;
						if (distances.has(neighbor)) continue;
						if (wanted !== undefined && !wanted(ids === undefined ? place : ids[place]!)) continue;
						distances.set(neighbor, distance);
						next.push(neighbor);
					}
					stretches.place = stretches.end;
				}
			}
			frontier = next;
		}
		return distances;
	}

	#filter(): Wanted | undefined {
		const { wanted, taken, row } = this.#options;
		if (taken.length === 0) return wanted;
		return (id) => !isTaken(id, taken, row) && (wanted === undefined || wanted(id));
	}
}

/** What was reached from one end. */
class Side {
	readonly stretches: Stretches;
	frontier: number[] = [];
	distance = 0;
	readonly #store: GraphStore;
	/** (nodes): in which round it was reached last, by which relationship, and from where. Made when first needed. */
	#reached: Uint32Array | undefined;
	#by: Uint32Array | undefined;
	#from: Uint32Array | undefined;
	#round = 0;
	#start = 0;

	constructor(store: GraphStore, steps: Steps) {
		this.#store = store;
		this.stretches = new Stretches(store, steps);
	}

	begin(start: number): void {
		const { nodes } = this.#store;
		this.#reached ??= new Uint32Array(nodes);
		this.#by ??= new Uint32Array(nodes);
		this.#from ??= new Uint32Array(nodes);
		this.#reached[start] = ++this.#round;
		this.#start = start;
		this.frontier = [start];
		this.distance = 0;
	}

	knows(node: number): boolean {
		return this.#reached![node] === this.#round;
	}

	reach(node: number, by: number, from: number): void {
		this.#reached![node] = this.#round;
		this.#by![node] = by;
		this.#from![node] = from;
	}

	/** From the node back to the start. */
	wayTo(node: number): { nodes: number[]; relationships: number[] } {
		const nodes = [node];
		const relationships: number[] = [];
		for (let at = node; at !== this.#start; ) {
			relationships.push(this.#by![at]!);
			at = this.#from![at]!;
			nodes.push(at);
		}
		return { nodes, relationships };
	}
}
