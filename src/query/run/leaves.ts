import type { GraphStore } from "../store/store.js";
import type { TypeRows } from "../store/type-rows.js";
import type { Steps } from "./expand.js";
import type { Meter } from "./meter.js";
import { type Cursor, found, paused, type Row, type Slot, type Step } from "./row.js";

/** Relationships of a node that are only counted: nobody asks where they lead. */
export interface Leaf {
	/** Index into `ids`. */
	readonly from: number;
	readonly steps: Steps;
	/** Relationships of the same pattern that it has to differ from. */
	readonly taken: readonly Slot[];
}

export interface LeavesOptions {
	readonly store: GraphStore;
	readonly row: Row;
	readonly meter: Meter;
	/** One or two. */
	readonly leaves: readonly Leaf[];
	/** Index into `values`: how many rows the row at hand stands for. */
	readonly times: number;
}

/** Instead of walking along the last relationships of a pattern, multiplies by how many there are. */
export class CountLeaves implements Cursor {
	readonly #child: Cursor;
	readonly #options: LeavesOptions;
	readonly #first: LeafCounter;
	readonly #second: LeafCounter | undefined;
	/** Types that both leaves may be of. */
	readonly #shared: readonly number[];

	constructor(child: Cursor, options: LeavesOptions) {
		this.#child = child;
		this.#options = options;
		const { store, row, leaves } = options;
		const [first, second] = leaves;
		this.#first = new LeafCounter(store, row, first!);
		this.#second = second === undefined ? undefined : new LeafCounter(store, row, second);
		this.#shared = second === undefined ? [] : sharedTypes(store, first!.steps, second.steps);
	}

	open(): void {
		this.#child.open();
	}

	next(): Step {
		const { row, meter, times } = this.#options;
		const second = this.#second;
		for (;;) {
			if (--meter.ticks < 0 && meter.rest()) return paused;
			const step = this.#child.next();
			if (step !== found) return step;
			let count = this.#first.count();
			if (second !== undefined && count > 0) {
				const other = second.count();
				count = other === 0 ? 0 : count * other - this.#common(this.#first.leaf, second.leaf);
			}
			if (count === 0) continue;
			row.values[times] = count;
			return found;
		}
	}

	/** Pairs in which both leaves would be the same relationship. */
	#common(a: Leaf, b: Leaf): number {
		const { store, row } = this.#options;
		const [x, y] = [row.ids[a.from]!, row.ids[b.from]!];
		let count = 0;
		for (const type of this.#shared)
			count += x === y ? commonAt(store, x, a, b, type) : commonBetween(store, x, y, a, b, type);
		if (count === 0) return 0;
		const taken = [...new Set([...a.taken, ...b.taken].map(({ index }) => row.ids[index]!))];
		return count - taken.filter((id) => isOf(store, x, a.steps, id) && isOf(store, y, b.steps, id)).length;
	}
}

/** Of one node: each loop is one relationship, whichever way it is counted. */
function commonAt(store: GraphStore, node: number, a: Leaf, b: Leaf, type: number): number {
	const [there, back] = [a.steps.direction, b.steps.direction];
	const both = there === "both" ? back : back === "both" || there === back ? there : undefined;
	return both === undefined ? store.countBetween(node, node, type) : degreeOf(store, node, both, type);
}

function commonBetween(store: GraphStore, x: number, y: number, a: Leaf, b: Leaf, type: number): number {
	const [there, back] = [a.steps.direction, b.steps.direction];
	const right = there !== "left" && back !== "right" ? store.countBetween(x, y, type) : 0;
	return right + (there !== "right" && back !== "left" ? store.countBetween(y, x, type) : 0);
}

/** Where the lengths are that are added up: of rows of one type, or of whole rows. */
interface Part {
	readonly offsets: Uint32Array;
	readonly rows: TypeRows | undefined;
}

/** How many relationships a leaf stands for at the row at hand. */
class LeafCounter {
	readonly #parts: readonly Part[];

	constructor(
		readonly store: GraphStore,
		readonly row: Row,
		readonly leaf: Leaf,
	) {
		const { direction, types } = leaf.steps;
		const directions = direction === "both" ? (["right", "left"] as const) : [direction];
		const all = types === undefined || (store.data.types.length === 1 && types.length === 1);
		this.#parts = directions.flatMap((one): Part[] => {
			const { offsets } = store.adjacency(one);
			return all
				? [{ offsets, rows: undefined }]
				: types.map((type) => ({ offsets, rows: store.typeRows(one, type) }));
		});
	}

	count(): number {
		const { store, row, leaf } = this;
		const node = row.ids[leaf.from]!;
		if (node < 0) return 0;
		let count = 0;
		for (const { offsets, rows } of this.#parts) {
			const start = rows === undefined ? offsets[node]! : rows.start(node);
			count += (rows === undefined ? offsets[node + 1]! : rows.end(node, start)) - start;
		}
		if (count === 0) return 0;
		if (leaf.steps.direction === "both") count -= loopsAt(store, node, leaf.steps.types);
		for (const { index } of leaf.taken) if (isOf(store, node, leaf.steps, row.ids[index]!)) count--;
		return count;
	}
}

function degreeOf(store: GraphStore, node: number, direction: Steps["direction"], type: number): number {
	if (direction !== "both") return store.degree(direction, node, type);
	return (
		store.degree("right", node, type) +
		store.degree("left", node, type) -
		store.countBetween(node, node, type)
	);
}

function loopsAt(store: GraphStore, node: number, types: readonly number[] | undefined): number {
	let sum = 0;
	for (const type of types ?? store.data.types.keys()) sum += store.countBetween(node, node, type);
	return sum;
}

/** Whether a relationship is one of those that a leaf counts. */
function isOf(store: GraphStore, node: number, { direction, types }: Steps, relationship: number): boolean {
	if (relationship < 0) return false;
	if (types !== undefined && !types.includes(store.data.typeOf[relationship]!)) return false;
	const leaves = store.source(relationship) === node;
	const arrives = store.target(relationship) === node;
	return direction === "right" ? leaves : direction === "left" ? arrives : leaves || arrives;
}

function sharedTypes(store: GraphStore, a: Steps, b: Steps): readonly number[] {
	const all = a.types ?? b.types ?? [...store.data.types.keys()];
	return all.filter((type) => (a.types?.includes(type) ?? true) && (b.types?.includes(type) ?? true));
}
