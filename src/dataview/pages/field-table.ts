import type { Value } from "../../query/index.js";
import { canonicalName } from "../language/names.js";

/**
 * Fields under the names by which Dataview knows them: as written, and, where no other is called so, in lower case with
 * dashes for gaps. One that is written several times is a list.
 */
export function fieldTable(written: readonly (readonly [key: string, value: () => Value])[]): FieldTable {
	const raw = new Map<string, (() => Value)[]>();
	for (const [key, value] of written) push(raw, key, [value]);
	const canonical = new Map<string, (() => Value)[]>();
	for (const [key, values] of raw) {
		const name = canonicalName(key);
		if (name !== "" && !raw.has(name)) push(canonical, name, values);
	}
	return new FieldTable(new Map([...raw, ...canonical]));
}

function push<T>(map: Map<string, T[]>, key: string, values: readonly T[]): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, [...values]);
	else known.push(...values);
}

/** Values are read when they are asked for. */
export class FieldTable {
	readonly #written: ReadonlyMap<string, readonly (() => Value)[]>;
	readonly #known = new Map<string, Value>();

	constructor(written: ReadonlyMap<string, readonly (() => Value)[]>) {
		this.#written = written;
	}

	get keys(): readonly string[] {
		return [...this.#written.keys()];
	}

	get size(): number {
		return this.#written.size;
	}

	has(key: string): boolean {
		return this.#written.has(key);
	}

	/** All values of a field, in the order in which they are written. */
	all(key: string): readonly Value[] {
		return this.#written.get(key)?.map((read) => read()) ?? [];
	}

	get(key: string): Value {
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		const values = this.all(key);
		const value = values.length === 0 ? null : values.length === 1 ? values[0]! : values;
		this.#known.set(key, value);
		return value;
	}
}
