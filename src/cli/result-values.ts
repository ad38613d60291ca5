import {
	formatValue,
	type GraphStore,
	NodeValue,
	PathValue,
	RelationshipValue,
	type Value,
} from "../query/index.js";
import { harmless } from "./cells.js";

/** A value in a few words: a node by its title, a path as a chain. */
export function inWords(value: Value, store: GraphStore): string {
	if (value === null) return "";
	if (value instanceof NodeValue) return nameOf(value.id, store);
	if (value instanceof RelationshipValue) return store.typeName(value.id);
	if (value instanceof PathValue) return chain(value, store);
	if (Array.isArray(value)) return value.map((item) => inWords(item, store)).join(", ");
	if (value instanceof Map) {
		const entries = [...(value as ReadonlyMap<string, Value>)];
		return `{${entries.map(([key, inner]) => `${harmless(key)}: ${inWords(inner, store)}`).join(", ")}}`;
	}
	if (typeof value === "number" && !Number.isInteger(value)) return shortened(value);
	return harmless(formatValue(value));
}

/** As people call it: a tag with its mark, what nobody has written with a question mark. */
export function nameOf(node: number, store: GraphStore): string {
	const labels = store.labelsOf(node);
	const title = store.nodeValue(node, "title") ?? store.nodeValue(node, "name");
	const name =
		typeof title === "string" ? harmless(title) : `(${labels.map((label) => `:${label}`).join("")})`;
	return labels.includes("Tag") ? `#${name}` : labels.includes("Unresolved") ? `${name} (?)` : name;
}

function chain({ nodes, relationships }: PathValue, store: GraphStore): string {
	let text = nameOf(nodes[0]!, store);
	for (const [i, id] of relationships.entries()) {
		const arrow = store.source(id) === nodes[i] ? "→" : "←";
		text += ` ${arrow} ${nameOf(nodes[i + 1]!, store)}`;
	}
	return text;
}

/** Three places behind the point are enough to read; formats for programs have them all. */
function shortened(value: number): string {
	return Math.abs(value) >= 0.001 && Math.abs(value) < 1e6
		? String(Number(value.toFixed(3)))
		: formatValue(value);
}
