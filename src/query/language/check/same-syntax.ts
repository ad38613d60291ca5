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
