import {
	compileScriptRegex,
	ForeignValue,
	type Plain,
	type ScriptMatch,
	type ScriptRegex,
} from "../../query/index.js";

export type Spend = (steps: number) => void;

/** A regular expression. Matching takes time in proportion to the text, whatever the pattern. */
export class RegexValue extends ForeignValue {
	readonly family = "regular expression of a base";
	readonly #regex: ScriptRegex;

	/** Throws a `QueryError` if it is none. */
	constructor(
		readonly pattern: string,
		readonly flags: string,
	) {
		super();
		this.#regex = compileScriptRegex(pattern, flags);
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

	matches(text: string, spend: Spend): boolean {
		return this.#regex.find(text, 0, spend) !== undefined;
	}

	/** The first match, or all of them. After an empty one the search goes on a character further. */
	*all(text: string, spend: Spend, global: boolean): Generator<ScriptMatch> {
		for (let from = 0; from <= text.length; ) {
			const match = this.#regex.find(text, from, spend);
			if (match === undefined) return;
			yield match;
			if (!global) return;
			from =
				match.end > match.start
					? match.end
					: match.end + ((text.codePointAt(match.end) ?? 0) > 0xffff ? 2 : 1);
		}
	}

	/** `$1`, `$<name>`, `$&`, `$$` stand for what was found. */
	replace(text: string, replacement: string, spend: Spend, longest: number): string | undefined {
		const parts: string[] = [];
		let from = 0;
		let length = 0;
		for (const match of this.all(text, spend, this.flags.includes("g"))) {
			const put = this.#expand(replacement, match, text);
			parts.push(text.slice(from, match.start), put);
			length += match.start - from + put.length;
			if (length > longest) return undefined;
			from = match.end;
		}
		parts.push(text.slice(from));
		return parts.join("");
	}

	#expand(replacement: string, { start, end, groups }: ScriptMatch, text: string): string {
		if (!replacement.includes("$")) return replacement;
		const group = (index: number) => {
			const found = groups[index];
			return found === undefined ? "" : text.slice(found[0], found[1]);
		};
		return replacement.replace(
			/\$(?:(\$)|(&)|(\d{1,2})|<([^>]{1,100})>)/g,
			(whole, dollar, all, number, name) => {
				if (dollar !== undefined) return "$";
				if (all !== undefined) return text.slice(start, end);
				if (name !== undefined) {
					const index = this.#regex.names.indexOf(name);
					return index < 0 ? whole : group(index);
				}
				const index = Number(number);
				if (index >= 1 && index <= groups.length) return group(index - 1);
				const first = Number(number[0]);
				// `$12` with two groups is the first one and a 2.
				return first >= 1 && first <= groups.length ? group(first - 1) + number.slice(1) : whole;
			},
		);
	}
}
