import type { Expression } from "../language/syntax.js";
import { sizeOfColumn } from "../store/columns.js";
import type { GraphStore } from "../store/store.js";
import { matchesLabels, typesWhere } from "./labels.js";
import type { PatternNode, PatternStep } from "./pattern-graph.js";

/** How many of something there will be, as far as the graph's own counts tell. */
export interface Estimates {
	/** Nodes that a pattern's node can be. */
	nodes(node: PatternNode, conditions: readonly Expression[]): number;
	/** Where a step leads to from one of its ends, if the other one may be any node. */
	fan(step: PatternStep): number;
}

/** The share of all that a condition is thought to keep, if nothing is known of it. */
const unknownShare = 0.25;
/** To how many steps a walk without bound is thought to go. */
const usualLength = 4;

export function estimatesFor(store: GraphStore): Estimates {
	return {
		nodes: (node, conditions) => {
			const sets = store.labelSetsWhere((labels) =>
				node.labels.every((label) => matchesLabels(label, labels)),
			);
			let count = store.countIn(sets);
			for (const condition of conditions) count *= shareOf(store, condition);
			return count;
		},
		fan: ({ type, direction, length }) => {
			const types = typesWhere(store, type);
			const relationships =
				types === undefined ? store.relationships : types.reduce((sum, id) => sum + store.typeCounts[id]!, 0);
			const degree = (relationships / Math.max(1, store.nodes)) * (direction === "both" ? 2 : 1);
			if (length === undefined) return degree;
			let sum = 0;
			for (let i = length.min; i <= Math.min(length.max, Math.max(length.min, usualLength)); i++)
				sum += degree ** i;
			return sum;
		},
	};
}

function shareOf(store: GraphStore, condition: Expression): number {
	const key = equalityOf(condition)?.key;
	if (key === undefined) return unknownShare;
	const column = store.nodeColumn(key);
	return column === undefined ? 0 : 1 / Math.max(1, sizeOfColumn(column) - 1);
}

/** `variable.key = value`, the sides in either order, or `variable.key IN value`. */
export interface EqualityCondition {
	readonly variable: string;
	readonly key: string;
	readonly value: Expression;
	/** Whether the value is a list of which one is meant. */
	readonly any: boolean;
}

export function equalityOf(condition: Expression): EqualityCondition | undefined {
	return equalitySides(condition)[0];
}

/** A comparison of two properties can be read either way. */
export function equalitySides(condition: Expression): EqualityCondition[] {
	if (condition.kind === "binary" && condition.operator === "in")
		return propertyOf(condition.left, condition.right, true);
	if (condition.kind !== "comparison" || condition.operators.length !== 1 || condition.operators[0] !== "=")
		return [];
	const [left, right] = condition.operands;
	return [...propertyOf(left!, right!, false), ...propertyOf(right!, left!, false)];
}

function propertyOf(property: Expression, value: Expression, any: boolean): EqualityCondition[] {
	if (property.kind !== "property" || property.subject.kind !== "variable") return [];
	return [{ variable: property.subject.name, key: property.key, value, any }];
}
