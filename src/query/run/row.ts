import type { Value } from "../values/value.js";

/**
 * The registers of a running query. Operators write into them and read from them in place, so that a row costs nothing
 * to pass on; those that keep rows copy the registers that are still needed.
 *
 * A node or relationship is its number in `ids`, -1 for null. Everything else is in `values`; there, the relationships
 * of a variable length are a list of numbers (see `Slot`).
 */
export class Row {
	readonly ids: Int32Array;
	readonly values: (Value | Trail)[];

	constructor(ids: number, values: number) {
		this.ids = new Int32Array(ids).fill(-1);
		this.values = new Array<Value>(values).fill(null);
	}
}

/** The relationships of a variable-length pattern in the order of the pattern, and the nodes that they join. */
export class Trail {
	constructor(
		readonly relationships: readonly number[],
		/** One more. */
		readonly nodes: readonly number[],
	) {}
}

/** Where a variable is kept, and as what. */
export interface Slot {
	/** `node`, `relationship`: index into `ids`. `trail`, `value`: index into `values`. */
	readonly kind: "node" | "relationship" | "trail" | "value";
	readonly index: number;
}

/** What a cursor says when it is asked for the next row: there is none, it is in the registers, or ask again later. */
export type Step = 0 | 1 | 2;
export const done = 0;
export const found = 1;
export const paused = 2;

/**
 * One operator of a running query. Rows are pulled: who wants one calls `next`. A cursor that has said `paused` is in
 * order and goes on where it was when it is asked again; so a query can let others work, and be cancelled.
 */
export interface Cursor {
	/** Begins, or begins again, with the registers as they are now. */
	open(): void;
	next(): Step;
}
