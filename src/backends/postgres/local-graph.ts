/**
 * Rows of the server as a small graph of our own: with the nodes and relationships that are in them, so that the rest of a
 * query can be computed here, and results printed, as if the graph were here.
 */
import { createStoreBuilder, float, GraphStore, type Value } from "../../query/index.js";
import type { Session } from "./session.js";

export interface LocalGraph {
	readonly store: GraphStore;
	/** From the server's numbers to those here. */
	readonly nodeOf: ReadonlyMap<number, number>;
	readonly relationshipOf: ReadonlyMap<number, number>;
	/** Back. */
	readonly nodeIds: readonly number[];
	readonly relationshipIds: readonly number[];
	sentenceOf(relationship: number): string | undefined;
}

/** What a query has found; undefined: all that there is. */
export interface Wanted {
	readonly nodes: ReadonlySet<number>;
	readonly relationships: ReadonlySet<number>;
}

export type NodeRow = readonly [id: number, labels: readonly string[], properties: Record<string, unknown>];

export type RelationshipRow = readonly [
	...[id: number, source: number, target: number, type: string],
	...[properties: Record<string, unknown>, sentence: string | null],
];

/** @param schema quoted */
export async function fetchGraph(session: Session, schema: string, wanted?: Wanted): Promise<LocalGraph> {
	const some = (ids: ReadonlySet<number> | undefined): [string, unknown[]] =>
		ids === undefined ? ["", []] : ["WHERE id = ANY ($1::bigint[])", [[...ids]]];
	const [whichRelationships, relationshipIds] = some(wanted?.relationships);
	const relationships =
		wanted?.relationships.size === 0
			? []
			: ((await session.run(
					`SELECT id, source, target, type, properties, sentence FROM ${schema}.relationships ${whichRelationships}`,
					relationshipIds,
				)) as unknown as RelationshipRow[]);
	if (wanted !== undefined && wanted.nodes.size === 0 && relationships.length === 0) return nothing;
	const ends = relationships.flatMap(([, source, target]) => [source, target]);
	const nodeSet = wanted === undefined ? undefined : new Set([...wanted.nodes, ...ends]);
	const [whichNodes, nodeIds] = some(nodeSet);
	const nodes =
		nodeSet?.size === 0
			? []
			: ((await session.run(
					`SELECT id, labels, properties FROM ${schema}.nodes ${whichNodes} ORDER BY key COLLATE "C"`,
					nodeIds,
				)) as unknown as NodeRow[]);
	return buildLocal(nodes, relationships);
}

/** By which a relationship is found again after it was numbered; nobody can write it. */
const hidden = "\0id";

/** Where rows have neither nodes nor relationships. */
const nothing = buildLocal([], []);

export function buildLocal(nodes: readonly NodeRow[], relationships: readonly RelationshipRow[]): LocalGraph {
	const builder = createStoreBuilder();
	const nodeOf = new Map<number, number>();
	for (const [id, labels, properties] of nodes)
		nodeOf.set(id, builder.addNode(labels, entriesOf(properties)));
	for (const [id, source, target, type, properties] of relationships)
		builder.addRelationship(type, nodeOf.get(source)!, nodeOf.get(target)!, [
			[hidden, id],
			...entriesOf(properties),
		]);
	const built = builder.finish();
	const relationshipIds = Array.from(
		{ length: built.relationships },
		(_, i) => built.relationshipValue(i, hidden) as number,
	);
	const { data } = built;
	const sentences = new Map(relationships.map((row) => [row[0], row[5]]));
	return {
		store: new GraphStore({
			...data,
			relationshipColumns: data.relationshipColumns.filter(({ key }) => key !== hidden),
		}),
		nodeOf,
		relationshipOf: new Map(relationshipIds.map((id, i) => [id, i])),
		nodeIds: nodes.map(([id]) => id),
		relationshipIds,
		sentenceOf: (relationship) => sentences.get(relationshipIds[relationship]!) ?? undefined,
	};
}

function entriesOf(properties: Record<string, unknown>): [string, Value][] {
	return Object.entries(properties).map(([key, value]) => [key, fromJson(value)]);
}

/** JSON as properties hold it: what is no safe integer is a float. */
export function fromJson(value: unknown): Value {
	if (value === null || typeof value === "boolean" || typeof value === "string") return value;
	if (typeof value === "number") return Number.isSafeInteger(value) ? value + 0 : float(value);
	if (Array.isArray(value)) return value.map(fromJson);
	return new Map(Object.entries(value as object).map(([key, inner]) => [key, fromJson(inner)]));
}
