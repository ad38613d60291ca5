/** Values in the kit's notation, in one form for what is expected and for what came out. */
import type { GraphStore, Value } from "../../../src/query/index.js";
import { NodeValue, PathValue, RelationshipValue } from "../../../src/query/index.js";
import { isTemporal } from "../../../src/query/values/temporal/temporal-value.js";
import { formatValue } from "../../../src/query/values/text.js";

export interface Options {
	/** Whether the order of elements in lists is ignored. */
	readonly unordered: boolean;
}

/** A value as it is expected: `(:A {num: 42})`, `[1, 'a']`, `<()-[:T]->()>`. */
export function canonical(text: string, options: Options): string {
	const reader = new Reader(text, options);
	const value = reader.value();
	reader.end();
	return value;
}

class Reader {
	#at = 0;

	constructor(
		readonly text: string,
		readonly options: Options,
	) {}

	end(): void {
		this.#blank();
		if (this.#at < this.text.length) throw new Error(`unread: ${this.text.slice(this.#at)} in ${this.text}`);
	}

	value(): string {
		this.#blank();
		switch (this.text[this.#at]) {
			case "(":
				return this.#node();
			case "<":
				return this.#path();
			case "{":
				return this.#map();
			case "'":
				return this.#string();
			case "[":
				return this.text.slice(this.#at).match(/^\[\s*:/) ? this.#relationship() : this.#list();
			default:
				return this.#plain();
		}
	}

	#plain(): string {
		const word = this.#match(/^[^,\]}\s]+/);
		if (/^(null|true|false|NaN)$/.test(word)) return word;
		if (/^[-+]?\d+$/.test(word)) return String(BigInt(word));
		const number = Number(word.replace(/^[-+]?Infinity$|Inf$/, (found) => found));
		if (Number.isNaN(number)) throw new Error(`what is ${word}?`);
		return `float ${Object.is(number, -0) ? 0 : number}`;
	}

	#string(): string {
		this.#at++;
		let string = "";
		while (this.text[this.#at] !== "'") {
			if (this.#at >= this.text.length) throw new Error(`unended string in ${this.text}`);
			if (this.text[this.#at] === "\\") {
				this.#at++;
				const escaped = this.text[this.#at]!;
				string +=
					({ n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" } as Record<string, string>)[escaped] ?? escaped;
			} else string += this.text[this.#at];
			this.#at++;
		}
		this.#at++;
		return JSON.stringify(string);
	}

	#list(): string {
		this.#at++;
		const items: string[] = [];
		while (!this.#takes("]")) {
			items.push(this.value());
			this.#takes(",");
		}
		return `[${(this.options.unordered ? items.sort() : items).join(", ")}]`;
	}

	#map(): string {
		this.#at++;
		const entries: string[] = [];
		while (!this.#takes("}")) {
			this.#blank();
			const key =
				this.text[this.#at] === "`" ? this.#match(/^`[^`]*`/).slice(1, -1) : this.#match(/^[^\s:]+/);
			this.#takes(":");
			entries.push(`${key}: ${this.value()}`);
			this.#takes(",");
		}
		return `{${entries.sort().join(", ")}}`;
	}

	#node(): string {
		this.#at++;
		const labels: string[] = [];
		while (this.#takes(":")) labels.push(this.#match(/^[^\s:{)]+/));
		this.#blank();
		const properties = this.text[this.#at] === "{" ? this.#map() : "{}";
		if (!this.#takes(")")) throw new Error(`unended node in ${this.text}`);
		return nodeText(labels, properties);
	}

	#relationship(): string {
		this.#at++;
		this.#takes(":");
		const type = this.#match(/^[^\s{\]]+/);
		this.#blank();
		const properties = this.text[this.#at] === "{" ? this.#map() : "{}";
		if (!this.#takes("]")) throw new Error(`unended relationship in ${this.text}`);
		return `[:${type} ${properties}]`;
	}

	#path(): string {
		this.#at++;
		let path = this.value();
		while (!this.#takes(">")) {
			const left = this.#takes("<");
			this.#takes("-");
			const relationship = this.value();
			this.#takes("-");
			if (!left) this.#takes(">");
			path += `${left ? "<-" : "-"}${relationship}${left ? "-" : "->"}${this.value()}`;
		}
		return `<${path}>`;
	}

	#takes(mark: string): boolean {
		this.#blank();
		if (this.text[this.#at] !== mark) return false;
		this.#at++;
		return true;
	}

	#match(pattern: RegExp): string {
		this.#blank();
		const found = pattern.exec(this.text.slice(this.#at))?.[0];
		if (found === undefined) throw new Error(`cannot read ${this.text.slice(this.#at)} in ${this.text}`);
		this.#at += found.length;
		return found;
	}

	#blank(): void {
		while (/\s/.test(this.text[this.#at] ?? "")) this.#at++;
	}
}

/** A value as it came out, in the same form. */
export function printed(value: Value, store: GraphStore, options: Options): string {
	const print = (inner: Value) => printed(inner, store, options);
	if (value === null || typeof value === "boolean") return String(value);
	if (typeof value === "string") return JSON.stringify(value);
	if (Array.isArray(value)) {
		const items = value.map(print);
		return `[${(options.unordered ? items.sort() : items).join(", ")}]`;
	}
	if (value instanceof Map) return mapText(value as ReadonlyMap<string, Value>, print);
	if (value instanceof NodeValue) {
		const properties = new Map(store.nodeKeys(value.id).map((key) => [key, store.nodeValue(value.id, key)]));
		return nodeText(store.labelsOf(value.id), mapText(properties, print));
	}
	if (value instanceof RelationshipValue) {
		const keys = store.relationshipKeys(value.id);
		const properties = new Map(keys.map((key) => [key, store.relationshipValue(value.id, key)]));
		return `[:${store.typeName(value.id)} ${mapText(properties, print)}]`;
	}
	if (value instanceof PathValue) return pathText(value, store, print);
	if (isTemporal(value)) return JSON.stringify(formatValue(value));
	const text = formatValue(value);
	if (text === "NaN" || /^-?\d+$/.test(text)) return text;
	const number = Number(text);
	return `float ${Object.is(number, -0) ? 0 : number}`;
}

function pathText(
	{ nodes, relationships }: PathValue,
	store: GraphStore,
	print: (value: Value) => string,
): string {
	let text = print(new NodeValue(nodes[0]!));
	for (const [i, id] of relationships.entries()) {
		const left = store.source(id) !== nodes[i];
		const relationship = print(new RelationshipValue(id));
		text += `${left ? "<-" : "-"}${relationship}${left ? "-" : "->"}${print(new NodeValue(nodes[i + 1]!))}`;
	}
	return `<${text}>`;
}

function nodeText(labels: readonly string[], properties: string): string {
	return `(${[...labels]
		.sort()
		.map((label) => `:${label}`)
		.join("")} ${properties})`;
}

function mapText(map: ReadonlyMap<string, Value>, print: (value: Value) => string): string {
	return `{${[...map]
		.map(([key, value]) => `${key}: ${print(value)}`)
		.sort()
		.join(", ")}}`;
}
