import type { Value } from "../../query/index.js";
import { ObjectValue } from "./object-value.js";
import type { Named } from "./objects.js";

/** A row with values that `FLATTEN` has added: they go before its own. */
export class RowValue extends ObjectValue {
	readonly #base: Named;
	readonly #added: ReadonlyMap<string, Value>;

	constructor(
		base: Named,
		added: ReadonlyMap<string, Value>,
		readonly identity: string,
		/** The row that it was. */
		readonly of: Value,
	) {
		super();
		this.#base = base;
		this.#added = added;
	}

	keys(): readonly string[] {
		return [...new Set([...this.#base.keys(), ...this.#added.keys()])];
	}

	get(key: string): Value {
		return this.#added.has(key) ? (this.#added.get(key) ?? null) : this.#base.get(key);
	}
}
