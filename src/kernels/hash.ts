/**
 * FNV-1a, 32 bits, unit by unit (Fowler, Noll & Vo), of text[from … to). A UTF-16 unit is taken whole, not as two
 * bytes. For a table of 2^b places fold it: `(h ^ (h >>> b)) & mask`.
 */
export function hashText(text: string, from = 0, to: number = text.length): number {
	let h = 0x811c9dc5;
	for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
	return h >>> 0;
}
