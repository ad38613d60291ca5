import type { Cursor } from "./cursor.js";

/** `item, item, …` and the sign that ends them, which may come at once. */
export function parseSeparated<T>(cursor: Cursor, closing: string, parseItem: () => T): T[] {
	const items: T[] = [];
	if (cursor.takeSign(closing)) return items;
	do items.push(parseItem());
	while (cursor.takeSign(","));
	cursor.sign(
		closing,
		`or , behind ${closing === "}" ? "the entry" : closing === "]" ? "the element" : "the argument"}`,
	);
	return items;
}
