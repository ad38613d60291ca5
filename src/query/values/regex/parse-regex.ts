/**
 * Patterns in the syntax of Java, as far as they describe a regular language. What can only be matched by trying
 * (references back, looking around, possessive and atomic groups) is refused.
 */
import { QueryError } from "../../language/query-error.js";
import {
	between,
	type CharSet,
	digit,
	horizontalSpace,
	ignoringCase,
	intersection,
	lineEnd,
	not,
	property,
	single,
	space,
	unicodeDigit,
	unicodeSpace,
	unicodeWord,
	union,
	verticalSpace,
	word,
} from "./char-set.js";

export type RegexNode =
	/** `char` if that is all there is in the set. */
	| { readonly kind: "set"; readonly set: CharSet; readonly char?: string }
	| { readonly kind: "sequence"; readonly parts: readonly RegexNode[] }
	| { readonly kind: "choice"; readonly parts: readonly RegexNode[] }
	| { readonly kind: "repeat"; readonly part: RegexNode; readonly min: number; readonly max: number }
	| { readonly kind: "assert"; readonly what: Assertion };

/** Places between characters: the ends of the text or of a line, and where words begin or end. */
export type Assertion = "text-start" | "text-end" | "line-start" | "line-end" | "boundary" | "no-boundary";

export function parseRegex(pattern: string): RegexNode {
	const parser = new Parser(pattern);
	const node = parser.choice({
		ignoreCase: false,
		dotAll: false,
		multiline: false,
		comments: false,
		unicode: false,
	});
	if (!parser.atEnd) parser.fail("This ) closes nothing");
	return node;
}

interface Flags {
	readonly ignoreCase: boolean;
	readonly dotAll: boolean;
	readonly multiline: boolean;
	readonly comments: boolean;
	readonly unicode: boolean;
}

const flagNames: Readonly<Record<string, keyof Flags>> = {
	i: "ignoreCase",
	s: "dotAll",
	m: "multiline",
	x: "comments",
	U: "unicode",
};

const deepest = 200;
const mostRepetitions = 1000;

class Parser {
	#at = 0;
	#depth = 0;
	readonly #chars: readonly string[];

	constructor(readonly pattern: string) {
		this.#chars = Array.from(pattern);
	}

	get atEnd(): boolean {
		return this.#at >= this.#chars.length;
	}

	get #next(): string | undefined {
		return this.#chars[this.#at];
	}

	fail(message: string): never {
		const shown = this.pattern.length > 60 ? `${this.pattern.slice(0, 60)}…` : this.pattern;
		throw new QueryError(
			"ArgumentError",
			"InvalidRegularExpression",
			`${message}, in the regular expression ${shown} at character ${Math.min(this.#at, this.#chars.length) + 1}.`,
			{ phase: "runtime" },
		);
	}

	#take(text: string): boolean {
		if (!text.split("").every((char, index) => this.#chars[this.#at + index] === char)) return false;
		this.#at += text.length;
		return true;
	}

	choice(flags: Flags): RegexNode {
		if (++this.#depth > deepest) this.fail(`Groups are nested more than ${deepest} levels deep`);
		let current = flags;
		const parts: RegexNode[] = [];
		do {
			const [part, after] = this.#sequence(current);
			parts.push(part);
			current = after;
		} while (this.#take("|"));
		this.#depth--;
		return parts.length === 1 ? parts[0]! : { kind: "choice", parts };
	}

	/** Flags that are set in the middle, `(?i)`, hold to the end of the group. */
	#sequence(flags: Flags): [RegexNode, Flags] {
		let current = flags;
		const parts: RegexNode[] = [];
		for (;;) {
			if (current.comments) this.#skipComments();
			const char = this.#next;
			if (char === undefined || char === "|" || char === ")") return [{ kind: "sequence", parts }, current];
			const inline = this.#inlineFlags(current);
			if (inline !== undefined) current = inline;
			else if (this.#take("\\Q")) parts.push(...this.#quotation(current));
			else parts.push(this.#repetition(this.#atom(current), current));
		}
	}

	/** White space, and from # to the end of the line. */
	#skipComments(): void {
		let inComment = false;
		for (; !this.atEnd; this.#at++) {
			const char = this.#next!;
			if (inComment) inComment = char !== "\n";
			else if (char === "#") inComment = true;
			else if (!/\s/.test(char)) return;
		}
	}

	#inlineFlags(flags: Flags): Flags | undefined {
		const start = this.#at;
		if (!this.#take("(?")) return undefined;
		const changed = this.#flags(flags);
		if (changed !== undefined && this.#take(")")) return changed;
		this.#at = start;
		return undefined;
	}

	/** `im-s` */
	#flags(flags: Flags): Flags | undefined {
		const changed = { ...flags };
		const start = this.#at;
		let on = true;
		for (; this.#next !== undefined; this.#at++) {
			const char = this.#next;
			if (char === "-" && on) on = false;
			else if (flagNames[char] !== undefined) changed[flagNames[char]] = on;
			else if (char !== "u" && char !== "d") break;
		}
		return this.#at === start ? undefined : changed;
	}

	/** `\Q…\E`: each character stands for itself. */
	#quotation(flags: Flags): RegexNode[] {
		const parts: RegexNode[] = [];
		while (!this.atEnd && !this.#take("\\E")) parts.push(literal(this.#chars[this.#at++]!, flags));
		const last = parts.pop();
		return last === undefined ? [] : [...parts, this.#repetition(last, flags)];
	}

	#repetition(atom: RegexNode, flags: Flags): RegexNode {
		let node = atom;
		for (;;) {
			if (flags.comments) this.#skipComments();
			const bounds = this.#bounds();
			if (bounds === undefined) return node;
			if (node !== atom) this.fail("A quantifier repeats nothing");
			if (this.#take("+")) this.fail("Possessive quantifiers are not taken");
			// A lazy quantifier prefers less, but matches the same texts.
			this.#take("?");
			node = { kind: "repeat", part: atom, min: bounds[0], max: bounds[1] };
		}
	}

	#bounds(): [number, number] | undefined {
		if (this.#take("*")) return [0, Number.POSITIVE_INFINITY];
		if (this.#take("+")) return [1, Number.POSITIVE_INFINITY];
		if (this.#take("?")) return [0, 1];
		if (!this.#take("{")) return undefined;
		const min = this.#number();
		const max = this.#take(",") ? (this.#next === "}" ? Number.POSITIVE_INFINITY : this.#number()) : min;
		if (!this.#take("}")) this.fail("A } is missing");
		if (max < min) this.fail("The upper bound is less than the lower one");
		if (min > mostRepetitions || (max > mostRepetitions && max !== Number.POSITIVE_INFINITY)) {
			this.fail(`More than ${mostRepetitions} repetitions cannot be counted`);
		}
		return [min, max];
	}

	#number(): number {
		let digits = "";
		while (this.#next !== undefined && /[0-9]/.test(this.#next) && digits.length < 6)
			digits += this.#chars[this.#at++];
		if (digits === "") this.fail("A number is missing");
		return Number(digits);
	}

	#atom(flags: Flags): RegexNode {
		const char = this.#chars[this.#at++]!;
		switch (char) {
			case "(":
				return this.#group(flags);
			case "[":
				return { kind: "set", set: cased(this.#class(flags), flags) };
			case ".":
				return { kind: "set", set: flags.dotAll ? () => true : not(lineEnd) };
			case "^":
				return { kind: "assert", what: flags.multiline ? "line-start" : "text-start" };
			case "$":
				return { kind: "assert", what: flags.multiline ? "line-end" : "text-end" };
			case "\\":
				return this.#escape(flags);
			case "*":
			case "+":
			case "?":
			case "{":
				this.#at--;
				return this.fail("A quantifier repeats nothing");
		}
		return literal(char, flags);
	}

	#group(flags: Flags): RegexNode {
		let inner = flags;
		if (this.#take("?")) {
			if (this.#take(">")) this.fail("Atomic groups are not taken");
			const looks = this.#take("=") || this.#take("!") || this.#take("<=") || this.#take("<!");
			if (looks) this.fail("Looking ahead or behind is not taken");
			if (this.#take("<")) this.#groupName();
			else if (!this.#take(":")) {
				inner = this.#flags(flags) ?? this.fail("This group is of no known kind");
				if (!this.#take(":")) this.fail("This group is of no known kind");
			}
		}
		const node = this.choice(inner);
		if (!this.#take(")")) this.fail("A ) is missing");
		return node;
	}

	#groupName(): void {
		while (this.#next !== undefined && /[A-Za-z0-9]/.test(this.#next)) this.#at++;
		if (!this.#take(">")) this.fail("The name of a group has no end");
	}

	#escape(flags: Flags): RegexNode {
		const char = this.#chars[this.#at++] ?? this.fail("There is nothing behind \\");
		const assertion = assertions.get(char);
		if (assertion !== undefined) return { kind: "assert", what: assertion };
		if (char === "R") return lineBreak;
		if (/[1-9k]/.test(char)) this.fail("References back to a group are not taken");
		const set = this.#escapedSet(char, flags);
		if (set !== undefined) return { kind: "set", set };
		return { kind: "set", set: cased(single(this.#escapedCode(char)), flags) };
	}

	/** `\d`, `\p{L}` */
	#escapedSet(char: string, flags: Flags): CharSet | undefined {
		const unicode = flags.unicode ? unicodeSets.get(char.toLowerCase()) : undefined;
		const set = unicode ?? escapedSets.get(char.toLowerCase());
		if (set !== undefined) return char === char.toLowerCase() ? set : not(set);
		if (char !== "p" && char !== "P") return undefined;
		const name = this.#take("{") ? this.#until("}") : (this.#chars[this.#at++] ?? "");
		const named = property(name) ?? this.fail(`There is no property \\p{${name}}`);
		return char === "P" ? not(named) : named;
	}

	#until(closing: string): string {
		const end = this.#chars.indexOf(closing, this.#at);
		if (end < 0) this.fail(`A ${closing} is missing`);
		const text = this.#chars.slice(this.#at, end).join("");
		this.#at = end + 1;
		return text;
	}

	/** A single character that is written with a backslash. */
	#escapedCode(char: string): number {
		const control = controls.get(char);
		if (control !== undefined) return control;
		if (char === "x" && this.#take("{")) return this.#code(this.#until("}"), 16);
		if (char === "x") return this.#code(this.#some(2), 16);
		if (char === "u") return this.#code(this.#some(4), 16);
		if (char === "0") return this.#code(this.#octal(), 8);
		if (char === "c") return (this.#chars[this.#at++] ?? this.fail("A letter is missing")).charCodeAt(0) ^ 64;
		if (/[A-Za-z]/.test(char)) this.fail(`\\${char} has no meaning`);
		return char.codePointAt(0)!;
	}

	#some(count: number): string {
		const text = this.#chars.slice(this.#at, this.#at + count).join("");
		this.#at += count;
		return text.length === count ? text : this.fail("Digits are missing");
	}

	#octal(): string {
		let digits = "";
		while (digits.length < 3 && this.#next !== undefined && /[0-7]/.test(this.#next))
			digits += this.#chars[this.#at++];
		return digits;
	}

	#code(digits: string, base: number): number {
		const valid = base === 16 ? /^[0-9A-Fa-f]{1,6}$/ : /^[0-7]{1,3}$/;
		const code = Number.parseInt(digits, base);
		return valid.test(digits) && code <= 0x10ffff ? code : this.fail("This is no character's number");
	}

	/** Behind the `[`. `[a-z&&[^aeiou]]` are consonants. */
	#class(flags: Flags): CharSet {
		if (++this.#depth > deepest) this.fail(`Classes are nested more than ${deepest} levels deep`);
		const negated = this.#take("^");
		let result: CharSet | undefined;
		let sets: CharSet[] = [];
		const start = this.#at;
		for (;;) {
			if (this.atEnd) this.fail("A ] is missing");
			if (this.#next === "]" && this.#at > start) break;
			if (this.#take("&&")) {
				const left = union(sets);
				result = result === undefined ? left : intersection(result, left);
				sets = [];
			} else sets.push(this.#classItem(flags));
		}
		this.#at++;
		this.#depth--;
		const last = union(sets);
		const all = result === undefined ? last : sets.length === 0 ? result : intersection(result, last);
		return negated ? not(cased(all, flags)) : all;
	}

	#classItem(flags: Flags): CharSet {
		if (this.#take("[")) return this.#class(flags);
		const first = this.#classCode(flags);
		if (typeof first !== "number") return first;
		if (this.#next !== "-" || this.#chars[this.#at + 1] === "]" || this.#chars[this.#at + 1] === "[")
			return single(first);
		this.#at++;
		const last = this.#classCode(flags);
		if (typeof last !== "number" || last < first) return this.fail("This range goes nowhere");
		return between(first, last);
	}

	#classCode(flags: Flags): number | CharSet {
		const char = this.#chars[this.#at++] ?? this.fail("A ] is missing");
		if (char !== "\\") return char.codePointAt(0)!;
		const escaped = this.#chars[this.#at++] ?? this.fail("There is nothing behind \\");
		return this.#escapedSet(escaped, flags) ?? this.#escapedCode(escaped);
	}
}

function literal(char: string, flags: Flags): RegexNode {
	const set = cased(single(char.codePointAt(0)!), flags);
	return flags.ignoreCase ? { kind: "set", set } : { kind: "set", set, char };
}

function cased(set: CharSet, flags: Flags): CharSet {
	return flags.ignoreCase ? ignoringCase(set) : set;
}

const assertions = new Map<string, Assertion>([
	["b", "boundary"],
	["B", "no-boundary"],
	["A", "text-start"],
	["z", "text-end"],
	["Z", "text-end"],
]);

const escapedSets = new Map<string, CharSet>([
	["d", digit],
	["w", word],
	["s", space],
	["h", horizontalSpace],
	["v", verticalSpace],
]);

const unicodeSets = new Map<string, CharSet>([
	["d", unicodeDigit],
	["w", unicodeWord],
	["s", unicodeSpace],
]);

const controls = new Map([
	["t", 9],
	["n", 10],
	["r", 13],
	["f", 12],
	["a", 7],
	["e", 27],
]);

const lineBreak: RegexNode = {
	kind: "choice",
	parts: [
		{
			kind: "sequence",
			parts: [
				{ kind: "set", set: single(13) },
				{ kind: "set", set: single(10) },
			],
		},
		{ kind: "set", set: verticalSpace },
	],
};
