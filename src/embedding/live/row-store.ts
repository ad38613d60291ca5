import type { Csr } from "../../kernels/index.js";

/** A matrix in which rows are exchanged where they lie: what stands behind them moves up, and nothing else is copied. */
export class RowStore {
	#offsets: Uint32Array;
	/** With room at their ends. */
	#columns: Uint32Array;
	#weights: Float32Array;
	readonly #width: number;

	constructor({ rows, width, offsets, columns, weights }: Csr) {
		this.#width = width;
		this.#offsets = offsets.slice(0, rows + 1);
		const count = offsets[rows]!;
		this.#columns = withRoom(columns.subarray(0, count), Uint32Array);
		this.#weights = withRoom(weights.subarray(0, count) as Float32Array, Float32Array);
	}

	/** As it is now: the next exchange changes it. */
	matrix(): Csr {
		const rows = this.#offsets.length - 1;
		const count = this.#offsets[rows]!;
		return {
			...{ rows, width: this.#width, offsets: this.#offsets },
			columns: this.#columns.subarray(0, count),
			weights: this.#weights.subarray(0, count),
		};
	}

	/** In the place of the rows from `from` to `to`: those of another matrix, from `first` to `last`. */
	exchange([from, to]: Span, others: Csr, [first, last]: Span): void {
		const before = this.#offsets;
		const size = before.length - 1;
		const [start, end] = [before[from]!, before[to]!];
		const [otherStart, otherEnd] = [others.offsets[first]!, others.offsets[last]!];
		const grown = otherEnd - otherStart - (end - start);
		const rowsGrown = last - first - (to - from);
		const count = before[size]!;
		if (count + grown > this.#columns.length) {
			this.#columns = withRoom(this.#columns.subarray(0, count + grown), Uint32Array, count + grown);
			this.#weights = withRoom(this.#weights.subarray(0, count + grown), Float32Array, count + grown);
		}
		if (grown !== 0) {
			this.#columns.copyWithin(end + grown, end, count);
			this.#weights.copyWithin(end + grown, end, count);
		}
		this.#columns.set(others.columns.subarray(otherStart, otherEnd), start);
		this.#weights.set((others.weights as Float32Array).subarray(otherStart, otherEnd), start);

		const now = new Uint32Array(size + rowsGrown + 1);
		now.set(before.subarray(0, from + 1));
		for (let row = first; row < last; row++)
			now[from + row - first + 1] = start + others.offsets[row + 1]! - otherStart;
		for (let row = to; row < size; row++) now[row + rowsGrown + 1] = before[row + 1]! + grown;
		this.#offsets = now;
	}
}

/** From the first to before the second. */
type Span = readonly [from: number, to: number];

function withRoom<T extends Uint32Array | Float32Array>(
	array: T,
	Kind: new (length: number) => T,
	size = array.length,
): T {
	const roomy = new Kind(size + (size >> 3) + 1024);
	roomy.set(array);
	return roomy;
}
