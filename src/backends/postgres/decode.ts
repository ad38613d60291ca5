import { float, integer, NodeValue, PathValue, RelationshipValue, type Value } from "../../query/index.js";
import type { Bound, Kind, Stage } from "./compile/stage.js";
import { fromJson, type LocalGraph, type Wanted } from "./local-graph.js";

/** Columns of the server's rows, and which variables they are. */
export interface Columns {
	readonly names: readonly string[];
	readonly kinds: readonly Kind[];
	/** The expressions after SELECT. */
	readonly sql: readonly string[];
}

/** A path takes two. */
export function columnsFor(stage: Stage, names: readonly string[]): Columns {
	const bounds = names.map((name): Bound => stage.get(name)!);
	return {
		names,
		kinds: bounds.map(({ kind }) => kind),
		sql: bounds.flatMap(({ kind, sql, second }) => (kind === "path" ? [sql, second!] : [sql])),
	};
}

/** With a path's two columns as one. */
export function rowsOf({ kinds }: Columns, rows: readonly unknown[][]): unknown[][] {
	return rows.map((row) => {
		let at = 0;
		return kinds.map((kind) => (kind === "path" ? [row[at++], row[at++]] : row[at++]));
	});
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
