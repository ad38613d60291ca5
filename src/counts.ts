/** Numbers as they are read in a sentence, whatever the locale. */

/** `1 note`, `2 notes`, `9,812 notes`. */
export function plural(count: number, noun: string): string {
	return `${thousands(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** `9,812`. */
export function thousands(count: number): string {
	return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
