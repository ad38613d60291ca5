import type { Value } from "../values/value.js";
import type { Groups } from "./groups.js";
import type { Meter } from "./meter.js";
import { type Cursor, done, found, type Row, type Step } from "./row.js";

/** What is computed of the rows of each group; groups are numbers, from 0 on without gaps. */
export interface Aggregator {
	/** @param times how often the row counts */
	add(group: number, row: Row, times: number): void;
	result(group: number): Value;
	clear(): void;
}

export interface AggregateOptions {
	readonly row: Row;
	readonly meter: Meter;
	readonly groups: Groups;
	readonly aggregators: readonly {
		readonly aggregator: Aggregator /** Index into `values` */;
		readonly slot: number;
	}[];
	/** How often a row counts; absent: once. */
	readonly times?: ((row: Row) => number) | undefined;
	/** Whether there is a row even if there was none: without grouping keys. */
	readonly always: boolean;
}

/** A row for each group, in the order in which they were met. */
export class Aggregate implements Cursor {
	#filled = false;
	#group = 0;

	constructor(
		readonly child: Cursor,
		readonly options: AggregateOptions,
	) {}

	open(): void {
		this.child.open();
		this.#filled = false;
		this.#group = 0;
		this.options.groups.clear();
		for (const { aggregator } of this.options.aggregators) aggregator.clear();
	}

	next(): Step {
		const { row, groups, aggregators, always } = this.options;
		if (!this.#filled) {
			const step = this.#fill();
			if (step !== done) return step;
			this.#filled = true;
		}
		const count = always ? 1 : groups.count;
		if (this.#group === count) return done;
		const group = this.#group++;
		groups.restore(group, row);
		for (const { aggregator, slot } of aggregators) row.values[slot] = aggregator.result(group);
		return found;
	}

	#fill(): Step {
		const { row, groups, aggregators, times } = this.options;
		for (;;) {
			const step = this.child.next();
			if (step !== found) return step;
			const often = times === undefined ? 1 : times(row);
			if (often === 0) continue;
			const group = groups.groupOf(row);
			for (const { aggregator } of aggregators) aggregator.add(group, row, often);
		}
	}
}

/** Rows whose keys were not met before. */
export class Distinct implements Cursor {
	constructor(
		readonly child: Cursor,
		readonly row: Row,
		readonly groups: Groups,
	) {}

	open(): void {
		this.child.open();
		this.groups.clear();
	}

	next(): Step {
		const { child, row, groups } = this;
		for (;;) {
			const step = child.next();
			if (step !== found) return step;
			const before = groups.count;
			if (groups.groupOf(row) === before) {
				return found;
			}
		}
	}
}
