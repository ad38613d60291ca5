import { keyOf } from "../values/key.js";
import type { Value } from "../values/value.js";

/**
 * The values of one property, by dictionary: `values[code]` is a value, and code 0 is “none” (null). Either dense,
 * `codes[id]` for every node or relationship, or sparse, for a property that few have: `codes[i]` belongs to `ids[i]`,
 * ids ascending. Properties come from strangers: a vault in which every note invents ten must not take a table of notes
 * times properties.
 */
export interface Column {
	readonly key: string;
	readonly ids?: Uint32Array | undefined;
	readonly codes: Uint32Array;
	readonly values: readonly Value[];
	/** Given where values are not at hand, so that not all have to be made for the sake of one. */
	readonly lazy?: LazyValues | undefined;
}

export interface LazyValues {
	/** As many as `values`. */
	readonly size: number;
	at(code: number): Value;
	/** The code of a text; undefined if it is none of the values. */
	codeOf(text: string): number | undefined;
}

/** How many values there are, null among them. */
export function sizeOfColumn(column: Column): number {
	return column.lazy?.size ?? column.values.length;
}

/** Which share of all must have a property for its column to be dense: one in this many. */
const denseFrom = 8;

/** Collects the values of one property. Values that are equivalent and of the same type share a code. */
export class ColumnBuilder {
	readonly #ids: number[] = [];
	readonly #codes: number[] = [];
	readonly #values: Value[] = [null];
	readonly #known = new Map<Value, number>();

	constructor(readonly key: string) {}

	get empty(): boolean {
		return this.#ids.length === 0;
	}

	/** Ids ascend, but for those of the same owner: the last value counts. */
	set(id: number, value: Value): void {
		if (value === null) return;
		if (this.#ids.at(-1) === id) {
			this.#codes[this.#codes.length - 1] = this.#codeOf(value);
			return;
		}
		this.#ids.push(id);
		this.#codes.push(this.#codeOf(value));
	}

	/** @param order where each id goes, if owners are renumbered */
	finish(owners: number, order?: Uint32Array): Column {
		const { key } = this;
		if (this.#ids.length * denseFrom >= owners) {
			const codes = new Uint32Array(owners);
			for (const [i, id] of this.#ids.entries()) codes[order?.[id] ?? id] = this.#codes[i]!;
			return { key, codes, values: this.#values };
		}
		const pairs = this.#ids.map((id, i): [number, number] => [order?.[id] ?? id, this.#codes[i]!]);
		pairs.sort(([a], [b]) => a - b);
		const ids = Uint32Array.from(pairs, ([id]) => id);
		return { key, ids, codes: Uint32Array.from(pairs, ([, code]) => code), values: this.#values };
	}

	#codeOf(value: Value): number {
		// Objects (lists, temporal values) are told apart by identity: their codes may repeat.
		const known = this.#known.get(value);
		if (known !== undefined) return known;
		const code = this.#values.push(value) - 1;
		this.#known.set(value, code);
		return code;
	}
}

/** How the code of an owner is read; 0 when it has no such property. */
export function codeReader({ ids, codes }: Column): (id: number) => number {
	if (ids === undefined) return (id) => codes[id]!;
	return (id) => {
		const i = lowerBound(ids, id, 0, ids.length);
		return ids[i] === id ? codes[i]! : 0;
	};
}

export function valueReader(column: Column): (id: number) => Value {
	const read = codeReader(column);
	const { lazy, codes } = column;
	if (lazy !== undefined) return (id) => lazy.at(read(id));
	const { values } = column;
	if (column.ids === undefined) return (id) => values[codes[id]!]!;
	return (id) => values[read(id)]!;
}

/** The first place in `sorted[from, to)` whose value is not below. */
export function lowerBound(sorted: Uint32Array, value: number, from: number, to: number): number {
	let [low, high] = [from, to];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (sorted[middle]! < value) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Lookups by which an index pays for itself; the first ones scan, so that a single question need not build it. */
const patience = 3;

/** Finds the owners of a value: by a scan at first, and once it is asked more often, by an index. */
export class ColumnLookup {
	#asked = 0;
	#codes: Map<unknown, number[]> | undefined;
	#groups: Uint32Array | undefined;
	/** Owners by code: those of code c are `#owners[#starts[c], #starts[c + 1])`. */
	#starts: Uint32Array | undefined;
	#owners: Uint32Array | undefined;

	constructor(readonly column: Column) {}

	/** Those that have this value or an equivalent one (1 and 1.0), ascending. Value is not null. */
	find(value: Value): ArrayLike<number> {
		this.#asked++;
		if (typeof value === "string" && this.#asked <= patience) return this.#scan(value);
		const codes = this.codesOf(value);
		if (codes.length === 0) return [];
		const [starts, owners] = this.#index();
		if (codes.length === 1) return owners.subarray(starts[codes[0]!]!, starts[codes[0]! + 1]!);
		return codes
			.flatMap((code) => [...owners.subarray(starts[code]!, starts[code + 1]!)])
			.sort((a, b) => a - b);
	}

	/** Codes of a value and those equivalent to it. */
	codesOf(value: Value): readonly number[] {
		this.#codes ??= this.#byKey();
		return this.#codes.get(keyOf(value)) ?? [];
	}

	/** For each code, the first one of an equivalent value: for grouping. */
	get groups(): Uint32Array {
		if (this.#groups === undefined) {
			this.#codes ??= this.#byKey();
			this.#groups = new Uint32Array(this.column.values.length);
			for (const codes of this.#codes.values()) for (const code of codes) this.#groups[code] = codes[0]!;
		}
		return this.#groups;
	}

	#scan(value: string): readonly number[] {
		const { lazy, codes, ids } = this.column;
		const code = lazy === undefined ? this.column.values.indexOf(value) : (lazy.codeOf(value) ?? -1);
		if (code < 0) return [];
		const found: number[] = [];
		for (let i = codes.indexOf(code); i >= 0; i = codes.indexOf(code, i + 1)) found.push(ids?.[i] ?? i);
		return found;
	}

	#byKey(): Map<unknown, number[]> {
		const byKey = new Map<unknown, number[]>();
		for (let code = 1; code < this.column.values.length; code++) {
			const key = keyOf(this.column.values[code]!);
			const codes = byKey.get(key);
			if (codes === undefined) byKey.set(key, [code]);
			else codes.push(code);
		}
		return byKey;
	}

	#index(): [Uint32Array, Uint32Array] {
		if (this.#starts === undefined || this.#owners === undefined) {
			const { values, codes, ids } = this.column;
			const starts = new Uint32Array(values.length + 1);
			for (const code of codes) starts[code + 1]!++;
			for (let code = 0; code < values.length; code++) starts[code + 1]! += starts[code]!;
			const next = starts.slice();
			const owners = new Uint32Array(codes.length);
			for (let i = 0; i < codes.length; i++) owners[next[codes[i]!]!++] = ids?.[i] ?? i;
			[this.#starts, this.#owners] = [starts, owners];
		}
		return [this.#starts, this.#owners];
	}
}
