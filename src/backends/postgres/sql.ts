/** An identifier, whatever it is. */
export function quoteName(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

/** A statement in the making: values become parameters, each once. */
export class Parameters {
	readonly values: unknown[] = [];
	readonly #known = new Map<string, string>();

	/** @param type as SQL writes it */
	bind(value: unknown, type: string): string {
		const simple = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
		const name = simple ? `${type} ${typeof value} ${value}` : undefined;
		const known = name === undefined ? undefined : this.#known.get(name);
		if (known !== undefined) return known;
		const text = `$${this.values.push(value)}::${type}`;
		if (name !== undefined) this.#known.set(name, text);
		return text;
	}

	/** Those that were bound after so many others. */
	forget(from: number): void {
		this.values.length = from;
		for (const [name, text] of this.#known)
			if (Number(/^\$(\d+)/.exec(text)![1]) > from) this.#known.delete(name);
	}
}
