import { parseScriptRegex } from "./parse-script-regex.js";
import { assembleScript, type Script } from "./script.js";
import { ScriptSearch } from "./script-search.js";

/** Where a pattern matched, and its groups: undefined for one that took no part. */
export interface ScriptMatch {
	readonly start: number;
	readonly end: number;
	/** From the first group on. */
	readonly groups: readonly (readonly [start: number, end: number] | undefined)[];
}

/** Work that was done, in steps. May throw. */
type Spend = (steps: number) => void;

/**
 * A regular expression as JavaScript writes it, with its groups, in time in proportion to the text and the pattern.
 * What would need more (looking behind, references back) is refused. Characters are whole code points, with or without
 * the flag `u`.
 */
export class ScriptRegex {
	/** Of each group its name, or that it has none. */
	readonly names: readonly (string | undefined)[];
	readonly #script: Script;
	readonly #sticky: boolean;

	/**
	 * @param regular whether to refuse looking ahead, which describes no set of texts by itself
	 * @throws `QueryError` if the pattern or the flags are none
	 */
	constructor(
		readonly pattern: string,
		readonly flags: string,
		regular = false,
	) {
		const { node, names } = parseScriptRegex(pattern, flags, regular);
		this.names = names;
		this.#script = assembleScript(node, names.length);
		this.#sticky = flags.includes("y");
	}

	/** The first match that begins at `from` or behind it. Asking one finder again costs no more than what is new. */
	finder(text: string, spend: Spend): (from: number) => ScriptMatch | undefined {
		const search = new ScriptSearch(this.#script, text, spend);
		const none = new Array<number>(this.#script.slots).fill(-1);
		return (from) => {
			const places = none.slice();
			for (let start = from; start <= text.length; start = behind(text, start)) {
				if (search.run(start, places)) return this.#match(start, search.end, places);
				if (this.#sticky) break;
			}
			return undefined;
		};
	}

	/** The first match in a text. */
	find(text: string, spend: Spend): ScriptMatch | undefined {
		return this.finder(text, spend)(0);
	}

	/** All matches, one behind the other, as `replaceAll` has them. */
	*all(text: string, spend: Spend): Generator<ScriptMatch, void, undefined> {
		const find = this.finder(text, spend);
		for (let from = 0; from <= text.length; ) {
			const match = find(from);
			if (match === undefined) return;
			yield match;
			from = match.end > match.start ? match.end : behind(text, match.end);
		}
	}

	test(text: string, spend: Spend): boolean {
		return this.find(text, spend) !== undefined;
	}

	/**
	 * The text with its first match replaced, or with the flag `g` or `global` all of them. `$1`, `$<name>`, `$&`, `` $` ``,
	 * `$'` and `$$` stand in the replacement for what JavaScript lets them stand.
	 * @param expectLength told how long the result will be at least. May throw.
	 */
	replace(
		text: string,
		replacement: string,
		spend: Spend,
		expectLength: (length: number) => void,
		global = this.flags.includes("g"),
	): string {
		const parts: string[] = [];
		let from = 0;
		let length = 0;
		for (const match of this.all(text, spend)) {
			const put = this.#expand(replacement, match, text);
			length += match.start - from + put.length;
			expectLength(length);
			parts.push(text.slice(from, match.start), put);
			from = match.end;
			if (!global) break;
		}
		parts.push(text.slice(from));
		return parts.join("");
	}

	/** The pieces between the matches, and behind each what its groups are, as JavaScript's `split` has them. */
	*split(text: string, spend: Spend): Generator<string, void, undefined> {
		if (text === "" && this.test(text, spend)) return;
		let from = 0;
		for (const { start, end, groups } of this.all(text, spend)) {
			if (start >= text.length) break;
			// An empty match where the last piece has ended divides nothing.
			if (end === from) continue;
			yield text.slice(from, start);
			for (const group of groups) yield group === undefined ? "" : text.slice(...group);
			from = end;
		}
		yield text.slice(from);
	}

	#expand(replacement: string, { start, end, groups }: ScriptMatch, text: string): string {
		if (!replacement.includes("$")) return replacement;
		const group = (number: number) => {
			const found = groups[number - 1];
			return found === undefined ? "" : text.slice(found[0], found[1]);
		};
		const isNamed = this.names.some((name) => name !== undefined);
		return replacement.replace(
			/\$(?:([$&`'])|(\d\d?)|<([^>]*)>)/g,
			(written, sign?: string, digits?: string, name?: string) => {
				if (sign === "$") return "$";
				if (sign === "&") return text.slice(start, end);
				if (sign === "`") return text.slice(0, start);
				if (sign === "'") return text.slice(end);
				if (name !== undefined) return isNamed ? group(this.names.indexOf(name) + 1) : written;
				const [two, one] = [Number(digits), Number(digits![0])];
				if (two >= 1 && two <= groups.length) return group(two);
				// `$12` with two groups is the first one and a 2.
				return one >= 1 && one <= groups.length ? group(one) + digits!.slice(1) : written;
			},
		);
	}

	#match(start: number, end: number, places: readonly number[]): ScriptMatch {
		const groups = this.names.map((_, index) => {
			const [from, to] = [places[2 * index + 2]!, places[2 * index + 3]!];
			return from < 0 || to < 0 ? undefined : ([from, to] as const);
		});
		return { start, end, groups };
	}
}

/** Behind the character at a place. */
function behind(text: string, at: number): number {
	return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}
