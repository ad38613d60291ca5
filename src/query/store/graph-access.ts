import type { GraphAccess } from "../values/graph-access.js";
import { type Column, valueReader } from "./columns.js";
import type { GraphStore } from "./store.js";

/** How alike two nodes are, where somebody knows. */
export type Similarity = (a: number, b: number) => number | null;

/** What expressions ask of the store. */
export function accessTo(store: GraphStore, similarity?: Similarity): GraphAccess {
	return {
		nodeProperty: (key) => readerOf(store.nodeColumn(key)),
		relationshipProperty: (key) => readerOf(store.relationshipColumn(key)),
		nodeKeys: (node) => store.nodeKeys(node),
		relationshipKeys: (relationship) => store.relationshipKeys(relationship),
		labels: (node) => store.labelsOf(node),
		hasLabel: (label) => {
			const { labelSetOf } = store.data;
			const sets = store.labelSetsWhere((labels) => labels.includes(label));
			return (node) => sets[labelSetOf[node]!] === 1;
		},
		type: (relationship) => store.typeName(relationship),
		hasType: (type) => {
			const { typeOf } = store.data;
			const id = store.typeId(type);
			return (relationship) => typeOf[relationship] === id;
		},
		source: (relationship) => store.source(relationship),
		target: (relationship) => store.target(relationship),
		...(similarity !== undefined && { similarity }),
	};
}

function readerOf(column: Column | undefined): (id: number) => ReturnType<ReturnType<typeof valueReader>> {
	return column === undefined ? () => null : valueReader(column);
}
