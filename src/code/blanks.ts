import type { Program, SyntaxNode, Token } from "./syntax.js";

/** A text in which ranges become blank, line ends excepted, and single characters are put into the blanks. */
export class Blanks {
	readonly #code: string;
	readonly #tokens: readonly Token[];
	readonly #blank: { readonly start: number; readonly end: number }[] = [];
	readonly #put = new Map<number, string>();
	/** Blanks behind an expression: end → start. */
	readonly #endings = new Map<number, number>();
	/** Where statements end without a semicolon. */
	readonly #ends: number[] = [];

	constructor({ code, tokens }: Program) {
		this.#code = code;
		this.#tokens = tokens;
	}

	blank(start: number, end: number, first?: string): void {
		this.#blank.push({ start, end });
		if (first !== undefined) this.#put.set(start, first);
	}

	put(offset: number, character: string): void {
		this.#put.set(offset, character);
	}

	/** What stands before may go on behind the blank, unless it ended with a semicolon. */
	blankAfterOther(start: number, end: number): void {
		const before = this.#tokens[this.#indexFrom(start) - 1];
		this.blank(start, end, before === undefined || this.textOf(before) === ";" ? undefined : ";");
	}

	/** A type behind an expression. */
	blankEnding(start: number, end: number): void {
		this.blank(start, end);
		this.#endings.set(end, start);
	}

	endStatement({ end }: SyntaxNode): void {
		if (this.#code[end - 1] !== ";") this.#ends.push(end);
	}

	text(): string {
		if (this.#blank.length === 0) return this.#code;
		const units = this.#code.split("");
		let done = 0;
		for (const { start, end } of this.#blank.sort((a, b) => a.start - b.start || b.end - a.end)) {
			for (let at = Math.max(start, done); at < end; at++) if (!lineEnd.test(units[at]!)) units[at] = " ";
			done = Math.max(done, end);
		}
		for (const end of this.#ends) this.#keepApart(end);
		for (const [offset, character] of this.#put) units[offset] = character;
		return units.join("");
	}

	/**
	 *     const x = y as T     →     const x = y ;
	 *     (z)                        (z)
	 */
	#keepApart(end: number): void {
		const start = this.#endings.get(end);
		const next = this.#tokens[this.#indexFrom(end)];
		if (start !== undefined && next !== undefined && /^[([`]/.test(this.textOf(next)))
			this.#put.set(start, ";");
	}

	hasLineEnd(start: number, end: number): boolean {
		return lineEnd.test(this.#code.slice(start, end));
	}

	textOf({ start, end }: Token): string {
		return this.#code.slice(start, end);
	}

	/** The first token at or behind an offset that is asked for. */
	tokenFrom(offset: number, isIt: (text: string) => boolean = () => true): Token {
		let index = this.#indexFrom(offset);
		while (index < this.#tokens.length - 1 && !isIt(this.textOf(this.#tokens[index]!))) index++;
		return this.#tokens[index] ?? { start: offset, end: offset, type: undefined };
	}

	/** The last token before an offset. */
	tokenBefore(offset: number): Token {
		return this.#tokens[this.#indexFrom(offset) - 1] ?? { start: offset, end: offset, type: undefined };
	}

	tokensBetween(start: number, end: number): readonly Token[] {
		return this.#tokens.slice(this.#indexFrom(start), this.#indexFrom(end));
	}

	/** Index of the first token that starts at an offset or behind it. */
	#indexFrom(offset: number): number {
		let low = 0;
		let high = this.#tokens.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.#tokens[middle]!.start < offset) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}

const lineEnd = /[\n\r\u2028\u2029]/;
