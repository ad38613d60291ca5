import type { Value } from "../../query/index.js";

/** An identifier, whatever it is. */
export function quoteName(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

/** What is known only when a statement runs. */
export interface Given {
	/** Of the query. */
	readonly parameters: ReadonlyMap<string, Value>;
	/** What earlier steps have found, by their names. */
	readonly found: ReadonlyMap<string, readonly unknown[]>;
}

/** A value that is put in when a statement runs: so that what was compiled once serves others. */
export class Late {
	/** @param name the same for the same value */
	constructor(
		readonly name: string,
		readonly of: (given: Given) => unknown,
	) {}
}

/** Values in the order of a statement's parameters. */
export function valuesFor(values: readonly unknown[], given: Given): unknown[] {
	return values.map((value) => (value instanceof Late ? value.of(given) : value));
}

/** A statement in the making: values become parameters, each once. */
export class Parameters {
	readonly values: unknown[] = [];
	readonly #known = new Map<string, string>();

	/** @param type as SQL writes it */
	bind(value: unknown, type: string): string {
		const name = nameOf(value);
		const typed = name === undefined ? undefined : `${type} ${name}`;
		const known = typed === undefined ? undefined : this.#known.get(typed);
		if (known !== undefined) return known;
		const text = `$${this.values.push(value)}::${type}`;
		if (typed !== undefined) this.#known.set(typed, text);
		return text;
	}

	/** Those that were bound after so many others. */
	forget(from: number): void {
		this.values.length = from;
		for (const [name, text] of this.#known)
			if (Number(/^\$(\d+)/.exec(text)![1]) > from) this.#known.delete(name);
	}
}

function nameOf(value: unknown): string | undefined {
	if (value instanceof Late) return `late ${value.name}`;
	const simple = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
	return simple ? `${typeof value} ${value}` : undefined;
}
