import { ForeignValue, type Plain, type Value } from "../../query/index.js";
import { type Comparing, compareValues } from "./compare.js";

/** Any value, sorted as Dataview sorts. */
export class OrderValue extends ForeignValue {
	readonly family = "order";
	readonly #value: Value;
	readonly #context: Comparing;

	constructor(value: Value, context: Comparing) {
		super();
		this.#value = value;
		this.#context = context;
	}

	compare(other: OrderValue): number {
		return compareValues(this.#value, other.#value, this.#context);
	}

	key(): string {
		return this.toText();
	}

	toText(): string {
		return this.#value instanceof ForeignValue ? this.#value.key() : String(this.#value);
	}

	toPlain(): Plain {
		return this.toText();
	}
}
