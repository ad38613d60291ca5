import type { GraphStore } from "./store/store.js";
import { isTemporal } from "./values/temporal/temporal-value.js";
import { formatValue } from "./values/text.js";
import {
	FloatValue,
	ForeignValue,
	NodeValue,
	PathValue,
	type Plain,
	RelationshipValue,
	type Value,
} from "./values/value.js";

export function toPlain(value: Value, store: GraphStore): Plain {
	if (value === null || typeof value === "boolean" || typeof value === "string") return value;
	if (typeof value === "number") return Number.isFinite(value) ? value : null;
	if (typeof value === "bigint") return String(value);
	if (value instanceof FloatValue) return Number.isFinite(value.value) ? value.value : null;
	if (Array.isArray(value)) return value.map((item) => toPlain(item, store));
	if (value instanceof Map) return record(value, store);
	if (value instanceof NodeValue) return plainNode(value.id, store);
	if (value instanceof RelationshipValue) return plainRelationship(value.id, store);
	if (value instanceof PathValue) {
		return {
			nodes: value.nodes.map((node) => plainNode(node, store)),
			relationships: value.relationships.map((id) => plainRelationship(id, store)),
		};
	}
	if (value instanceof ForeignValue) return value.toPlain();
	return isTemporal(value) ? formatValue(value) : null;
}

function plainNode(node: number, store: GraphStore): Plain {
	const properties = new Map(store.nodeKeys(node).map((key) => [key, store.nodeValue(node, key)]));
	return { id: node, labels: store.labelsOf(node), properties: record(properties, store) };
}

function plainRelationship(id: number, store: GraphStore): Plain {
	const properties = new Map(
		store.relationshipKeys(id).map((key) => [key, store.relationshipValue(id, key)]),
	);
	return {
		id,
		type: store.typeName(id),
		source: store.source(id),
		target: store.target(id),
		properties: record(properties, store),
	};
}

/** Keys come from strangers: no `__proto__` is set by assignment. */
function record(map: ReadonlyMap<string, Value>, store: GraphStore): Plain {
	return Object.fromEntries([...map].map(([key, value]) => [key, toPlain(value, store)]));
}

/** A value from JSON, as a parameter. */
export function fromPlain(value: unknown): Value {
	if (value === null || typeof value === "boolean" || typeof value === "string") return value;
	if (typeof value === "number") {
		return Number.isInteger(value) && !Number.isSafeInteger(value) ? new FloatValue(value) : value;
	}
	if (Array.isArray(value)) return value.map(fromPlain);
	if (typeof value === "object") {
		return new Map(Object.entries(value as object).map(([key, inner]) => [key, fromPlain(inner)]));
	}
	return null;
}
