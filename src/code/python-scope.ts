/** Where a Python program makes names. A class's are seen in its own lines, not in its functions. */
export class PythonScope {
	readonly made = new Map<string, number>();
	/** Names that are made elsewhere, by `global` or `nonlocal`. */
	readonly outer = new Map<string, string>();

	constructor(
		/** `expression` is a bracket: what a comprehension calls its items is seen there only. */
		readonly kind: "module" | "function" | "class" | "expression",
		readonly parent?: PythonScope,
	) {}

	make(name: string, offset: number): void {
		const { made } = this.#makerOf(name);
		if (!made.has(name)) made.set(name, offset);
	}

	#makerOf(name: string): PythonScope {
		const where = this.outer.get(name);
		if (where === undefined) return this;
		let scope = this.parent ?? this;
		while (scope.parent !== undefined && (where === "global" || !scope.made.has(name))) scope = scope.parent;
		return scope;
	}

	/** The nearest scope in which statements make names. */
	get block(): PythonScope {
		let scope: PythonScope = this;
		while (scope.kind === "expression" && scope.parent !== undefined) scope = scope.parent;
		return scope;
	}

	knows(name: string): boolean {
		let isInFunction = false;
		for (let scope: PythonScope | undefined = this; scope !== undefined; scope = scope.parent) {
			if (scope.made.has(name) && !(isInFunction && scope.kind === "class")) return true;
			if (scope.kind === "function") isInFunction = true;
		}
		return false;
	}
}
