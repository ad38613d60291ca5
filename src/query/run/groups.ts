import { keyOf } from "../values/key.js";
import type { Compiled } from "../values/scope.js";
import type { Value } from "../values/value.js";
import type { Meter } from "./meter.js";
import { createNumbering, type Numbering } from "./number-table.js";
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

/** By estimate, of what is kept of a group beside its aggregates. */
const groupBytes = 32;

/** All keys are codes: taken together they are one number, in a number system of mixed bases. */
class CodeGroups implements Groups {
	readonly #keys: readonly CodeKey[];
	readonly #meter: Meter;
	readonly #table: Numbering;
	#known = 0;
	#held = 0;

	constructor(keys: readonly CodeKey[], size: number, meter: Meter) {
		this.#keys = keys;
		this.#meter = meter;
		this.#table = createNumbering(size);
	}

	get count(): number {
		return this.#table.count;
	}

	groupOf(row: Row): number {
		let number = 0;
		for (const { code, size } of this.#keys) number = number * size + code(row);
		const group = this.#table.numberOf(number);
		if (group === this.#known) {
			this.#hold(group === 0 ? groupBytes + this.#table.bytes : groupBytes);
			this.#known++;
		}
		return group;
	}

	restore(group: number, row: Row): void {
		let number = this.#table.keyOf(group);
		for (let i = this.#keys.length - 1; i >= 0; i--) {
			const { size, restore } = this.#keys[i]!;
			const rest = Math.floor(number / size);
			restore(number - rest * size, row);
			number = rest;
		}
	}

	clear(): void {
		this.#meter.release(this.#held);
		this.#held = this.#known = 0;
		this.#table.clear();
	}

	#hold(bytes: number): void {
		this.#held += bytes;
		this.#meter.hold(bytes);
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
