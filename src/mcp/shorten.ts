/** Values made smaller without changing their shape: texts and lists are cut, and it shows where. */

/** Keys of a record that are kept. */
const mostKeys = 40;
/** Levels below which nothing is shown. */
const deepest = 12;

/** The value itself where it costs no more than `most`; else cut until it does, or cannot be cut any further. */
export function shortened<T>(value: T, cost: (value: T) => number, most: number): T {
	let cut = value;
	for (let length = 4096; cost(cut) > most && length >= 4; length /= 2) cut = cutTo(value, length, 0) as T;
	return cut;
}

function cutTo(value: unknown, length: number, depth: number): unknown {
	if (typeof value === "string") return cutText(value, length);
	if (value === null || typeof value !== "object") return value;
	if (depth === deepest) return Array.isArray(value) ? [] : {};
	if (Array.isArray(value))
		return value.slice(0, Math.max(1, length / 16)).map((item) => cutTo(item, length, depth + 1));
	return Object.fromEntries(
		Object.entries(value)
			.slice(0, Math.min(mostKeys, Math.max(12, length)))
			.map(([key, inner]) => [cutText(key, 64), cutTo(inner, length, depth + 1)]),
	);
}

/** Not between the halves of a pair. */
export function cutText(text: string, length: number): string {
	if (text.length <= length) return text;
	const end = /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? length - 1 : length;
	return `${text.slice(0, end)}…`;
}
