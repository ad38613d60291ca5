/** A graph as lists of plain records, from which files for other programs are made. */
import { type Plain, toPlain } from "../../query/index.js";
import type { GraphContents } from "../contents.js";

export interface PlainNode {
	/** `concept notes/idea.md`: unique, and the same as long as the note is called so. */
	readonly key: string;
	readonly labels: readonly string[];
	readonly title: string;
	readonly properties: Readonly<Record<string, Plain>>;
}

export interface PlainRelationship {
	/** Indices into the nodes. */
	readonly source: number;
	readonly target: number;
	readonly type: string;
	readonly properties: Readonly<Record<string, Plain>>;
	readonly sentence?: string;
}

export interface PlainGraph {
	readonly nodes: readonly PlainNode[];
	readonly relationships: readonly PlainRelationship[];
}

export function toPlainGraph({ store, keyOf, sentenceOf }: GraphContents): PlainGraph {
	const record = (keys: readonly string[], read: (key: string) => Parameters<typeof toPlain>[0]) =>
		Object.fromEntries(keys.map((key) => [wellFormed(key), clean(toPlain(read(key), store))]));
	const nodes = Array.from({ length: store.nodes }, (_, node): PlainNode => {
		const properties = record(store.nodeKeys(node), (key) => store.nodeValue(node, key));
		const key = wellFormed(keyOf(node));
		const { title } = properties;
		return { key, labels: store.labelsOf(node), title: typeof title === "string" ? title : key, properties };
	});
	const relationships = Array.from({ length: store.relationships }, (_, id): PlainRelationship => {
		const sentence = sentenceOf(id);
		return {
			source: store.source(id),
			target: store.target(id),
			type: wellFormed(store.typeName(id)),
			properties: record(store.relationshipKeys(id), (key) => store.relationshipValue(id, key)),
			...(sentence !== undefined && { sentence: wellFormed(sentence) }),
		};
	});
	return { nodes, relationships };
}

/** Files in UTF-8 cannot hold half a character. */
function wellFormed(text: string): string {
	return text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) =>
		found.length === 2 ? found : "\ufffd",
	);
}

function clean(value: Plain): Plain {
	if (typeof value === "string") return wellFormed(value);
	if (Array.isArray(value)) return value.map(clean);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [wellFormed(key), clean(inner)]));
}

/** Notes, tags, files and names; not the parts of notes. */
export function isConcept({ labels }: PlainNode): boolean {
	return !labels.includes("Heading") && !labels.includes("Cell");
}
