import type { GraphStore } from "../store/store.js";
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
	constructor(
		readonly child: Cursor,
		readonly options: LeavesOptions,
	) {}

	open(): void {
		this.child.open();
	}

	next(): Step {
		const { row, meter, leaves, times } = this.options;
		const [first, second] = leaves;
		for (;;) {
			if (--meter.ticks < 0 && meter.rest()) return paused;
			const step = this.child.next();
			if (step !== found) return step;
			let count = this.#count(first!);
			if (count > 0 && second !== undefined)
				count = count * this.#count(second) - this.#common(first!, second);
			if (count === 0) continue;
			row.values[times] = count;
			return found;
		}
	}

	#count({ from, steps, taken }: Leaf): number {
		const { store, row } = this.options;
		const node = row.ids[from]!;
		if (node < 0) return 0;
		let count = degree(store, node, steps);
		for (const { index } of taken) if (isOf(store, node, steps, row.ids[index]!)) count--;
		return count;
	}

	/** Pairs in which both leaves would be the same relationship. */
	#common(a: Leaf, b: Leaf): number {
		const { store, row } = this.options;
		const [x, y] = [row.ids[a.from]!, row.ids[b.from]!];
		const shared = sharedTypes(store, a.steps, b.steps);
		if (shared.length === 0) return 0;
		let count = 0;
		if (x === y) {
			// Each loop is one relationship, whichever way it is counted.
			const [there, back] = [a.steps.direction, b.steps.direction];
			for (const type of shared) {
				const loops = store.countBetween(x, x, type);
				const both = there === "both" ? back : back === "both" ? there : there === back ? there : undefined;
				count += both === undefined ? loops : degree(store, x, { direction: both, types: [type] });
			}
		} else {
			for (const type of shared) {
				if (a.steps.direction !== "left" && b.steps.direction !== "right")
					count += store.countBetween(x, y, type);
				if (a.steps.direction !== "right" && b.steps.direction !== "left")
					count += store.countBetween(y, x, type);
			}
		}
		const taken = [...new Set([...a.taken, ...b.taken].map(({ index }) => row.ids[index]!))];
		return count - taken.filter((id) => isOf(store, x, a.steps, id) && isOf(store, y, b.steps, id)).length;
	}
}

function degree(store: GraphStore, node: number, { direction, types }: Steps): number {
	if (types === undefined) return degreeOf(store, node, direction, undefined);
	let sum = 0;
	for (const type of types) sum += degreeOf(store, node, direction, type);
	return sum;
}

function degreeOf(
	store: GraphStore,
	node: number,
	direction: Steps["direction"],
	type: number | undefined,
): number {
	if (direction !== "both") return store.degree(direction, node, type);
	const loops = type === undefined ? allLoops(store, node) : store.countBetween(node, node, type);
	return store.degree("right", node, type) + store.degree("left", node, type) - loops;
}

function allLoops(store: GraphStore, node: number): number {
	let sum = 0;
	for (let type = 0; type < store.data.types.length; type++) sum += store.countBetween(node, node, type);
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
	const all = a.types ?? b.types ?? store.data.types.map((_, type) => type);
	return all.filter((type) => (a.types?.includes(type) ?? true) && (b.types?.includes(type) ?? true));
}
