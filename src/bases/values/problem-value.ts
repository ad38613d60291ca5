import { ForeignValue, type Plain } from "../../query/index.js";

/** The value of what could not be computed. Whatever is computed from it is this problem again. */
export class ProblemValue extends ForeignValue {
	readonly family = "problem";

	constructor(readonly message: string) {
		super();
	}

	compare(other: ProblemValue): number {
		return this.message < other.message ? -1 : this.message > other.message ? 1 : 0;
	}

	key(): string {
		return this.message;
	}

	toText(): string {
		return `⚠ ${this.message}`;
	}

	toPlain(): Plain {
		return this.toText();
	}

	/** A part of a problem is the problem. */
	override property(): ProblemValue {
		return this;
	}
}

/** Thrown within a function, for which its value is then a problem. */
export class Wrong extends Error {}
