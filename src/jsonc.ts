/**
 * JSON with comments and trailing commas, as people write configuration. Every value keeps its place, so that a
 * complaint can point at it. Objects are lists of entries: a key such as `__proto__` is a key like any other.
 */
export type JsonNode =
	| { readonly kind: "object"; readonly start: number; readonly entries: readonly JsonEntry[] }
	| { readonly kind: "array"; readonly start: number; readonly items: readonly JsonNode[] }
	| {
			readonly kind: "scalar";
			readonly start: number;
			readonly value: string | number | boolean | null;
	  };

export interface JsonEntry {
	readonly key: string;
	/** Where the key stands. */
	readonly start: number;
	readonly value: JsonNode;
}

/** What is wrong, and at which offset. */
export class JsonError extends Error {
	constructor(
		message: string,
		readonly offset: number,
	) {
		super(message);
	}
}

/** Deeper nesting than this is somebody's joke. */
const depthLimit = 64;

export function parseJsonc(source: string): JsonNode {
	const reader = new Reader(source);
	const node = reader.value(0);
	reader.end();
	return node;
}

class Reader {
	private at = 0;

	constructor(private readonly source: string) {
		if (source.startsWith("\uFEFF")) this.at = 1;
	}

	value(depth: number): JsonNode {
		this.skip();
		const start = this.at;
		const character = this.source[start];
		if (depth > depthLimit) throw new JsonError("nested too deeply", start);
		if (character === "{") return { kind: "object", start, entries: this.entries(depth) };
		if (character === "[") return { kind: "array", start, items: this.items(depth) };
		if (character === '"') return { kind: "scalar", start, value: this.string() };
		return { kind: "scalar", start, value: this.word() };
	}

	end(): void {
		this.skip();
		if (this.at < this.source.length) throw new JsonError("unexpected text after the end", this.at);
	}

	private entries(depth: number): JsonEntry[] {
		const entries: JsonEntry[] = [];
		this.list("}", () => {
			const start = this.at;
			if (this.source[start] !== '"') throw new JsonError('expected a key in "double quotes"', start);
			const key = this.string();
			this.skip();
			if (this.source[this.at] !== ":") throw new JsonError('expected ":" after the key', this.at);
			this.at += 1;
			entries.push({ key, start, value: this.value(depth + 1) });
		});
		return entries;
	}

	private items(depth: number): JsonNode[] {
		const items: JsonNode[] = [];
		this.list("]", () => items.push(this.value(depth + 1)));
		return items;
	}

	/** Elements between the bracket at hand and `close`; a comma may stand after the last one. */
	private list(close: "}" | "]", element: () => void): void {
		this.at += 1;
		for (;;) {
			this.skip();
			if (this.source[this.at] === close) break;
			element();
			this.skip();
			if (this.source[this.at] === ",") this.at += 1;
			else if (this.source[this.at] !== close) throw new JsonError(`expected "," or "${close}"`, this.at);
		}
		this.at += 1;
	}

	private string(): string {
		const start = this.at;
		let end = start + 1;
		while (this.source[end] !== '"') {
			const character = this.source[end];
			if (character === undefined || character === "\n")
				throw new JsonError("this text is not closed", start);
			end += character === "\\" ? 2 : 1;
		}
		this.at = end + 1;
		try {
			return JSON.parse(this.source.slice(start, this.at)) as string;
		} catch {
			throw new JsonError("this text holds a character or an escape that JSON does not know", start);
		}
	}

	private word(): number | boolean | null {
		const start = this.at;
		const word = /[^\s,:[\]{}"/]*/y;
		word.lastIndex = start;
		const text = word.exec(this.source)?.[0] ?? "";
		this.at = start + text.length;
		if (text === "true") return true;
		if (text === "false") return false;
		if (text === "null") return null;
		if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
		throw new JsonError(text === "" ? "a value is missing" : `“${text.slice(0, 40)}” is not JSON`, start);
	}

	/** White space and both kinds of comment. */
	private skip(): void {
		for (;;) {
			while (/[\s]/.test(this.source[this.at] ?? "")) this.at += 1;
			if (this.source.startsWith("//", this.at)) this.at = this.find("\n", this.at);
			else if (this.source.startsWith("/*", this.at)) {
				const end = this.source.indexOf("*/", this.at + 2);
				if (end < 0) throw new JsonError("this comment is not closed", this.at);
				this.at = end + 2;
			} else return;
		}
	}

	private find(text: string, from: number): number {
		const found = this.source.indexOf(text, from);
		return found < 0 ? this.source.length : found;
	}
}
