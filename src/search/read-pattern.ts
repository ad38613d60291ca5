/**
 * Regular expressions between slashes. They are JavaScript's, as far as they can be had in linear time; `=~` takes Java's,
 * so each is rewritten for it:
 *
 *     [[\d]+\s   →   [\[\d]+[\s\x{A0}…]
 */
import { QueryError, ScriptRegex } from "../query/index.js";
import { searchError } from "./search-error.js";
import type { SearchPattern } from "./syntax.js";

/**
 * The `/…/` that begins here; undefined where it does not end, or goes on as a path does: `/usr/local`.
 * @param inName whether it may end at the colon behind a property's name
 */
export function readPattern(source: string, start: number, inName: boolean): SearchPattern | undefined {
	const end = closingSlash(source, start + 1);
	if (end === undefined) return undefined;
	const flags = inName ? /[a-z]*(?=[\s()"\]:]|$)/y : /[a-z]*(?=[\s()"\]]|$)/y;
	flags.lastIndex = end + 1;
	const taken = flags.exec(source)?.[0];
	if (taken === undefined || /[^gimsuvy]/.test(taken)) return undefined;
	const written = source.slice(start + 1, end);
	const dotAll = taken.includes("s");
	expectPattern(written, start + 1, source);
	const span = { start, end: end + 1 + taken.length };
	return { kind: "pattern", written, dotAll, pattern: new Rewriter(written, dotAll).rewrite(), span };
}

/** The slash that is neither escaped nor in brackets. A pattern is not empty and stands on one line. */
function closingSlash(source: string, start: number): number | undefined {
	let inClass = false;
	for (let at = start; at < source.length; at++) {
		const char = source[at];
		if (char === "\n") return undefined;
		if (char === "\\") at++;
		else if (char === "[") inClass = true;
		else if (char === "]") inClass = false;
		else if (char === "/" && !inClass) return at > start ? at : undefined;
	}
	return undefined;
}

/** @param start where the pattern begins in the search */
function expectPattern(pattern: string, start: number, source: string): void {
	try {
		new ScriptRegex(pattern, "im", true);
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		const [, reason, character] =
			/^(.*), in the regular expression .* at character (\d+)\.$/s.exec(error.message) ?? [];
		// The reader has gone past what it does not take.
		const before = Array.from(pattern).slice(0, Math.max(0, Number(character ?? 2) - 2));
		const at = start + Math.min(before.join("").length, pattern.length - 1);
		const span =
			character === undefined ? { start, end: start + pattern.length } : { start: at, end: at + 1 };
		const message = reason === undefined ? error.message : `${reason} in a regular expression.`;
		throw searchError(message, span, source);
	}
}

/** JavaScript's white space: unlike Java's, it has the ideographic space. */
const blanks = "\\s\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}";
const lineEnds = "\\n\\r\\x{2028}\\x{2029}";
const anything = "\\x00-\\x{10FFFF}";

/** Of a pattern that is known to be one. */
class Rewriter {
	#at = 0;

	constructor(
		readonly pattern: string,
		readonly dotAll: boolean,
	) {}

	rewrite(): string {
		let rewritten = "";
		let before = "";
		while (this.#at < this.pattern.length) {
			const item = this.#item(before === "" || before === "|" || before.startsWith("("));
			rewritten += item;
			before = item;
		}
		return rewritten;
	}

	/** @param isFirst whether there is nothing before it that could be repeated */
	#item(isFirst: boolean): string {
		const char = this.#next();
		switch (char) {
			case "\\":
				return this.#escape();
			case "[":
				return this.#class();
			case ".":
				return this.dotAll ? `[${anything}]` : `[^${lineEnds}]`;
			case "(":
				// Nobody asks for a group by its name, and names can be in any script.
				return this.#take(/\?(?::|<[\p{L}\p{N}\p{M}_$]{1,100}>)/uy) === undefined ? "(" : "(?:";
			case "{":
				// A brace that counts nothing is text.
				return !isFirst && this.#looks(/\d{1,6}(?:,\d{0,6})?\}/y) ? "{" : "\\{";
		}
		return char;
	}

	#next(): string {
		const char = String.fromCodePoint(this.pattern.codePointAt(this.#at)!);
		this.#at += char.length;
		return char;
	}

	#looks(pattern: RegExp): boolean {
		pattern.lastIndex = this.#at;
		return pattern.test(this.pattern);
	}

	#take(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.#at;
		const found = pattern.exec(this.pattern)?.[0];
		this.#at += found?.length ?? 0;
		return found;
	}

	/** Behind `\`. */
	#escape(): string {
		if (this.#looks(/[bB]/y)) return `\\${this.#next()}`;
		const { text, isSet } = this.#escaped();
		return isSet ? `[${text}]` : text;
	}

	/** What a backslash stands before, as it is written in brackets. */
	#escaped(): { readonly text: string; readonly isSet: boolean } {
		const char = this.#next();
		if (/[dDwW]/.test(char)) return { text: `\\${char}`, isSet: true };
		if (char === "s") return { text: blanks, isSet: true };
		if (char === "S") return { text: `[^${blanks}]`, isSet: true };
		const property = /[pP]/.test(char) ? this.#take(/\{[\w=]{1,90}\}/y) : undefined;
		if (property !== undefined) return { text: `\\${char}${property.replace(/\{.*=/, "{")}`, isSet: true };
		return { text: toCode(this.#code(char) ?? char.codePointAt(0)!), isSet: false };
	}

	/** `\xHH`, `\uHHHH`, also as two halves of one character, `\u{…}`, `\cX`, `\n` */
	#code(char: string): number | undefined {
		const control = controls.get(char);
		if (control !== undefined) return control;
		if (char === "c") {
			const letter = this.#take(/[A-Za-z]/y);
			return letter === undefined ? undefined : letter.charCodeAt(0) % 32;
		}
		const digits = char === "x" ? this.#take(/[0-9A-Fa-f]{2}/y) : char === "u" ? this.#unicode() : undefined;
		return digits === undefined ? undefined : Number.parseInt(digits, 16);
	}

	#unicode(): string | undefined {
		const braced = this.#take(/\{0*[0-9A-Fa-f]{1,6}\}/y);
		if (braced !== undefined) return braced.slice(1, -1);
		const first = this.#take(/[0-9A-Fa-f]{4}/y);
		if (first === undefined || !/^d[89ab]/i.test(first)) return first;
		const second = this.#take(/\\u[dD][c-fC-F][0-9A-Fa-f]{2}/y);
		if (second === undefined) return first;
		const [high, low] = [Number.parseInt(first, 16), Number.parseInt(second.slice(2), 16)];
		return (((high - 0xd800) << 10) + (low - 0xdc00) + 0x10000).toString(16);
	}

	/** Behind `[`. `[]` matches nothing, `[^]` anything. */
	#class(): string {
		const negated = this.#take(/\^/y) !== undefined;
		let content = "";
		while (this.#take(/\]/y) === undefined) content += this.#range();
		if (content === "") return negated ? `[${anything}]` : `[^${anything}]`;
		return negated ? `[^${content}]` : `[${content}]`;
	}

	/** `a-z`; beside a set such as `\d` a dash is a dash. */
	#range(): string {
		const first = this.#classItem();
		if (first.isSet || !this.#looks(/-[^\]]/y)) return first.text;
		this.#at++;
		const last = this.#classItem();
		return last.isSet ? `${first.text}\\-${last.text}` : `${first.text}-${last.text}`;
	}

	#classItem(): { readonly text: string; readonly isSet: boolean } {
		const char = this.#next();
		if (char !== "\\") return { text: toCode(char.codePointAt(0)!), isSet: false };
		return this.#take(/b/y) === undefined ? this.#escaped() : { text: "\\x08", isSet: false };
	}
}

const controls = new Map([
	["t", 9],
	["n", 10],
	["v", 11],
	["f", 12],
	["r", 13],
	["0", 0],
]);

/** As a character where that is readable and safe, else as its number. */
function toCode(code: number): string {
	const char = String.fromCodePoint(code);
	return /^[\p{L}\p{N}_ ]$/u.test(char) ? char : `\\x{${code.toString(16)}}`;
}
