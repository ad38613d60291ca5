import { QueryError } from "../language/query-error.js";
import type { ColumnLookup } from "../store/columns.js";
import type { GraphStore } from "../store/store.js";
import type { Compiled } from "../values/scope.js";
import { isList, NodeValue, RelationshipValue } from "../values/value.js";
import type { Meter } from "./meter.js";
import { type Cursor, done, found, paused, type Row, type Step } from "./row.js";

/** All nodes, or those of a list, for every row. */
export class NodeScan implements Cursor {
	#at: number;
	readonly #count: number;

	constructor(
		readonly child: Cursor,
		readonly options: {
			readonly store: GraphStore;
			readonly row: Row;
			readonly meter: Meter;
			/** Index into `ids`. */
			readonly node: number;
			/** Ascending; absent: all. */
			readonly members?: Uint32Array | undefined;
		},
	) {
		this.#count = options.members?.length ?? options.store.nodes;
		this.#at = this.#count;
	}

	open(): void {
		this.child.open();
		this.#at = this.#count;
	}

	next(): Step {
		const { row, meter, node, members } = this.options;
		if (--meter.ticks < 0 && meter.rest()) return paused;
		for (;;) {
			if (this.#at < this.#count) {
				const at = this.#at++;
				row.ids[node] = members === undefined ? at : members[at]!;
				return found;
			}
			const step = this.child.next();
			if (step !== found) return step;
			this.#at = 0;
		}
	}
}

/** The nodes that have a property with a value that is not known before the query runs. */
export class NodeSeek implements Cursor {
	#found: ArrayLike<number> = [];
	#at = 0;

	constructor(
		readonly child: Cursor,
		readonly options: {
			readonly row: Row;
			readonly node: number;
			readonly lookup: ColumnLookup | undefined;
			/** The value, or, with `any`, a list of them. */
			readonly value: Compiled<Row>;
			readonly any: boolean;
		},
	) {}

	open(): void {
		this.child.open();
		this.#found = [];
		this.#at = 0;
	}

	next(): Step {
		const { row, node } = this.options;
		for (;;) {
			if (this.#at < this.#found.length) {
				row.ids[node] = this.#found[this.#at++]!;
				return found;
			}
			const step = this.child.next();
			if (step !== found) return step;
			this.#found = this.#look();
			this.#at = 0;
		}
	}

	#look(): ArrayLike<number> {
		const { row, lookup, value, any } = this.options;
		if (lookup === undefined) return [];
		const wanted = value(row);
		if (wanted === null) return [];
		if (!any) return lookup.find(wanted);
		if (!isList(wanted)) {
			throw new QueryError("TypeError", "InvalidArgumentType", "What stands behind IN is a list.", {
				phase: "runtime",
			});
		}
		const nodes = new Set<number>();
		for (const one of wanted) if (one !== null) for (const id of Array.from(lookup.find(one))) nodes.add(id);
		return [...nodes].sort((a, b) => a - b);
	}
}

/** Takes a node or relationship out of a value. Rows in which it is null or something else match no pattern. */
export class Unbox implements Cursor {
	constructor(
		readonly child: Cursor,
		readonly options: {
			readonly row: Row;
			readonly kind: "node" | "relationship";
			readonly value: Compiled<Row>;
			readonly index: number;
		},
	) {}

	open(): void {
		this.child.open();
	}

	next(): Step {
		const { row, kind, value, index } = this.options;
		for (;;) {
			const step = this.child.next();
			if (step !== found) return step;
			const entity = value(row);
			const type = kind === "node" ? NodeValue : RelationshipValue;
			if (!(entity instanceof type)) continue;
			row.ids[index] = entity.id;
			return found;
		}
	}
}

export class Filter implements Cursor {
	constructor(
		readonly child: Cursor,
		readonly row: Row,
		readonly meter: Meter,
		readonly passes: (row: Row) => boolean,
	) {}

	open(): void {
		this.child.open();
	}

	next(): Step {
		for (;;) {
			const step = this.child.next();
			if (step !== found || this.passes(this.row)) return step;
		}
	}
}

/** No row at all. */
export class Nothing implements Cursor {
	open(): void {}

	next(): Step {
		return done;
	}
}
