/**
 * What is known of all values of a pushed graph: it decides what the server may compute. Where a property is a text
 * wherever it occurs, it is compared as a text there; where it is one thing here and another there, the comparing is done
 * by our engine, which knows the order of types.
 */
import { FloatValue, isFloat, type Value } from "../../query/index.js";
import type { GraphContents, NetworkContents } from "../contents.js";

export type PropertyType = "string" | "boolean" | "integer" | "float" | "list" | "map" | "other";

export interface KeyFacts {
	readonly owners: number;
	/** Sorted. */
	readonly types: readonly PropertyType[];
}

export interface Facts {
	readonly nodes: number;
	readonly relationships: number;
	/** How many there are of each. */
	readonly labels: Readonly<Record<string, number>>;
	readonly types: Readonly<Record<string, number>>;
	/** Types in the order in which this process goes through them. Absent in what older versions have pushed. */
	readonly typeOrder?: readonly string[];
	readonly nodeKeys: Readonly<Record<string, KeyFacts>>;
	readonly relationshipKeys: Readonly<Record<string, KeyFacts>>;
	/**
	 * Whether the order of code points, which the server knows, is that of UTF-16 units, by which we sort: it is unless
	 * there are characters beyond U+FFFF and others from U+E000 to U+FFFF.
	 */
	readonly plainOrder: boolean;
	/** Whether a list or map holds null: then equality of lists is not the server's. */
	readonly innerNulls: boolean;
	/** Numbers in a vector, if there are vectors. */
	readonly dimension?: number;
	/** Whether what the network lists was pushed too. */
	readonly lists?: boolean;
	/** How the vectors are inferred, if it can be done there. */
	readonly network?: Pick<NetworkContents, "cell" | "steps" | "share">;
}

export function factsOf({ store, vectors, network, lists }: GraphContents): Facts {
	const seen = { high: false, astral: false, nulls: false };
	const labels = countBy(store.data.labels, (add) => {
		for (let node = 0; node < store.nodes; node++) for (const label of store.labelsOf(node)) add(label);
	});
	const types = Object.fromEntries(store.data.types.map((type, i) => [type, store.typeCounts[i]!]));
	const describe = (columns: typeof store.data.nodeColumns) =>
		Object.fromEntries(
			columns.map(({ key, codes, values }) => {
				const owners = codes.reduce((sum, code) => sum + (code === 0 ? 0 : 1), 0);
				for (const value of values) look(value, seen, 0);
				return [key, { owners, types: [...new Set(values.slice(1).map(typeOfProperty))].sort() }];
			}),
		);
	const nodeKeys = describe(store.data.nodeColumns);
	const relationshipKeys = describe(store.data.relationshipColumns);
	return {
		...{ nodes: store.nodes, relationships: store.relationships, labels, types, nodeKeys, relationshipKeys },
		...{ plainOrder: !(seen.high && seen.astral), innerNulls: seen.nulls },
		typeOrder: store.data.types,
		...(vectors !== undefined && { dimension: vectors.dimension }),
		...(lists !== undefined && { lists: true }),
		...(network !== undefined && {
			network: { cell: network.cell, steps: network.steps, share: network.share },
		}),
	};
}

function countBy(
	names: readonly string[],
	count: (add: (name: string) => void) => void,
): Readonly<Record<string, number>> {
	const counts = new Map(names.map((name) => [name, 0]));
	count((name) => counts.set(name, counts.get(name)! + 1));
	return Object.fromEntries(counts);
}

function typeOfProperty(value: Value): PropertyType {
	if (typeof value === "string") return "string";
	if (typeof value === "boolean") return "boolean";
	if (typeof value === "number" || value instanceof FloatValue) return isFloat(value) ? "float" : "integer";
	if (Array.isArray(value)) return "list";
	return value instanceof Map ? "map" : "other";
}

function look(value: Value, seen: { high: boolean; astral: boolean; nulls: boolean }, depth: number): void {
	if (typeof value === "string") {
		if (!seen.astral && /[\ud800-\udfff]/.test(value)) seen.astral = true;
		if (!seen.high && /[\ue000-\uffff]/.test(value)) seen.high = true;
	} else if (value === null) {
		if (depth > 0) seen.nulls = true;
	} else if (Array.isArray(value)) for (const item of value) look(item, seen, depth + 1);
	else if (value instanceof Map) for (const item of value.values()) look(item, seen, depth + 1);
}
