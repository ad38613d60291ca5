/**
 * Says no to an option that there is not: misspelt, it would be silent. Lists, tensors and texts are no options; they
 * are what stands in their place.
 */
export function checkNames(of: string, options: unknown, known: readonly string[]): void {
	if (
		typeof options !== "object" ||
		options === null ||
		Array.isArray(options) ||
		ArrayBuffer.isView(options)
	)
		return;
	const unknown = Object.keys(options).find((name) => !known.includes(name));
	if (unknown === undefined) return;
	const near = known.find((name) => isNear(unknown.toLowerCase(), name.toLowerCase()));
	const help = near === undefined ? `it knows ${known.join(", ")}` : `did you mean “${near}”?`;
	throw new TypeError(`${of}: there is no option “${unknown.slice(0, 60)}”; ${help}`);
}

/** Whether one of two words becomes the other by a letter more, less, another, or two that change places; or is its beginning. */
function isNear(a: string, b: string): boolean {
	const [short, long] = a.length < b.length ? [a, b] : [b, a];
	if (short.length >= 3 && long.startsWith(short)) return true;
	if (long.length - short.length > 1) return false;
	let i = 0;
	while (i < short.length && short[i] === long[i]) i++;
	if (short.length < long.length) return short.slice(i) === long.slice(i + 1);
	const turned = short[i] === long[i + 1] && short[i + 1] === long[i];
	return short.slice(i + 1) === long.slice(i + 1) || (turned && short.slice(i + 2) === long.slice(i + 2));
}
