import { ForeignValue, type Plain } from "../../query/index.js";

/** What is shown as more than text: HTML, a picture, or an icon of the Lucide set. */
export class MarkupValue extends ForeignValue {
	readonly family: string;

	constructor(
		readonly kind: "html" | "image" | "icon",
		/** The HTML itself; the address, colour or path of a picture; the name of an icon. */
		readonly text: string,
	) {
		super();
		this.family = `${kind} of a base`;
	}

	compare(other: MarkupValue): number {
		return this.text < other.text ? -1 : this.text > other.text ? 1 : 0;
	}

	key(): string {
		return this.text;
	}

	toText(): string {
		return this.text;
	}

	toPlain(): Plain {
		return this.text;
	}
}
