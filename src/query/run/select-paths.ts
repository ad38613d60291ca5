import type { PathSelector } from "../language/syntax.js";
import type { Meter } from "./meter.js";
import { type Keeper, type Kept, sizeOf } from "./retained.js";
import { type Cursor, done, found, type Row, type Step } from "./row.js";

export interface SelectOptions {
	readonly row: Row;
	readonly meter: Meter;
	readonly keeper: Keeper;
	/** Indices into `ids`. */
	readonly start: number;
	readonly end: number;
	/** Of the path in the registers. */
	readonly length: (row: Row) => number;
	readonly which: PathSelector["which"];
	readonly count: number;
}

interface Candidate {
	readonly kept: Kept;
	readonly length: number;
}

/** Of all paths between each two nodes, those that are wanted. */
export class SelectPaths implements Cursor {
	#filled = false;
	#held = 0;
	#selected: Kept[] = [];
	#at = 0;
	readonly #byEnds = new Map<string, Candidate[]>();

	constructor(
		readonly child: Cursor,
		readonly options: SelectOptions,
	) {}

	open(): void {
		this.child.open();
		this.options.meter.release(this.#held);
		this.#held = this.#at = 0;
		this.#filled = false;
		this.#selected = [];
		this.#byEnds.clear();
	}

	next(): Step {
		if (!this.#filled) {
			const step = this.#fill();
			if (step !== done) return step;
			this.#filled = true;
			this.#selected = [...this.#byEnds.values()].flatMap((paths) => this.#select(paths));
		}
		const kept = this.#selected[this.#at++];
		if (kept === undefined) return done;
		this.options.keeper.restore(kept, this.options.row);
		return found;
	}

	#fill(): Step {
		const { row, meter, keeper, start, end, length } = this.options;
		for (;;) {
			const step = this.child.next();
			if (step !== found) return step;
			const ends = `${row.ids[start]} ${row.ids[end]}`;
			const kept = keeper.keep(row);
			const bytes = sizeOf(kept);
			this.#held += bytes;
			meter.hold(bytes);
			const paths = this.#byEnds.get(ends);
			const candidate = { kept, length: length(row) };
			if (paths === undefined) this.#byEnds.set(ends, [candidate]);
			else paths.push(candidate);
		}
	}

	#select(paths: readonly Candidate[]): Kept[] {
		const { which, count } = this.options;
		const sorted = [...paths].sort((a, b) => a.length - b.length);
		const lengths = [...new Set(sorted.map(({ length }) => length))];
		const longest = lengths[Math.min(which === "groups" ? count : 1, lengths.length) - 1]!;
		const wanted =
			which === "any" || which === "shortest"
				? sorted.slice(0, count)
				: sorted.filter(({ length }) => length <= longest);
		return wanted.map(({ kept }) => kept);
	}
}
