import type { Value } from "./value.js";

/**
 * What expressions ask of a graph. Nodes and relationships are the numbers of `NodeValue.id` and
 * `RelationshipValue.id`. What depends on a name alone returns a function, so that a compiled expression looks the
 * name up once and not for every row.
 */
export interface GraphAccess {
	/** The property `key` of a node, null if it has none. */
	nodeProperty(key: string): (node: number) => Value;
	relationshipProperty(key: string): (relationship: number) => Value;
	/** Names of the properties that a node has, in a stable order. */
	nodeKeys(node: number): readonly string[];
	relationshipKeys(relationship: number): readonly string[];
	/** In a stable order. */
	labels(node: number): readonly string[];
	hasLabel(label: string): (node: number) => boolean;
	type(relationship: number): string;
	hasType(type: string): (relationship: number) => boolean;
	source(relationship: number): number;
	target(relationship: number): number;
	/** How alike two concepts are as the network has learned it, -1 to 1; null where it was not built or knows one not. */
	similarity?(a: number, b: number): number | null;
}
