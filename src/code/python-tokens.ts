import type { Span } from "../model/index.js";
import { scanPythonString } from "./python-string.js";
import { Flaw } from "./syntax.js";

export type PythonTokenKind = "name" | "number" | "string" | "sign" | "end";

/** `end` is the end of a logical line: what stands in brackets, or behind a backslash, goes on with the next. */
export interface PythonToken {
	readonly kind: PythonTokenKind;
	readonly text: string;
	readonly start: number;
	/** Of `end`: columns before the first word of the line that it ends. */
	readonly indent: number;
	/** Of a text like `f"{a} {b!r:>{width}}"`: where its expressions stand. */
	readonly holes?: readonly Span[];
}

/** The tokens of Python (3.12), comments and blank lines left out. Linear: each rule looks at each character once. */
export function pythonTokens(code: string, from = 0, to = code.length): PythonToken[] {
	return new Reader(code, from, to).read();
}

const name = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const number = /(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)[jJ]?/y;
const sign = /\*\*=?|\/\/=?|>>=?|<<=?|->|:=|\.\.\.|[-+*/%@&|^=<>!]=|[^\s]/uy;
const opening = /[rRbBfFuUtT]{0,2}["']/y;
/** As in CPython. */
const mostBrackets = 200;

class Reader {
	readonly #tokens: PythonToken[] = [];
	readonly #brackets: number[] = [];
	#at: number;
	#indent = 0;
	#lineIsEmpty = true;

	constructor(
		readonly code: string,
		from: number,
		readonly to: number,
	) {
		this.#at = from;
	}

	read(): PythonToken[] {
		while (this.#at < this.to) this.#next();
		const open = this.#brackets.at(-1);
		if (open !== undefined) throw new Flaw(`“${this.code[open]}” is never closed.`, open);
		this.#endLine();
		return this.#tokens;
	}

	#next(): void {
		const character = this.code[this.#at]!;
		if (character === "\n") {
			this.#at++;
			if (this.#brackets.length === 0) this.#endLine();
		} else if (character === "\\" && this.code[this.#at + 1] === "\n") this.#at += 2;
		else if (character === "#") this.#skipComment();
		else if (/\s/.test(character)) this.#skipBlank(character);
		else this.#token(character);
	}

	#endLine(): void {
		if (!this.#lineIsEmpty) this.#push("end", "");
		this.#lineIsEmpty = true;
		this.#indent = 0;
	}

	#skipComment(): void {
		const end = this.code.indexOf("\n", this.#at);
		this.#at = end < 0 || end > this.to ? this.to : end;
	}

	/** Tabs go on to the next eighth column, as in Python. */
	#skipBlank(character: string): void {
		this.#at++;
		if (this.#lineIsEmpty)
			this.#indent = character === "\t" ? this.#indent - (this.#indent % 8) + 8 : this.#indent + 1;
	}

	#token(character: string): void {
		if (this.#match(opening) !== undefined) {
			const { end, holes } = scanPythonString(this.code, this.#at, this.to);
			this.#take("string", this.code.slice(this.#at, end), holes);
			return;
		}
		const word = this.#match(name);
		if (word !== undefined) this.#take("name", word[0]);
		else if (/[\d.]/.test(character)) this.#take(...this.#numberOrDot());
		else {
			const text = this.#match(sign)?.[0] ?? character;
			this.#bracket(text);
			this.#take("sign", text);
		}
	}

	#numberOrDot(): [PythonTokenKind, string] {
		const found = this.#match(number)?.[0] ?? "";
		return found === "" ? ["sign", this.#match(sign)?.[0] ?? "."] : ["number", found];
	}

	#bracket(text: string): void {
		if ("([{".includes(text)) {
			this.#brackets.push(this.#at);
			if (this.#brackets.length > mostBrackets) throw new Flaw("Too many brackets are nested.", this.#at);
		}
		if (")]}".includes(text)) {
			const open = this.#brackets.pop();
			const pair = open === undefined ? "" : this.code[open] + text;
			if (pair !== "()" && pair !== "[]" && pair !== "{}")
				throw new Flaw(`“${text}” closes nothing.`, this.#at);
		}
	}

	#match(pattern: RegExp): RegExpExecArray | undefined {
		pattern.lastIndex = this.#at;
		return pattern.exec(this.code) ?? undefined;
	}

	#take(kind: PythonTokenKind, text: string, holes: readonly Span[] = []): void {
		this.#lineIsEmpty = false;
		this.#push(kind, text, holes);
		this.#at += text.length;
	}

	#push(kind: PythonTokenKind, text: string, holes: readonly Span[] = []): void {
		const token = { kind, text, start: this.#at, indent: this.#indent };
		this.#tokens.push(holes.length === 0 ? token : { ...token, holes });
	}
}
