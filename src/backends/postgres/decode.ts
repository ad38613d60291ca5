import { float, integer, NodeValue, PathValue, RelationshipValue, type Value } from "../../query/index.js";
import { type Bound, carrierOf, type Kind, type Stage } from "./compile/stage.js";
import { fromJson, type LocalGraph, type NodeRow, type Wanted } from "./local-graph.js";

/** Columns of the server's rows, and which variables they are. */
export interface Columns {
	readonly names: readonly string[];
	readonly kinds: readonly Kind[];
	/** The expressions after SELECT. */
	readonly sql: readonly string[];
	/** Whether nodes come with what they carry. */
	readonly whole: boolean;
}

/** A path takes two. @param whole whether a node takes four: with its key, its labels and its properties */
export function columnsFor(stage: Stage, names: readonly string[], whole: boolean): Columns {
	const bounds = names.map((name): Bound => stage.get(name)!);
	return {
		...{ names, whole },
		kinds: bounds.map(({ kind }) => kind),
		sql: bounds.flatMap((bound) => {
			if (bound.kind === "path") return [bound.sql, bound.second!];
			if (bound.kind !== "node" || !whole) return [bound.sql];
			const node = carrierOf(bound);
			return [bound.sql, `${node}.key`, `${node}.labels`, `${node}.properties`];
		}),
	};
}

/** With the columns of a path or a node as one. */
export function rowsOf({ kinds, whole }: Columns, rows: readonly unknown[][]): unknown[][] {
	if (kinds.every((kind) => kind !== "path" && (kind !== "node" || !whole))) return rows as unknown[][];
	return rows.map((row) => {
		let at = 0;
		return kinds.map((kind) => {
			if (kind === "path") return [row[at++], row[at++]];
			at += kind === "node" && whole ? 4 : 1;
			return row[at - (kind === "node" && whole ? 4 : 1)];
		});
	});
}

/** The nodes that came with what they carry, each once, in the order of their keys. */
export function nodesIn({ kinds }: Columns, rows: readonly unknown[][]): NodeRow[] {
	const nodes = new Map<number, readonly [key: string, node: NodeRow]>();
	for (const row of rows) {
		let at = 0;
		for (const kind of kinds) {
			if (kind !== "node") {
				at += kind === "path" ? 2 : 1;
				continue;
			}
			const [id, key, labels, properties] = row.slice(at, at + 4);
			at += 4;
			if (id === null || nodes.has(id as number)) continue;
			nodes.set(id as number, [key as string, [id, labels, properties] as unknown as NodeRow]);
		}
	}
	return [...nodes.values()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, node]) => node);
}

/** The nodes and relationships in rows. */
export function wantedIn(columns: Columns, rows: readonly unknown[][]): Wanted {
	const [nodes, relationships] = [new Set<number>(), new Set<number>()];
	const addAll = (set: Set<number>, ids: unknown) => {
		for (const id of (ids ?? []) as number[]) set.add(id);
	};
	for (const [i, kind] of columns.kinds.entries()) {
		for (const row of rows) {
			const value = row[i];
			if (value === null || value === undefined) continue;
			if (kind === "node") nodes.add(value as number);
			else if (kind === "relationship") relationships.add(value as number);
			else if (kind === "nodes") addAll(nodes, value);
			else if (kind === "relationships") addAll(relationships, value);
			else if (kind === "path") {
				addAll(nodes, (value as unknown[])[0]);
				addAll(relationships, (value as unknown[])[1]);
			}
		}
	}
	return { nodes, relationships };
}

export function decode(kind: Kind, value: unknown, { nodeOf, relationshipOf }: LocalGraph): Value {
	if (value === null || value === undefined) return null;
	switch (kind) {
		case "node":
			return new NodeValue(nodeOf.get(value as number)!);
		case "relationship":
			return new RelationshipValue(relationshipOf.get(value as number)!);
		case "nodes":
			return (value as number[]).map((id) => new NodeValue(nodeOf.get(id)!));
		case "relationships":
			return (value as number[]).map((id) => new RelationshipValue(relationshipOf.get(id)!));
		case "path": {
			const [nodes, relationships] = value as [number[], number[]];
			return new PathValue(
				nodes.map((id) => nodeOf.get(id)!),
				relationships.map((id) => relationshipOf.get(id)!),
			);
		}
		case "integer":
			return typeof value === "bigint" ? integer(value) : (value as number);
		case "float":
			return float(value as number);
		case "boolean":
			return value as boolean;
		case "text":
			return value as string;
		case "null":
			return null;
		case "number":
		case "list":
		case "json":
			return fromJson(value);
	}
}
