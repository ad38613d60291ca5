import type { Value } from "../values/value.js";
import type { Row, Slot, Trail } from "./row.js";

/** What of a row is kept by an operator that sorts, groups or gathers. */
export interface Keeper {
	keep(row: Row): Kept;
	restore(kept: Kept, row: Row): void;
}

/** Values in the order of the slots. */
export type Kept = readonly (Value | Trail)[];

export function keeperOf(slots: readonly Slot[]): Keeper {
	const isId = slots.map(({ kind }) => kind === "node" || kind === "relationship");
	const indices = slots.map(({ index }) => index);
	return {
		keep: (row) => {
			const kept = new Array<Value | Trail>(indices.length);
			for (let i = 0; i < indices.length; i++)
				kept[i] = isId[i] ? row.ids[indices[i]!]! : row.values[indices[i]!]!;
			return kept;
		},
		restore: (kept, row) => {
			for (let i = 0; i < indices.length; i++) {
				if (isId[i]) row.ids[indices[i]!] = kept[i] as number;
				else row.values[indices[i]!] = kept[i]!;
			}
		},
	};
}

/** By estimate, in bytes, with what it refers to. */
export function sizeOf(kept: Kept): number {
	let size = 32 + 8 * kept.length;
	for (const value of kept) size += sizeOfValue(value, 0);
	return size;
}

const deepest = 4;

export function sizeOfValue(value: Value | Trail, depth: number): number {
	if (typeof value === "string") return 16 + value.length;
	if (value === null || typeof value !== "object") return 0;
	if (Array.isArray(value)) {
		let size = 16 + 8 * value.length;
		if (depth < deepest) for (const item of value as readonly Value[]) size += sizeOfValue(item, depth + 1);
		return size;
	}
	if (value instanceof Map) {
		let size = 64;
		if (depth < deepest) for (const item of value.values()) size += 48 + sizeOfValue(item, depth + 1);
		return size;
	}
	if ("relationships" in value) return 64 + 16 * value.relationships.length;
	return 48;
}
