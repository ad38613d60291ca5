/** A JSON value with its place in the source. Objects are lists of members, because keys come from strangers. */
export type JsonNode = { readonly start: number; readonly end: number } & (
	| { readonly kind: "null" }
	| { readonly kind: "boolean"; readonly value: boolean }
	| { readonly kind: "number"; readonly value: number }
	| { readonly kind: "string"; readonly value: string }
	| { readonly kind: "array"; readonly items: readonly JsonNode[] }
	| {
			readonly kind: "object";
			readonly members: readonly { readonly key: string; readonly value: JsonNode }[];
	  }
);

/** Thrown by `readJson`, with the offset at which the text stops being JSON. */
export class JsonError extends Error {
	readonly offset: number;

	constructor(message: string, offset: number) {
		super(message);
		this.offset = offset;
	}
}

const maxDepth = 64;

/** Like `JSON.parse`, which tells neither where a value stands nor, reliably, where a text is broken. */
export function readJson(source: string): JsonNode {
	return new JsonReader(source).read();
}

class JsonReader {
	readonly #source: string;
	#offset = 0;

	constructor(source: string) {
		this.#source = source;
	}

	read(): JsonNode {
		const node = this.#value(0);
		this.#blanks();
		if (this.#offset < this.#source.length) throw this.#unexpected("the end of the file");
		return node;
	}

	#value(depth: number): JsonNode {
		this.#blanks();
		const character = this.#source[this.#offset];
		if (depth > maxDepth)
			throw new JsonError(`values are nested more than ${maxDepth} levels deep`, this.#offset);
		if (character === "{") return this.#object(depth);
		if (character === "[") return this.#array(depth);
		if (character === '"') return this.#string();
		return this.#literal();
	}

	#object(depth: number): JsonNode {
		const start = this.#offset++;
		const members: { key: string; value: JsonNode }[] = [];
		this.#blanks();
		while (this.#source[this.#offset] !== "}") {
			if (members.length > 0) this.#expect(",");
			this.#blanks();
			if (this.#source[this.#offset] !== '"') throw this.#unexpected("a name in quotes");
			const key = this.#string();
			this.#blanks();
			this.#expect(":");
			members.push({ key: key.value, value: this.#value(depth + 1) });
			this.#blanks();
		}
		return { kind: "object", members, start, end: ++this.#offset };
	}

	#array(depth: number): JsonNode {
		const start = this.#offset++;
		const items: JsonNode[] = [];
		this.#blanks();
		while (this.#source[this.#offset] !== "]") {
			if (items.length > 0) this.#expect(",");
			items.push(this.#value(depth + 1));
			this.#blanks();
		}
		return { kind: "array", items, start, end: ++this.#offset };
	}

	#string(): Extract<JsonNode, { kind: "string" }> {
		const start = this.#offset;
		const pattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
		pattern.lastIndex = start;
		const text = pattern.exec(this.#source)![0];
		this.#offset += text.length;
		this.#expect('"');
		return { kind: "string", value: JSON.parse(`${text}"`) as string, start, end: this.#offset };
	}

	#literal(): JsonNode {
		const start = this.#offset;
		const pattern = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
		pattern.lastIndex = start;
		const text = pattern.exec(this.#source)?.[0];
		if (text === undefined) throw this.#unexpected("a value");
		const end = start + text.length;
		this.#offset = end;
		if (text === "null") return { kind: "null", start, end };
		if (text === "true" || text === "false") return { kind: "boolean", value: text === "true", start, end };
		return { kind: "number", value: Number(text), start, end };
	}

	#expect(character: string): void {
		if (this.#source[this.#offset] !== character) throw this.#unexpected(`“${character}”`);
		this.#offset++;
	}

	#blanks(): void {
		for (;;) {
			const code = this.#source.charCodeAt(this.#offset);
			if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
			this.#offset++;
		}
	}

	#unexpected(expected: string): JsonError {
		const found = this.#source.codePointAt(this.#offset);
		const what = found === undefined ? "the file ends" : `“${String.fromCodePoint(found)}” stands`;
		return new JsonError(`${what} where ${expected} is expected`, this.#offset);
	}
}
