import { keyOf } from "../values/key.js";
import type { Compiled } from "../values/scope.js";
import type { Value } from "../values/value.js";
import type { Meter } from "./meter.js";
import { sizeOfValue } from "./retained.js";
import type { Row, Slot, Trail } from "./row.js";

/** Something by which rows are told apart. */
export type Key =
	/** Any value. */
	| { readonly kind: "value"; readonly read: Compiled<Row>; readonly slot: Slot }
	/** What is numbered: the code of a row, below `size`, and what a code stands for. */
	| {
			readonly kind: "code";
			readonly code: (row: Row) => number;
			readonly size: number;
			readonly restore: (code: number, row: Row) => void;
	  };

/** Groups of rows, numbered as they are met. */
export interface Groups {
	readonly count: number;
	/** The number of the row's group. */
	groupOf(row: Row): number;
	/** Writes a group's keys into the registers. */
	restore(group: number, row: Row): void;
	clear(): void;
}

export function createGroups(keys: readonly Key[], meter: Meter): Groups {
	if (keys.length === 0) return new OneGroup();
	const codes = keys.filter((key) => key.kind === "code");
	const size = codes.reduce((product, key) => product * key.size, 1);
	if (codes.length === keys.length && size <= Number.MAX_SAFE_INTEGER)
		return new CodeGroups(codes, size, meter);
	return new ValueGroups(keys, meter);
}

class OneGroup implements Groups {
	readonly count = 1;

	groupOf(): number {
		return 0;
	}

	restore(): void {}

	clear(): void {}
}

type CodeKey = Extract<Key, { kind: "code" }>;

/** Up to how many combinations of codes a table is kept in which each has its place. */
const densest = 1 << 22;

/** All keys are codes: taken together they are one number, in a number system of mixed bases. */
class CodeGroups implements Groups {
	count = 0;
	readonly #keys: readonly CodeKey[];
	readonly #meter: Meter;
	/** Group + 1 of each combination; 0 for none. */
	readonly #dense: Uint32Array | undefined;
	readonly #sparse = new Map<number, number>();
	#numbers = new Float64Array(64);

	constructor(keys: readonly CodeKey[], size: number, meter: Meter) {
		this.#keys = keys;
		this.#meter = meter;
		if (size <= densest) this.#dense = new Uint32Array(size);
	}

	groupOf(row: Row): number {
		let number = 0;
		for (const { code, size } of this.#keys) number = number * size + code(row);
		const known = this.#dense === undefined ? (this.#sparse.get(number) ?? 0) : this.#dense[number]!;
		if (known > 0) return known - 1;
		if (this.count === this.#numbers.length) this.#grow();
		this.#numbers[this.count] = number;
		this.#meter.hold(32);
		if (this.#dense === undefined) this.#sparse.set(number, ++this.count);
		else this.#dense[number] = ++this.count;
		return this.count - 1;
	}

	restore(group: number, row: Row): void {
		let number = this.#numbers[group]!;
		for (let i = this.#keys.length - 1; i >= 0; i--) {
			const { size, restore } = this.#keys[i]!;
			const rest = Math.floor(number / size);
			restore(number - rest * size, row);
			number = rest;
		}
	}

	clear(): void {
		this.#meter.release(32 * this.count);
		if (this.#dense !== undefined)
			for (let group = 0; group < this.count; group++) this.#dense[this.#numbers[group]!] = 0;
		this.#sparse.clear();
		this.count = 0;
	}

	#grow(): void {
		const wider = new Float64Array(this.#numbers.length * 2);
		wider.set(this.#numbers);
		this.#numbers = wider;
	}
}

/** By the keys of values, in a tree of maps as deep as there are keys. */
class ValueGroups implements Groups {
	count = 0;
	readonly #readers: readonly Compiled<Row>[];
	readonly #keys: readonly Key[];
	readonly #meter: Meter;
	#root = new Map<unknown, unknown>();
	#values: (readonly Value[])[] = [];
	#held = 0;

	constructor(keys: readonly Key[], meter: Meter) {
		this.#keys = keys;
		this.#meter = meter;
		this.#readers = keys.map((key) => (key.kind === "value" ? key.read : key.code));
	}

	groupOf(row: Row): number {
		const values = this.#readers.map((read) => read(row));
		let map = this.#root;
		for (let i = 0; i < values.length - 1; i++) {
			const key = keyOf(values[i]!);
			let below = map.get(key) as Map<unknown, unknown> | undefined;
			if (below === undefined) {
				below = new Map();
				map.set(key, below);
			}
			map = below;
		}
		const last = keyOf(values.at(-1)!);
		const known = map.get(last) as number | undefined;
		if (known !== undefined) return known;
		let bytes = 64;
		for (const value of values) bytes += sizeOfValue(value, 0);
		this.#meter.hold(bytes);
		this.#held += bytes;
		map.set(last, this.count);
		this.#values.push(values);
		return this.count++;
	}

	restore(group: number, row: Row): void {
		for (const [i, key] of this.#keys.entries()) {
			const value = this.#values[group]![i]!;
			if (key.kind === "code") key.restore(value as number, row);
			else row.values[key.slot.index] = value as Value | Trail;
		}
	}

	clear(): void {
		this.#meter.release(this.#held);
		this.#held = 0;
		this.#root = new Map();
		this.#values = [];
		this.count = 0;
	}
}
