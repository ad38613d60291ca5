import type { Compiled } from "../values/scope.js";
import type { Value } from "../values/value.js";
import type { Meter } from "./meter.js";
import { type Keeper, type Kept, sizeOf } from "./retained.js";
import { type Cursor, done, found, type Row, type Step } from "./row.js";

export interface SortKey {
	readonly read: Compiled<Row>;
	readonly descending: boolean;
}

export interface SortOptions {
	readonly row: Row;
	readonly meter: Meter;
	readonly keys: readonly SortKey[];
	/** The order of all values, null last. */
	readonly compare: (a: Value, b: Value) => number;
	readonly keeper: Keeper;
	/** How many of the first rows are wanted at most; absent: all. */
	readonly limit?: (() => number) | undefined;
}

interface Entry {
	readonly keys: readonly Value[];
	readonly kept: Kept;
	/** As it came: rows with equal keys keep their order. */
	readonly number: number;
	readonly bytes: number;
}

/** Sorts rows; where only the first ones are wanted, it keeps no more than those. */
export class Sort implements Cursor {
	readonly #child: Cursor;
	readonly #options: SortOptions;
	/** While rows come and there is a limit, a heap: the last one in order on top. */
	#entries: Entry[] = [];
	#sorted = false;
	#at = 0;
	#count = 0;
	#limit = Number.POSITIVE_INFINITY;

	constructor(child: Cursor, options: SortOptions) {
		this.#child = child;
		this.#options = options;
	}

	open(): void {
		this.#child.open();
		this.#release();
		this.#sorted = false;
		this.#at = this.#count = 0;
		this.#limit = this.#options.limit?.() ?? Number.POSITIVE_INFINITY;
	}

	next(): Step {
		if (!this.#sorted) {
			const step = this.#limit === 0 ? done : this.#fill();
			if (step !== done) return step;
			this.#entries.sort((a, b) => this.#compare(a, b));
			this.#sorted = true;
		}
		const entry = this.#entries[this.#at++];
		if (entry === undefined) {
			this.#release();
			return done;
		}
		this.#options.keeper.restore(entry.kept, this.#options.row);
		return found;
	}

	#fill(): Step {
		const { row, keys, keeper, meter } = this.#options;
		for (;;) {
			const step = this.#child.next();
			if (step !== found) return step;
			const number = this.#count++;
			if (this.#entries.length === this.#limit && !this.#precedes(row, this.#entries[0]!)) continue;
			const kept = keeper.keep(row);
			const entry = { keys: keys.map(({ read }) => read(row)), kept, number, bytes: sizeOf(kept) };
			meter.hold(entry.bytes);
			if (this.#limit === Number.POSITIVE_INFINITY) this.#entries.push(entry);
			else this.#insert(entry);
		}
	}

	/** Whether the row at hand comes before an entry; later rows with equal keys do not. */
	#precedes(row: Row, entry: Entry): boolean {
		const { keys, compare } = this.#options;
		for (let i = 0; i < keys.length; i++) {
			const { read, descending } = keys[i]!;
			const order = compare(read(row), entry.keys[i]!);
			if (order !== 0) return descending ? order > 0 : order < 0;
		}
		return false;
	}

	#compare(a: Entry, b: Entry): number {
		const { keys, compare, meter } = this.#options;
		meter.spend(1);
		for (let i = 0; i < keys.length; i++) {
			const order = compare(a.keys[i]!, b.keys[i]!);
			if (order !== 0) return keys[i]!.descending ? -order : order;
		}
		return a.number - b.number;
	}

	#insert(entry: Entry): void {
		const heap = this.#entries;
		if (heap.length < this.#limit) {
			heap.push(entry);
			this.#up(heap.length - 1);
			return;
		}
		this.#options.meter.release(heap[0]!.bytes);
		heap[0] = entry;
		this.#down();
	}

	#up(from: number): void {
		const heap = this.#entries;
		for (let i = from; i > 0; ) {
			const parent = (i - 1) >> 1;
			if (this.#compare(heap[i]!, heap[parent]!) <= 0) return;
			[heap[i], heap[parent]] = [heap[parent]!, heap[i]!];
			i = parent;
		}
	}

	#down(): void {
		const heap = this.#entries;
		for (let i = 0; ; ) {
			let last = i;
			for (const child of [2 * i + 1, 2 * i + 2])
				if (child < heap.length && this.#compare(heap[child]!, heap[last]!) > 0) last = child;
			if (last === i) return;
			[heap[i], heap[last]] = [heap[last]!, heap[i]!];
			i = last;
		}
	}

	#release(): void {
		let bytes = 0;
		for (const entry of this.#entries) bytes += entry.bytes;
		this.#options.meter.release(bytes);
		this.#entries = [];
	}
}
