import { ForeignValue, isNumber, toNumber, type Value } from "../../query/index.js";
import { Wrong } from "./problem-value.js";

/** UTF-16 units of any text that is made. */
export const longestText = 1_000_000;

/** What `toString` makes of a value, and what `+` joins to a text: as JavaScript would, but nothing is an empty text. */
export function textOf(value: Value): string {
	if (typeof value === "string") return value;
	const writer = new Writer();
	writer.text(value);
	return writer.joined;
}

class Writer {
	readonly #parts: string[] = [];
	#length = 0;

	get joined(): string {
		return this.#parts.join("");
	}

	text(value: Value): void {
		if (Array.isArray(value)) this.#between(value, (item) => this.text(item));
		else if (value instanceof Map) this.json(value);
		else this.#put(plainText(value));
	}

	json(value: Value): void {
		if (Array.isArray(value)) {
			this.#put("[");
			this.#between(value, (item) => this.json(item));
			this.#put("]");
		} else if (value instanceof Map) {
			this.#put("{");
			this.#between([...value], ([key, inner]) => {
				this.#put(`${JSON.stringify(key)}:`);
				this.json(inner);
			});
			this.#put("}");
		} else {
			const literal = value === null || typeof value === "boolean" || isNumber(value);
			this.#put(literal ? (value === null ? "null" : plainText(value)) : JSON.stringify(plainText(value)));
		}
	}

	#between<T>(items: readonly T[], write: (item: T) => void): void {
		for (const [index, item] of items.entries()) {
			if (index > 0) this.#put(",");
			write(item);
		}
	}

	#put(part: string): void {
		// A list whose items are one list is short to write down and may be long to read.
		this.#length += part.length + 1;
		if (this.#length > longestText) throw tooLong();
		this.#parts.push(part);
	}
}

function plainText(value: Value): string {
	if (value === null) return "";
	if (typeof value === "string") return value;
	if (isNumber(value)) return String(toNumber(value));
	return value instanceof ForeignValue ? value.toText() : String(value);
}

export function tooLong(): Wrong {
	return new Wrong(`A text can have at most ${longestText} characters, and this would have more.`);
}
