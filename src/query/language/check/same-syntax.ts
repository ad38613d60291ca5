/** Whether two expressions are written alike, wherever they stand. */
export function sameSyntax(a: unknown, b: unknown): boolean {
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
	if (Array.isArray(a)) {
		return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameSyntax(item, b[index]));
	}
	const [keys, others] = [fieldsOf(a), fieldsOf(b)];
	return (
		keys.length === others.length &&
		keys.every((key) => key in b && sameSyntax((a as Fields)[key], (b as Fields)[key]))
	);
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(node: object): string[] {
	return Object.keys(node).filter((key) => key !== "span");
}

/** Pieces of syntax, told apart by how they are written. */
export class SyntaxSet {
	readonly #hashes = new WeakMap<object, number>();
	readonly #nodes = new Map<number, object[]>();

	constructor(nodes: Iterable<object>) {
		for (const node of nodes) {
			const hash = this.#hash(node);
			const others = this.#nodes.get(hash);
			if (others === undefined) this.#nodes.set(hash, [node]);
			else others.push(node);
		}
	}

	has(node: object): boolean {
		if (this.#nodes.size === 0) return false;
		return this.#nodes.get(this.#hash(node))?.some((other) => sameSyntax(other, node)) ?? false;
	}

	/** Each node is looked at once, however often it is asked for. */
	#hash(value: unknown): number {
		if (typeof value !== "object" || value === null) return hashText(`${typeof value} ${value}`);
		const known = this.#hashes.get(value);
		if (known !== undefined) return known;
		let hash = Array.isArray(value) ? 1 : 2;
		if (Array.isArray(value)) for (const item of value) hash = mix(hash, this.#hash(item));
		// Fields may stand in any order.
		else
			for (const key of fieldsOf(value))
				hash = (hash + mix(hashText(key), this.#hash((value as Fields)[key]))) | 0;
		this.#hashes.set(value, hash);
		return hash;
	}
}

/** FNV-1a. */
function hashText(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	return hash;
}

function mix(hash: number, next: number): number {
	return Math.imul(hash ^ next, 0x01000193) ^ (hash >>> 15);
}
