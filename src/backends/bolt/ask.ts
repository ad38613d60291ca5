/** A query asked over Bolt: our text as it is, and what comes back as values and a small graph of our own. */
import neo4j from "neo4j-driver";
import { UsageError } from "../../model/index.js";
import { float, integer, NodeValue, PathValue, RelationshipValue, type Value } from "../../query/index.js";
import type { Answered } from "../postgres/ask.js";
import { buildLocal, type NodeRow, type RelationshipRow } from "../postgres/local-graph.js";
import type { BoltSession } from "./session.js";

export async function askBolt(
	session: BoltSession,
	query: string,
	{ parameters = new Map(), timeout }: { parameters?: ReadonlyMap<string, Value>; timeout?: number } = {},
): Promise<Answered> {
	const given = Object.fromEntries([...parameters].map(([name, value]) => [name, toBolt(value)]));
	const { columns, rows } = await session.read(query, given, timeout);
	const seen = new Seen();
	for (const row of rows) for (const value of row) seen.look(value);
	const local = buildLocal(seen.nodes, seen.relationships);
	const fromBolt = reader(seen, local);
	return {
		result: { columns, rows: rows.map((row) => row.map(fromBolt)) },
		store: local.store,
		sentenceOf: local.sentenceOf,
	};
}

/** Nodes and relationships in a result, numbered as they come. */
class Seen {
	readonly nodes: NodeRow[] = [];
	readonly relationships: RelationshipRow[] = [];
	readonly #nodeIds = new Map<string, number>();
	readonly #relationshipIds = new Map<string, number>();

	look(value: unknown): void {
		if (Array.isArray(value)) for (const item of value) this.look(item);
		else if (neo4j.isNode(value)) this.#addNode(value.elementId, value);
		else if (neo4j.isRelationship(value)) this.#addRelationship(value);
		else if (neo4j.isPath(value)) {
			this.look(value.start);
			for (const { start, relationship, end } of value.segments)
				for (const part of [start, end, relationship]) this.look(part);
		} else if (isRecord(value)) for (const item of Object.values(value)) this.look(item);
	}

	nodeId(elementId: string): number {
		return this.#nodeIds.get(elementId)!;
	}

	relationshipId(elementId: string): number {
		return this.#relationshipIds.get(elementId)!;
	}

	/** An end of a relationship may come without what it carries, and with it later. */
	#addNode(elementId: string, node?: { labels: string[]; properties: object }): void {
		const known = this.#nodeIds.get(elementId);
		const id = known ?? this.nodes.length;
		this.#nodeIds.set(elementId, id);
		const labels = node?.labels.filter((label) => label !== "NotapseConcept") ?? [];
		if (known === undefined) this.nodes.push([id, labels, plain(node?.properties ?? {})]);
		else if (node !== undefined) this.nodes[id] = [id, labels, plain(node.properties)];
	}

	#addRelationship(value: {
		elementId: string;
		startNodeElementId: string;
		endNodeElementId: string;
		type: string;
		properties: object;
	}): void {
		if (this.#relationshipIds.has(value.elementId)) return;
		for (const end of [value.startNodeElementId, value.endNodeElementId])
			if (!this.#nodeIds.has(end)) this.#addNode(end);
		const id = this.relationships.length;
		this.#relationshipIds.set(value.elementId, id);
		const { _notapse_sentence: sentence } = value.properties as Record<string, unknown>;
		this.relationships.push([
			...([
				id,
				this.nodeId(value.startNodeElementId),
				this.nodeId(value.endNodeElementId),
				value.type,
			] as const),
			...([plain(value.properties), typeof sentence === "string" ? sentence : null] as const),
		]);
	}
}

/** As JSON has them, without what is ours alone. */
function plain(properties: object): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(properties)
			.filter(([key]) => !key.startsWith("_notapse_"))
			.map(([key, value]) => [key, toJson(value)]),
	);
}

function toJson(value: unknown): unknown {
	if (neo4j.isInt(value)) return value.toNumber();
	if (Array.isArray(value)) return value.map(toJson);
	return isTemporal(value) ? String(value) : value;
}

function reader(seen: Seen, local: ReturnType<typeof buildLocal>): (value: unknown) => Value {
	const node = (elementId: string) => local.nodeOf.get(seen.nodeId(elementId))!;
	const relationship = (elementId: string) => local.relationshipOf.get(seen.relationshipId(elementId))!;
	const read = (value: unknown): Value => {
		if (value === null || value === undefined) return null;
		if (typeof value === "string" || typeof value === "boolean") return value;
		if (typeof value === "number") return float(value);
		if (typeof value === "bigint") return integer(value);
		if (neo4j.isInt(value)) return integer(value.toBigInt());
		if (Array.isArray(value)) return value.map(read);
		if (neo4j.isNode(value)) return new NodeValue(node(value.elementId));
		if (neo4j.isRelationship(value)) return new RelationshipValue(relationship(value.elementId));
		if (neo4j.isPath(value)) {
			const nodes = [value.start, ...value.segments.map(({ end }) => end)];
			return new PathValue(
				nodes.map(({ elementId }) => node(elementId)),
				value.segments.map((segment) => relationship(segment.relationship.elementId)),
			);
		}
		// Dates and points as the server writes them.
		if (!isRecord(value)) return String(value);
		return new Map(Object.entries(value).map(([key, inner]) => [key, read(inner)]));
	};
	return read;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isTemporal(value: unknown): boolean {
	return typeof value === "object" && value !== null && !isRecord(value);
}

function toBolt(value: Value): unknown {
	if (typeof value === "number") return Number.isInteger(value) ? neo4j.int(value) : value;
	if (typeof value === "bigint") return neo4j.int(value);
	if (value === null || typeof value === "string" || typeof value === "boolean") return value;
	if (Array.isArray(value)) return value.map(toBolt);
	if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, toBolt(inner)]));
	if ("value" in value && typeof value.value === "number") return value.value;
	throw new UsageError("A parameter of this type cannot be sent.");
}
