import { DataviewError } from "./dataview-error.js";

/** Levels of brackets and operators upon each other. */
const deepest = 200;
/** UTF-16 units of a query. */
const longest = 200_000;

/** A place in a text, and what the text has there. */
export class Scanner {
	at = 0;
	#depth = 0;

	constructor(readonly text: string) {
		if (text.length > longest)
			throw new DataviewError(`A query can have at most ${longest} characters.`, longest, "costly");
	}

	get atEnd(): boolean {
		return this.at >= this.text.length;
	}

	/** Takes what the pattern, which is sticky, finds here. */
	take(pattern: RegExp): RegExpExecArray | undefined {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.text);
		if (found === null) return undefined;
		this.at += found[0].length;
		return found;
	}

	looksAt(pattern: RegExp): boolean {
		pattern.lastIndex = this.at;
		return pattern.test(this.text);
	}

	takeText(text: string): boolean {
		if (!this.text.startsWith(text, this.at)) return false;
		this.at += text.length;
		return true;
	}

	/** @returns whether there were any */
	skipBlanks(): boolean {
		return this.take(blanks)![0] !== "";
	}

	/** As it was if there is no result: what `read` has taken is given back. */
	attempt<T>(read: () => T | undefined): T | undefined {
		const start = this.at;
		const result = read();
		if (result === undefined) this.at = start;
		return result;
	}

	deeper<T>(read: () => T): T {
		if (++this.#depth > deepest)
			this.fail(`This is nested more than ${deepest} levels deep.`, this.at, "costly");
		const result = read();
		this.#depth--;
		return result;
	}

	/** The word here, for messages. */
	get word(): string {
		return wordHere(this.text, this.at);
	}

	fail(message: string, at = this.at, kind: DataviewError["kind"] = "wrong"): never {
		throw new DataviewError(message, at, kind);
	}
}

const blanks = /\s*/y;

function wordHere(text: string, at: number): string {
	const word = /[\p{L}\p{N}_-]{1,40}|[^\s]/uy;
	word.lastIndex = at;
	return word.exec(text)?.[0] ?? "";
}
