/** What a program has read, as names of which the digest is compared: `names`, `day`, `fields notes/a.md`, `tags *`. */
import type { VaultPath } from "../../model/index.js";
import type { FactPart } from "./snapshot.js";

/** Of how many files a part is named one by one; of more, it is the part of all files. */
const mostNamed = 200;

export class ReadLog {
	readonly #parts = new Map<string, Set<string>>();
	#day = false;

	noteFact(part: FactPart, path: VaultPath): void {
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
		for (const [part, paths] of this.#parts) {
			if (paths.size > mostNamed) names.push(`${part} *`);
			else names.push(...[...paths].map((path) => `${part} ${path}`));
		}
		return names.sort();
	}
}
