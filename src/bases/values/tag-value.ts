import { foldName } from "../../model/index.js";
import { ForeignValue, type Plain } from "../../query/index.js";

export class TagValue extends ForeignValue {
	readonly family = "tag of a base";

	constructor(
		/** Without `#`, as it is written first. */
		readonly name: string,
	) {
		super();
	}

	/** Whether a text names it, with or without `#`. */
	is(text: string): boolean {
		return foldName(text.replace(/^#/, "")) === this.key();
	}

	compare(other: TagValue): number {
		const [a, b] = [this.key(), other.key()];
		return a < b ? -1 : a > b ? 1 : 0;
	}

	key(): string {
		return foldName(this.name);
	}

	toText(): string {
		return `#${this.name}`;
	}

	toPlain(): Plain {
		return this.toText();
	}
}
