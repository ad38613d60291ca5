import { ForeignValue, type Plain, ScriptRegex } from "../../query/index.js";

export type Spend = (steps: number) => void;

/** A regular expression. Matching takes time in proportion to the text, whatever the pattern. */
export class RegexValue extends ForeignValue {
	readonly family = "regular expression of a base";
	readonly regex: ScriptRegex;

	/** Throws a `QueryError` if it is none. */
	constructor(
		readonly pattern: string,
		readonly flags: string,
	) {
		super();
		this.regex = new ScriptRegex(pattern, flags);
	}

	compare(other: RegexValue): number {
		const [a, b] = [this.key(), other.key()];
		return a < b ? -1 : a > b ? 1 : 0;
	}

	key(): string {
		return `/${this.pattern}/${this.flags}`;
	}

	toText(): string {
		return this.key();
	}

	toPlain(): Plain {
		return this.key();
	}
}
