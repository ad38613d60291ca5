import { NodeValue, type Value } from "../../query/index.js";
import { ObjectValue } from "./object-value.js";

/** Something with named values. */
export interface Named {
	keys(): readonly string[];
	/** Null if there is none of that name. */
	get(key: string): Value;
	has(key: string): boolean;
}

/** What a node of the graph is to Dataview: its page. */
export type PageOf = (node: NodeValue) => ObjectValue | undefined;

/** Undefined for what is no object. */
export function namedOf(value: Value, pageOf: PageOf): Named | undefined {
	if (value instanceof Map) return ofMap(value as ReadonlyMap<string, Value>);
	const object = value instanceof NodeValue ? pageOf(value) : value;
	if (!(object instanceof ObjectValue)) return undefined;
	return {
		keys: () => object.keys(),
		get: (key) => object.get(key),
		has: (key) => object.keys().includes(key),
	};
}

function ofMap(map: ReadonlyMap<string, Value>): Named {
	return {
		keys: () => [...map.keys()],
		get: (key) => map.get(key) ?? null,
		has: (key) => map.has(key),
	};
}
