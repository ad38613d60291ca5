import type { Adjacency } from "../store/adjacency.js";
import type { Direction, GraphStore } from "../store/store.js";
import type { TypeRows } from "../store/type-rows.js";
import type { Steps } from "./expand.js";
import type { Meter } from "./meter.js";

/**
 * Whether two nodes are joined. Asked about the same first node again, its neighbours are marked, so that each further
 * question is one look; else the shorter of both rows is looked through.
 */
export class Joined {
	readonly #store: GraphStore;
	readonly #meter: Meter;
	readonly #sides: readonly Side[];
	#last = -1;
	#marked = -1;
	/** (nodes): 1 for neighbours of `#marked`. */
	#marks: Uint8Array | undefined;

	constructor(store: GraphStore, meter: Meter, { direction, types }: Steps) {
		this.#store = store;
		this.#meter = meter;
		const directions: readonly Direction[] = direction === "both" ? ["right", "left"] : [direction];
		const all = types === undefined || store.data.types.length === 1;
		this.#sides = directions.flatMap((one): Side[] => {
			if (all && types?.length !== 0)
				return [{ there: rowsOf(store, one), back: rowsOf(store, turned[one]) }];
			return (types ?? []).map((type) => ({
				there: rowsOf(store, one, type),
				back: rowsOf(store, turned[one], type),
			}));
		});
	}

	test(from: number, to: number): boolean {
		if (from < 0 || to < 0) return false;
		if (from === this.#marked) return this.#marks![to] === 1;
		if (from === this.#last) {
			this.#mark(from);
			return this.#marks![to] === 1;
		}
		this.#last = from;
		return this.#sides.some(({ there, back }) => {
			const [start, end] = boundsOf(there, from);
			const [first, last] = boundsOf(back, to);
			return end - start <= last - first
				? this.#find(there.adjacency.neighbors, start, end, to)
				: this.#find(back.adjacency.neighbors, first, last, from);
		});
	}

	#find(neighbors: Uint32Array, start: number, end: number, wanted: number): boolean {
		this.#meter.spend(end - start);
		for (let place = start; place < end; place++) if (neighbors[place] === wanted) return true;
		return false;
	}

	#mark(node: number): void {
		this.#marks ??= new Uint8Array(this.#store.nodes);
		if (this.#marked >= 0) this.#set(this.#marked, 0);
		this.#set(node, 1);
		this.#marked = node;
	}

	#set(node: number, mark: 0 | 1): void {
		for (const { there } of this.#sides) {
			const [start, end] = boundsOf(there, node);
			this.#meter.spend(end - start);
			const { neighbors } = there.adjacency;
			for (let place = start; place < end; place++) this.#marks![neighbors[place]!] = mark;
		}
	}
}

/** The relationships in one direction, and the same ones as they are seen from the other end. */
interface Side {
	readonly there: Rows;
	readonly back: Rows;
}

interface Rows {
	readonly adjacency: Adjacency;
	/** Absent: of all types. */
	readonly ofType?: TypeRows;
}

const turned = { right: "left", left: "right" } as const;

function rowsOf(store: GraphStore, direction: Direction, type?: number): Rows {
	const adjacency = store.adjacency(direction);
	return type === undefined ? { adjacency } : { adjacency, ofType: store.typeRows(direction, type) };
}

function boundsOf({ adjacency: { offsets }, ofType }: Rows, node: number): [number, number] {
	if (ofType === undefined) return [offsets[node]!, offsets[node + 1]!];
	const start = ofType.start(node);
	return [start, ofType.end(node, start)];
}
