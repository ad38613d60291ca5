import { ForeignValue, type Plain } from "../../query/index.js";

/** A link out of the vault: `elink("https://…", "words")`. */
export class UrlValue extends ForeignValue {
	readonly family = "widget";

	constructor(
		readonly url: string,
		readonly display: string,
	) {
		super();
	}

	/** To Dataview all are alike. */
	compare(): number {
		return 0;
	}

	key(): string {
		return "";
	}

	toText(): string {
		return `[${this.display}](${this.url})`;
	}

	toPlain(): Plain {
		return this.toText();
	}
}
