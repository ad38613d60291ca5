import { foldName } from "../../model/index.js";

/** Code units: the one order that is the same on every machine. */
export function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorts by a name as people read it: case folded, numbers by value; equal names keep their order. */
export function sortByName<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
	return items
		.map((item) => ({ item, key: nameKey(nameOf(item)) }))
		.sort((a, b) => compareText(a.key, b.key))
		.map(({ item }) => item);
}

/** Each number is written after its length, so that text order is number order. */
function nameKey(name: string): string {
	return foldName(name).replace(/0*(\d+)/g, (_, digits: string) => {
		return `${String.fromCharCode(48 + Math.min(digits.length, 9))}${digits}`;
	});
}
