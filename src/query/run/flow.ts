import { QueryError } from "../language/query-error.js";
import type { Compiled } from "../values/scope.js";
import { isList, isMap, type Value } from "../values/value.js";
import type { Meter } from "./meter.js";
import { type Cursor, done, found, paused, type Row, type Slot, type Step } from "./row.js";

/** Computes values. */
export class Project implements Cursor {
	constructor(
		readonly child: Cursor,
		readonly row: Row,
		readonly writes: readonly ((row: Row) => void)[],
	) {}

	open(): void {
		this.child.open();
	}

	next(): Step {
		const step = this.child.next();
		if (step === found) for (const write of this.writes) write(this.row);
		return step;
	}
}

/** For every row, those of the inner cursor. With `optional`, one with nulls where there are none. */
export class Apply implements Cursor {
	#inside = false;
	#any = false;

	constructor(
		readonly child: Cursor,
		readonly inner: Cursor,
		readonly row: Row,
		/** Slots that the inner one binds; absent: it is not optional. */
		readonly optional?: readonly Slot[],
	) {}

	open(): void {
		this.child.open();
		this.#inside = false;
	}

	next(): Step {
		for (;;) {
			if (this.#inside) {
				const step = this.inner.next();
				if (step === found) this.#any = true;
				if (step !== done) return step;
				this.#inside = false;
				if (!this.#any && this.optional !== undefined) {
					clearSlots(this.optional, this.row);
					return found;
				}
			}
			const step = this.child.next();
			if (step !== found) return step;
			this.inner.open();
			this.#inside = true;
			this.#any = false;
		}
	}
}

export function clearSlots(slots: readonly Slot[], { ids, values }: Row): void {
	for (const { kind, index } of slots) {
		if (kind === "node" || kind === "relationship") ids[index] = -1;
		else values[index] = null;
	}
}

/** A row for each element of a list; none for null, and one for what is no list. */
export class Unwind implements Cursor {
	#list: readonly Value[] = [];
	#at = 0;

	constructor(
		readonly child: Cursor,
		readonly row: Row,
		readonly meter: Meter,
		readonly list: Compiled<Row>,
		/** Index into `values`. */
		readonly slot: number,
	) {}

	open(): void {
		this.child.open();
		this.#list = [];
		this.#at = 0;
	}

	next(): Step {
		const { row, meter, list, slot } = this;
		if (--meter.ticks < 0 && meter.rest()) return paused;
		for (;;) {
			if (this.#at < this.#list.length) {
				row.values[slot] = this.#list[this.#at++]!;
				return found;
			}
			const step = this.child.next();
			if (step !== found) return step;
			const value = list(row);
			this.#list = value === null ? [] : isList(value) ? value : [value];
			this.#at = 0;
		}
	}
}

export class Skip implements Cursor {
	#left = 0;

	constructor(
		readonly child: Cursor,
		readonly count: () => number,
	) {}

	open(): void {
		this.child.open();
		this.#left = this.count();
	}

	next(): Step {
		for (;;) {
			const step = this.child.next();
			if (step !== found || this.#left === 0) return step;
			this.#left--;
		}
	}
}

export class Limit implements Cursor {
	#left = 0;

	constructor(
		readonly child: Cursor,
		readonly count: () => number,
	) {}

	open(): void {
		this.child.open();
		this.#left = this.count();
	}

	next(): Step {
		if (this.#left === 0) return done;
		const step = this.child.next();
		if (step === found) this.#left--;
		return step;
	}
}

/** One after the other. */
export class Concatenation implements Cursor {
	#at = 0;

	constructor(readonly parts: readonly Cursor[]) {}

	open(): void {
		this.#at = 0;
		this.parts[0]?.open();
	}

	next(): Step {
		for (;;) {
			const part = this.parts[this.#at];
			if (part === undefined) return done;
			const step = part.next();
			if (step !== done) return step;
			this.parts[++this.#at]?.open();
		}
	}
}

/** Counts the rows that an operator gives, for `PROFILE`. */
export class Counted implements Cursor {
	rows = 0;

	constructor(readonly child: Cursor) {}

	open(): void {
		this.child.open();
	}

	next(): Step {
		const step = this.child.next();
		if (step === found) this.rows++;
		return step;
	}
}

/** What `SKIP` and `LIMIT` are given. */
export function rowCount(value: Value, clause: "SKIP" | "LIMIT"): number {
	if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
	const negative = (typeof value === "number" && Number.isInteger(value)) || typeof value === "bigint";
	if (typeof value === "bigint" && value >= 0n) return Number.POSITIVE_INFINITY;
	throw new QueryError(
		"SyntaxError",
		negative ? "NegativeIntegerArgument" : "InvalidArgumentType",
		`${clause} takes a whole number that is not negative${isList(value) || isMap(value) ? "" : `, not ${String(value)}`}.`,
		{ phase: "runtime" },
	);
}
