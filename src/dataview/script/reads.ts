/** What a program has read, as names of which the digest is compared: `names`, `day`, `tags notes/a.md`, `value due *`. */
import type { VaultPath } from "../../model/index.js";
import type { ReadPart } from "./snapshot.js";

/** Of how many files a part is named one by one; of more, it is the part of all files. */
const mostNamed = 200;
/** Of how many fields it is named which they are; of more, it is all fields. */
const mostFields = 300;

export class ReadLog {
	readonly #parts = new Map<string, Set<string>>();
	#day = false;

	noteFact(part: ReadPart, path: VaultPath): void {
		this.#add(part, path);
	}

	/** A file's own text. */
	noteText(path: VaultPath): void {
		this.#add("text", path);
	}

	noteDay(): void {
		this.#day = true;
	}

	#add(part: string, path: string): void {
		const known = this.#parts.get(part);
		if (known === undefined) this.#parts.set(part, new Set([path]));
		else known.add(path);
	}

	/** Sorted. Which files there are is always among them: names are looked up in their list. */
	names(): readonly string[] {
		const names = ["names", ...(this.#day ? ["day"] : [])];
		for (const [part, paths] of this.#summary()) {
			if (paths.size > mostNamed) names.push(`${part} *`);
			else names.push(...[...paths].map((path) => `${part} ${path}`));
		}
		return names.sort();
	}

	/** The same parts, with fields named one by one only where these are few. */
	#summary(): ReadonlyMap<string, ReadonlySet<string>> {
		const isField = (part: string) => part.startsWith("value ");
		const fields = [...this.#parts].filter(([part]) => isField(part));
		const count = fields.reduce((sum, [, { size }]) => sum + (size > mostNamed ? 1 : size), 0);
		if (count <= mostFields) return this.#parts;
		const others = [...this.#parts].filter(([part]) => !isField(part));
		return new Map([...others, ["values", new Set(fields.flatMap(([, paths]) => [...paths]))]]);
	}
}
