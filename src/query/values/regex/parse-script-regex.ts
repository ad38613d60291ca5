/** Patterns in the syntax of JavaScript, all but references back and looking behind. */
import { QueryError } from "../../language/query-error.js";
import {
	between,
	type CharSet,
	digit,
	ignoringCase,
	lineTerminator,
	not,
	property,
	single,
	union,
	word,
} from "./char-set.js";
import type { Assertion } from "./parse-regex.js";
import type { ScriptNode } from "./script.js";

export interface ScriptPattern {
	readonly node: ScriptNode;
	/** For each group its name, or that it has none. */
	readonly names: readonly (string | undefined)[];
}

const longest = 10_000;
const deepest = 200;
const mostRepetitions = 1000;

/** @param regular whether to refuse looking ahead too */
export function parseScriptRegex(pattern: string, flags: string, regular: boolean): ScriptPattern {
	const parser = new Parser(pattern, flags, regular);
	const unknown = /[^dgimsuvy]/.exec(flags);
	if (unknown !== null) parser.fail(`There is no flag ${unknown[0]}`);
	if (pattern.length > longest) parser.fail(`It has more than ${longest} characters`);
	const node = parser.choice();
	if (!parser.atEnd) parser.fail("This ) closes nothing");
	return { node, names: parser.names };
}

class Parser {
	readonly names: (string | undefined)[] = [];
	#at = 0;
	#depth = 0;
	readonly #chars: readonly string[];
	readonly #ignoreCase: boolean;
	readonly #dotAll: boolean;
	readonly #multiline: boolean;

	constructor(
		readonly pattern: string,
		flags: string,
		readonly regular: boolean,
	) {
		this.#chars = Array.from(pattern);
		this.#ignoreCase = flags.includes("i");
		this.#dotAll = flags.includes("s");
		this.#multiline = flags.includes("m");
	}

	get atEnd(): boolean {
		return this.#at >= this.#chars.length;
	}

	fail(message: string): never {
		const shown = this.pattern.length > 60 ? `${this.pattern.slice(0, 60)}…` : this.pattern;
		throw new QueryError(
			"ArgumentError",
			"InvalidRegularExpression",
			`${message}, in the regular expression /${shown}/ at character ${Math.min(this.#at, this.#chars.length) + 1}.`,
			{ phase: "runtime" },
		);
	}

	choice(): ScriptNode {
		if (++this.#depth > deepest) this.fail(`Groups are nested more than ${deepest} levels deep`);
		const parts: ScriptNode[] = [];
		do parts.push(this.#sequence());
		while (this.#take("|"));
		this.#depth--;
		return parts.length === 1 ? parts[0]! : { kind: "choice", parts };
	}

	#take(text: string): boolean {
		for (let index = 0; index < text.length; index++)
			if (this.#chars[this.#at + index] !== text[index]) return false;
		this.#at += text.length;
		return true;
	}

	#sequence(): ScriptNode {
		const parts: ScriptNode[] = [];
		while (!this.atEnd && this.#chars[this.#at] !== "|" && this.#chars[this.#at] !== ")")
			parts.push(this.#repetition(this.#atom()));
		return parts.length === 1 ? parts[0]! : { kind: "sequence", parts };
	}

	#repetition(part: ScriptNode): ScriptNode {
		const bounds = this.#bounds();
		if (bounds === undefined) return part;
		if (part.kind === "assert") this.fail("A quantifier repeats nothing");
		const lazy = this.#take("?");
		if (this.#bounds() !== undefined) this.fail("A quantifier repeats nothing");
		return { kind: "repeat", part, min: bounds[0], max: bounds[1], lazy };
	}

	/** A brace that counts nothing is text. */
	#bounds(): [number, number] | undefined {
		if (this.#take("*")) return [0, Number.POSITIVE_INFINITY];
		if (this.#take("+")) return [1, Number.POSITIVE_INFINITY];
		if (this.#take("?")) return [0, 1];
		const found = this.#match(/^\{(\d{1,6})(?:(,)(\d{0,6}))?\}/, 16);
		if (found === undefined) return undefined;
		const min = Number(found[1]);
		const max = found[2] === undefined ? min : found[3] === "" ? Number.POSITIVE_INFINITY : Number(found[3]);
		if (max < min) this.fail("The upper bound is less than the lower one");
		if (min > mostRepetitions || (max > mostRepetitions && max !== Number.POSITIVE_INFINITY))
			this.fail(`More than ${mostRepetitions} repetitions cannot be counted`);
		return [min, max];
	}

	/** What `pattern` finds here, within so many characters. */
	#match(pattern: RegExp, within: number): RegExpExecArray | undefined {
		const found = pattern.exec(this.#chars.slice(this.#at, this.#at + within).join(""));
		if (found === null) return undefined;
		this.#at += Array.from(found[0]).length;
		return found;
	}

	#atom(): ScriptNode {
		const char = this.#chars[this.#at]!;
		if (/[*+?]/.test(char)) this.fail("A quantifier repeats nothing");
		this.#at++;
		switch (char) {
			case "(":
				return this.#group();
			case "[":
				return this.#set(this.#class());
			case ".":
				return { kind: "set", set: this.#dotAll ? () => true : not(lineTerminator) };
			case "^":
				return { kind: "assert", what: this.#multiline ? "line-start" : "text-start" };
			case "$":
				return { kind: "assert", what: this.#multiline ? "line-end" : "text-end" };
			case "\\":
				return this.#escape();
		}
		return this.#set(single(char.codePointAt(0)!));
	}

	#set(set: CharSet): ScriptNode {
		return { kind: "set", set: this.#ignoreCase ? ignoringCase(set) : set };
	}

	#group(): ScriptNode {
		const looking = this.#match(/^\?<?[=!]/, 3)?.[0];
		if (looking !== undefined) return this.#looking(looking);
		const named = this.#match(/^\?<([\p{L}_$][\p{L}\p{N}\p{M}_$]{0,99})>/u, 104)?.[1];
		const captures = named !== undefined || !this.#take("?:");
		if (captures && named === undefined && this.#chars[this.#at] === "?")
			this.fail("This group is of no known kind");
		if (named !== undefined && this.names.includes(named)) this.fail(`Two groups are called ${named}`);
		const index = captures ? this.names.push(named) : 0;
		const part = this.#closed();
		// What stands in a group can be repeated, even if it reads nothing.
		return captures ? { kind: "group", index, part } : { kind: "sequence", parts: [part] };
	}

	#looking(how: string): ScriptNode {
		if (how.startsWith("?<")) this.fail("Looking behind is not taken");
		if (this.regular) this.fail("Looking ahead is not taken");
		return { kind: "ahead", part: this.#closed(), negated: how === "?!" };
	}

	#closed(): ScriptNode {
		const part = this.choice();
		if (!this.#take(")")) this.fail("A ) is missing");
		return part;
	}

	#escape(): ScriptNode {
		const char = this.#chars[this.#at] ?? this.fail("There is nothing behind \\");
		const assertion = assertions.get(char);
		if (assertion !== undefined) {
			this.#at++;
			return { kind: "assert", what: assertion };
		}
		if (/[1-9]/.test(char) || (char === "k" && this.#chars[this.#at + 1] === "<"))
			this.fail("References back to a group are not taken");
		const escaped = this.#escaped();
		return this.#set(typeof escaped === "number" ? single(escaped) : escaped);
	}

	/** Behind the backslash: a class, or the code of one character. */
	#escaped(): CharSet | number {
		const char = this.#chars[this.#at++] ?? this.fail("There is nothing behind \\");
		const set = escapedSets.get(char);
		if (set !== undefined) return set;
		if (char === "p" || char === "P") {
			const name = this.#match(
				/^\{(?:(?:gc|General_Category|sc|Script|scx|Script_Extensions)=)?(\w{1,60})\}/,
				90,
			);
			if (name === undefined) return char.codePointAt(0)!;
			const named = property(name[1]!) ?? this.fail(`There is no property \\p${name[0]}`);
			return char === "P" ? not(named) : named;
		}
		const control = controls.get(char);
		if (control !== undefined) return control;
		const digits =
			char === "x"
				? this.#match(/^[\dA-Fa-f]{2}/, 2)?.[0]
				: char === "u"
					? (this.#match(/^\{0*([\dA-Fa-f]{1,6})\}/, 20)?.[1] ?? this.#match(/^[\dA-Fa-f]{4}/, 4)?.[0])
					: undefined;
		if (digits !== undefined) return this.#codeOf(digits);
		if (char === "c") {
			const letter = this.#match(/^[A-Za-z]/, 1)?.[0];
			if (letter !== undefined) return letter.charCodeAt(0) % 32;
		}
		return char.codePointAt(0)!;
	}

	/** Two halves of one character may be written one after the other. */
	#codeOf(digits: string): number {
		const code = Number.parseInt(digits, 16);
		if (code > 0x10ffff) this.fail("This is no character's number");
		if (code < 0xd800 || code > 0xdbff) return code;
		const low = this.#match(/^\\u([dD][c-fC-F][\dA-Fa-f]{2})/, 6)?.[1];
		if (low === undefined) return code;
		return ((code - 0xd800) << 10) + (Number.parseInt(low, 16) - 0xdc00) + 0x10000;
	}

	/** Behind the `[`. */
	#class(): CharSet {
		const negated = this.#take("^");
		const sets: CharSet[] = [];
		while (!this.#take("]")) {
			if (this.atEnd) this.fail("A ] is missing");
			const first = this.#classItem();
			const isRange =
				this.#chars[this.#at] === "-" &&
				(this.#chars[this.#at + 1] ?? "]") !== "]" &&
				typeof first === "number";
			if (!isRange) {
				sets.push(typeof first === "number" ? single(first) : first);
				continue;
			}
			this.#at++;
			const last = this.#classItem();
			if (typeof last !== "number") sets.push(single(first), single(0x2d), last);
			else if (last < first) this.fail("This range goes nowhere");
			else sets.push(between(first, last));
		}
		const all: CharSet = sets.length === 0 ? () => false : union(sets);
		if (!negated) return all;
		// Letters of both cases are left out, not let in.
		return not(this.#ignoreCase ? ignoringCase(all) : all);
	}

	#classItem(): CharSet | number {
		const char = this.#chars[this.#at++] ?? this.fail("A ] is missing");
		if (char !== "\\") return char.codePointAt(0)!;
		if (this.#take("b")) return 8;
		return this.#escaped();
	}
}

const blank: CharSet = (code) => /\s/.test(String.fromCodePoint(code));

const assertions = new Map<string, Assertion>([
	["b", "boundary"],
	["B", "no-boundary"],
]);

const escapedSets = new Map<string, CharSet>([
	["d", digit],
	["D", not(digit)],
	["w", word],
	["W", not(word)],
	["s", blank],
	["S", not(blank)],
]);

const controls = new Map([
	["t", 9],
	["n", 10],
	["v", 11],
	["f", 12],
	["r", 13],
	["0", 0],
]);
