import { foldName, noteName, type VaultPath } from "../../model/index.js";
import { ForeignValue, type Plain, type Value } from "../../query/index.js";

/** A link to a file of the vault, to a name that no file has, or to an address. */
export class BaseLink extends ForeignValue {
	readonly family = "link of a base";
	#path: VaultPath | null | undefined;

	constructor(
		/** As written, with heading or block: `folder/note#heading`; or an address. */
		readonly target: string,
		/** What is shown instead: a text, or an icon. */
		readonly display: Value,
		/** The file that it leads to; asked once. */
		readonly resolve: (name: string) => VaultPath | undefined,
	) {
		super();
	}

	/** Whether it leads out of the vault. */
	get external(): boolean {
		return /^[a-z][a-z\d+.-]*:/i.test(this.target);
	}

	/** What is in front of a heading or block. */
	get name(): string {
		const at = this.target.indexOf("#");
		return at < 0 ? this.target : this.target.slice(0, at);
	}

	/** Behind the first `#`; empty where there is none. */
	get place(): string {
		const at = this.target.indexOf("#");
		return at < 0 ? "" : this.target.slice(at + 1);
	}

	/** The file it leads to. */
	get path(): VaultPath | undefined {
		if (this.#path === undefined) this.#path = this.external ? null : (this.resolve(this.name) ?? null);
		return this.#path ?? undefined;
	}

	compare(other: BaseLink): number {
		const [a, b] = [this.shown, other.shown];
		return a < b ? -1 : a > b ? 1 : 0;
	}

	/** Links that lead to one file are equal, whatever they say. */
	key(): string {
		return this.path ?? (this.external ? this.target : `?${foldName(this.target)}`);
	}

	/** What is read where it is shown. */
	get shown(): string {
		if (typeof this.display === "string" && this.display !== "") return this.display;
		if (this.external) return this.target;
		return noteName(this.target);
	}

	/** As it is written in notes. */
	toText(): string {
		if (this.external)
			return typeof this.display === "string" ? `[${this.display}](${this.target})` : this.target;
		return typeof this.display === "string" ? `[[${this.target}|${this.display}]]` : `[[${this.target}]]`;
	}

	toPlain(): Plain {
		return this.toText();
	}
}

/** `[[target|display]]` and nothing else. */
export function parseWikiLink(text: string): { target: string; display?: string } | undefined {
	const found = /^\s*!?\[\[([^[\]|]{1,1000})(?:\|([^[\]]{0,1000}))?\]\]\s*$/.exec(text);
	if (found === null) return undefined;
	const display = found[2]?.trim();
	return { target: found[1]!.trim(), ...(display !== undefined && display !== "" && { display }) };
}
