import { BaseError } from "./base-error.js";

/** Goes through the text of an expression. What is next is asked for by the parser: `/` is a sign or begins a pattern. */
export class Scanner {
	#at = 0;
	/** Where the last thing that was taken ends, without the blanks behind it. */
	end = 0;

	constructor(readonly source: string) {
		this.#skipBlanks();
	}

	get at(): number {
		return this.#at;
	}

	get atEnd(): boolean {
		return this.#at >= this.source.length;
	}

	/** One of these signs, the longest that is there. */
	sign<T extends string>(signs: readonly T[]): T | undefined {
		let found: T | undefined;
		for (const sign of signs) {
			if (sign.length > (found?.length ?? 0) && this.source.startsWith(sign, this.#at)) found = sign;
		}
		return found;
	}

	take(sign: string): boolean {
		if (!this.source.startsWith(sign, this.#at)) return false;
		this.advance(sign.length);
		return true;
	}

	/** A name without what follows, or undefined. */
	name(): string | undefined {
		const name = this.#match(namePattern);
		if (name !== undefined) this.advance(name.length);
		return name;
	}

	/** Digits, but not the dot of `1.round()`. */
	number(): number | undefined {
		const digits = this.#match(numberPattern);
		if (digits === undefined) return undefined;
		const start = this.#at;
		this.advance(digits.length);
		const unit = this.end === this.#at ? this.#match(namePattern) : undefined;
		if (unit !== undefined) {
			const hint = `A duration or a text stands in quotes: "${digits}${unit}".`;
			throw new BaseError(`${digits}${unit} is no number. ${hint}`, start);
		}
		return Number(digits);
	}

	string(): string | undefined {
		const quote = this.source[this.#at];
		if (quote !== '"' && quote !== "'") return undefined;
		const start = this.#at;
		const parts: string[] = [];
		let from = start + 1;
		for (let at = from; at < this.source.length; at++) {
			const char = this.source[at];
			if (char === quote) {
				parts.push(this.source.slice(from, at));
				this.advance(at + 1 - start);
				return parts.join("");
			}
			if (char !== "\\") continue;
			parts.push(this.source.slice(from, at));
			const [text, length] = this.#escape(at);
			parts.push(text);
			from = at + length;
			at = from - 1;
		}
		throw new BaseError(`This text has no end: a ${quote} is missing.`, start);
	}

	/** `/pattern/flags`; a slash may stand in brackets or behind a backslash. */
	regex(): { pattern: string; flags: string } | undefined {
		if (this.source[this.#at] !== "/") return undefined;
		const start = this.#at;
		let inClass = false;
		for (let at = start + 1; at < this.source.length; at++) {
			const char = this.source[at];
			if (char === "\\") at++;
			else if (char === "[") inClass = true;
			else if (char === "]") inClass = false;
			else if (char === "/" && !inClass) {
				const pattern = this.source.slice(start + 1, at);
				flagsPattern.lastIndex = at + 1;
				const flags = flagsPattern.exec(this.source)![0];
				this.advance(at + 1 + flags.length - start);
				return { pattern, flags };
			}
		}
		throw new BaseError("This regular expression has no end: a / is missing.", start);
	}

	/** The character that is next, whole, for messages. */
	get shown(): string {
		const code = this.source.codePointAt(this.#at);
		return code === undefined ? "the end" : String.fromCodePoint(code);
	}

	advance(length: number): void {
		this.#at += length;
		this.end = this.#at;
		this.#skipBlanks();
	}

	#skipBlanks(): void {
		blanks.lastIndex = this.#at;
		this.#at += blanks.exec(this.source)![0].length;
	}

	#match(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.#at;
		return pattern.exec(this.source)?.[0];
	}

	/** What the escape at `at` stands for, and how long it is. As in JavaScript, an unknown one stands for its letter. */
	#escape(at: number): [text: string, length: number] {
		codePattern.lastIndex = at;
		const [whole, unit, byte, braced] = codePattern.exec(this.source) ?? [];
		if (whole !== undefined) {
			const code = Number.parseInt((unit ?? byte ?? braced)!, 16);
			if (code <= 0x10ffff) return [String.fromCodePoint(code), whole.length];
		}
		const char = this.source.codePointAt(at + 1);
		if (char === undefined) return ["", 1];
		const letter = String.fromCodePoint(char);
		return [escapes.get(letter) ?? letter, 1 + letter.length];
	}
}

const blanks = /\s*/y;
const namePattern = /[\p{L}\p{Nl}_$][\p{L}\p{Nl}\p{Nd}\p{M}\p{Pc}$]*/uy;
const numberPattern = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const flagsPattern = /[A-Za-z]*/y;
const codePattern = /\\(?:u([\dA-Fa-f]{4})|x([\dA-Fa-f]{2})|u\{([\dA-Fa-f]{1,6})\})/y;
const escapes = new Map([
	["n", "\n"],
	["t", "\t"],
	["r", "\r"],
	["b", "\b"],
	["f", "\f"],
	["v", "\v"],
	["0", "\0"],
	["\n", ""],
]);
