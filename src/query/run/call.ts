import type { Compiled } from "../values/scope.js";
import type { Value } from "../values/value.js";
import type { Meter } from "./meter.js";
import { type Cursor, found, paused, type Row, type Step } from "./row.js";

export interface CallOptions {
	readonly row: Row;
	readonly meter: Meter;
	readonly arguments: readonly Compiled<Row>[];
	readonly call: (args: readonly Value[]) => Iterable<readonly Value[]>;
	/** For each result that is asked for, its place among the results and where in `values` it goes. */
	readonly yields: readonly { readonly result: number; readonly slot: number }[];
	/** Whether a row for which there is no result is kept, with nulls; or as it is, when nothing is yielded. */
	readonly always: boolean;
}

/** For every row, the rows of a procedure. */
export class Call implements Cursor {
	#results: Iterator<readonly Value[]> | undefined;
	#any = false;

	constructor(
		readonly child: Cursor,
		readonly options: CallOptions,
	) {}

	open(): void {
		this.child.open();
		this.#results = undefined;
	}

	next(): Step {
		const { row, meter, arguments: args, call, yields, always } = this.options;
		for (;;) {
			if (--meter.ticks < 0 && meter.rest()) return paused;
			if (this.#results !== undefined) {
				const result = this.#results.next();
				if (result.done !== true) {
					for (const { result: place, slot } of yields) row.values[slot] = result.value[place]!;
					this.#any = true;
					return found;
				}
				this.#results = undefined;
				if (always && !this.#any) {
					for (const { slot } of yields) row.values[slot] = null;
					return found;
				}
			}
			const step = this.child.next();
			if (step !== found) return step;
			this.#results = call(args.map((read) => read(row)))[Symbol.iterator]();
			this.#any = false;
		}
	}
}
