/**
 * Regular expressions as JavaScript writes them without flags, as far as they can be matched without trying the same
 * thing twice: all but references back and looking behind.
 */
import { Failure } from "../values/failure.js";

export type RegexNode =
	/** One UTF-16 unit; `ranges` are pairs, both ends included. */
	| {
			readonly kind: "set";
			readonly ranges: readonly (readonly [number, number])[];
			readonly negated: boolean;
	  }
	| { readonly kind: "sequence"; readonly parts: readonly RegexNode[] }
	| { readonly kind: "choice"; readonly parts: readonly RegexNode[] }
	| {
			readonly kind: "repeat";
			readonly part: RegexNode;
			readonly min: number;
			readonly max: number;
			readonly lazy: boolean;
	  }
	/** `index` from 1. */
	| { readonly kind: "group"; readonly part: RegexNode; readonly index: number }
	| { readonly kind: "assert"; readonly what: "start" | "end" | "boundary" | "no-boundary" }
	| { readonly kind: "ahead"; readonly part: RegexNode; readonly negated: boolean };

export interface ParsedRegex {
	readonly node: RegexNode;
	readonly groups: number;
	readonly names: ReadonlyMap<string, number>;
}

const deepest = 200;
const mostRepetitions = 1000;
const longest = 5_000;

export function parseRegex(pattern: string): ParsedRegex {
	if (pattern.length > longest)
		throw new Failure(`A regular expression can have at most ${longest} characters.`);
	const parser = new Parser(pattern);
	const node = parser.choice();
	if (!parser.atEnd) parser.fail("“)” closes nothing");
	return { node, groups: parser.groups, names: parser.names };
}

type Ranges = readonly (readonly [number, number])[];

const digits: Ranges = [[48, 57]];
const words: Ranges = [
	[48, 57],
	[65, 90],
	[95, 95],
	[97, 122],
];
const spaces: Ranges = [
	[9, 13],
	[32, 32],
	[160, 160],
	[0x1680, 0x1680],
	[0x2000, 0x200a],
	[0x2028, 0x2029],
	[0x202f, 0x202f],
	[0x205f, 0x205f],
	[0x3000, 0x3000],
	[0xfeff, 0xfeff],
];
const lineEnds: Ranges = [
	[10, 10],
	[13, 13],
	[0x2028, 0x2029],
];

function complement(ranges: Ranges): Ranges {
	const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
	const result: [number, number][] = [];
	let next = 0;
	for (const [from, to] of sorted) {
		if (from > next) result.push([next, from - 1]);
		next = Math.max(next, to + 1);
	}
	if (next <= 0xffff) result.push([next, 0xffff]);
	return result;
}

class Parser {
	readonly #pattern: string;
	#at = 0;
	#depth = 0;
	groups = 0;
	readonly names = new Map<string, number>();

	constructor(pattern: string) {
		this.#pattern = pattern;
	}

	get atEnd(): boolean {
		return this.#at >= this.#pattern.length;
	}

	fail(why: string): never {
		throw new Failure(
			`“${this.#pattern.slice(0, 100)}” is no regular expression: ${why} (character ${this.#at + 1}).`,
		);
	}

	#refuse(what: string): never {
		throw new Failure(
			`${what} is not supported in regular expressions, because matching it may take for ever.`,
		);
	}

	choice(): RegexNode {
		if (++this.#depth > deepest) this.fail(`it is nested more than ${deepest} levels deep`);
		const parts = [this.#sequence()];
		while (this.#take("|")) parts.push(this.#sequence());
		this.#depth--;
		return parts.length === 1 ? parts[0]! : { kind: "choice", parts };
	}

	#take(text: string): boolean {
		if (!this.#pattern.startsWith(text, this.#at)) return false;
		this.#at += text.length;
		return true;
	}

	#sequence(): RegexNode {
		const parts: RegexNode[] = [];
		while (!this.atEnd && this.#pattern[this.#at] !== "|" && this.#pattern[this.#at] !== ")") {
			parts.push(this.#repeated());
		}
		return parts.length === 1 ? parts[0]! : { kind: "sequence", parts };
	}

	#repeated(): RegexNode {
		const part = this.#atom();
		const range = this.#quantifier();
		if (range === undefined) return part;
		if (part.kind === "assert") this.fail("there is nothing to repeat");
		const [min, max] = range;
		const lazy = this.#take("?");
		return { kind: "repeat", part, min, max, lazy };
	}

	#quantifier(): readonly [number, number] | undefined {
		if (this.#take("*")) return [0, Number.POSITIVE_INFINITY];
		if (this.#take("+")) return [1, Number.POSITIVE_INFINITY];
		if (this.#take("?")) return [0, 1];
		const counted = /\{(\d+)(,(\d*))?\}/y;
		counted.lastIndex = this.#at;
		const found = counted.exec(this.#pattern);
		if (found === null) return undefined;
		this.#at += found[0].length;
		const min = Number(found[1]);
		const max = found[2] === undefined ? min : found[3] === "" ? Number.POSITIVE_INFINITY : Number(found[3]);
		if (max < min) this.fail("the numbers in { } are out of order");
		if (min > mostRepetitions || (Number.isFinite(max) && max > mostRepetitions))
			this.fail(`something can be repeated at most ${mostRepetitions} times by number`);
		return [min, max];
	}

	#atom(): RegexNode {
		const character = this.#pattern[this.#at++]!;
		switch (character) {
			case ".":
				return { kind: "set", ranges: lineEnds, negated: true };
			case "^":
				return { kind: "assert", what: "start" };
			case "$":
				return { kind: "assert", what: "end" };
			case "(":
				return this.#group();
			case "[":
				return this.#class();
			case "\\":
				return this.#escape();
			case "*":
			case "+":
			case "?":
				return this.fail("there is nothing to repeat");
		}
		return unit(character.charCodeAt(0));
	}

	#group(): RegexNode {
		// What stands in a group can be repeated, be it an assertion.
		if (this.#take("?:")) return this.#closed({ kind: "sequence", parts: [this.choice()] });
		if (this.#take("?=")) return this.#closed({ kind: "ahead", part: this.choice(), negated: false });
		if (this.#take("?!")) return this.#closed({ kind: "ahead", part: this.choice(), negated: true });
		if (this.#take("?<=") || this.#take("?<!")) this.#refuse("Looking behind, (?<=…),");
		const index = ++this.groups;
		if (this.#take("?<")) {
			const name = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
			name.lastIndex = this.#at;
			const found = name.exec(this.#pattern)?.[0];
			if (found === undefined) this.fail("a group’s name is missing");
			this.#at += found.length;
			if (!this.#take(">")) this.fail("“>” is missing behind the name of a group");
			if (this.names.has(found)) this.fail(`two groups are called “${found}”`);
			this.names.set(found, index);
		} else if (this.#pattern[this.#at] === "?") this.fail("this kind of group is unknown");
		return this.#closed({ kind: "group", part: this.choice(), index });
	}

	#closed(node: RegexNode): RegexNode {
		if (!this.#take(")")) this.fail("“)” is missing");
		return node;
	}

	#escape(): RegexNode {
		const character = this.#pattern[this.#at];
		if (character === undefined) this.fail("nothing stands behind the last “\\”");
		if (character === "b" || character === "B") {
			this.#at++;
			return { kind: "assert", what: character === "b" ? "boundary" : "no-boundary" };
		}
		if ((character >= "1" && character <= "9") || (character === "k" && this.#pattern[this.#at + 1] === "<"))
			this.#refuse("A reference back");
		const ranges = this.#classEscape();
		return { kind: "set", ranges, negated: false };
	}

	/** What stands behind a backslash, in a class or not. */
	#classEscape(): Ranges {
		const character = this.#pattern[this.#at++]!;
		const known = escapes.get(character);
		if (known !== undefined) return known;
		const code = this.#pattern.slice(this.#at);
		const hex =
			character === "x" ? /^[0-9a-f]{2}/i.exec(code) : character === "u" ? /^[0-9a-f]{4}/i.exec(code) : null;
		if (hex !== null) {
			this.#at += hex[0].length;
			return one(Number.parseInt(hex[0], 16));
		}
		const control = character === "c" ? /^[a-z]/i.exec(code) : null;
		if (control !== null) {
			this.#at++;
			return one(control[0].charCodeAt(0) % 32);
		}
		return one(character.charCodeAt(0));
	}

	#class(): RegexNode {
		const negated = this.#take("^");
		const ranges: (readonly [number, number])[] = [];
		while (!this.#take("]")) {
			if (this.atEnd) this.fail("“]” is missing");
			const first = this.#classPart();
			const [from] = first;
			const mayRange = this.#pattern[this.#at] === "-" && this.#pattern[this.#at + 1] !== "]";
			if (mayRange && first.length === 1 && from![0] === from![1]) {
				this.#at++;
				if (this.atEnd) this.fail("“]” is missing");
				const last = this.#classPart();
				const [to] = last;
				if (last.length === 1 && to![0] === to![1]) {
					if (to![0] < from![0]) this.fail("a range in [ ] is out of order");
					ranges.push([from![0], to![0]]);
				} else ranges.push(...first, [45, 45], ...last);
			} else ranges.push(...first);
			if (ranges.length > longest) this.fail("[ ] has too much in it");
		}
		return { kind: "set", ranges, negated };
	}

	#classPart(): Ranges {
		const character = this.#pattern[this.#at++]!;
		if (character !== "\\") return one(character.charCodeAt(0));
		if (this.atEnd) this.fail("nothing stands behind the last “\\”");
		if (this.#take("b")) return one(8);
		return this.#classEscape();
	}
}

function one(code: number): Ranges {
	return [[code, code]];
}

function unit(code: number): RegexNode {
	return { kind: "set", ranges: one(code), negated: false };
}

const escapes: ReadonlyMap<string, Ranges> = new Map<string, Ranges>([
	["d", digits],
	["D", complement(digits)],
	["w", words],
	["W", complement(words)],
	["s", spaces],
	["S", complement(spaces)],
	["n", one(10)],
	["r", one(13)],
	["t", one(9)],
	["f", one(12)],
	["v", one(11)],
	["0", one(0)],
]);
