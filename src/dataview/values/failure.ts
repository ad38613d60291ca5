import { ForeignValue, type Plain } from "../../query/index.js";

/** Thrown by what cannot be computed; becomes the value of the whole expression. */
export class Failure extends Error {}

/**
 * What an expression is that cannot be computed for one row, `1 + [[x]]`. Dataview leaves such rows out and goes on, so
 * it is a value here, which all functions hand on.
 */
export class FailureValue extends ForeignValue {
	readonly family = "failure";

	constructor(readonly message: string) {
		super();
	}

	compare(other: ForeignValue): number {
		const a = this.key();
		const b = other.key();
		return a < b ? -1 : a > b ? 1 : 0;
	}

	key(): string {
		return this.message;
	}

	toText(): string {
		return `⚠ ${this.message}`;
	}

	toPlain(): Plain {
		return null;
	}

	override property(): null {
		return null;
	}
}
