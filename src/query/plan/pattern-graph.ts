import { QueryError } from "../language/query-error.js";
import type {
	Expression,
	LabelExpression,
	NodePattern,
	PathPattern,
	PathSelector,
	RelationshipPattern,
} from "../language/syntax.js";
import { conjuncts, propertiesEqual, propertyEquals } from "./expressions.js";

/** A node of a pattern; what is written in several places is one. */
export interface PatternNode {
	readonly name: string;
	readonly labels: LabelExpression[];
}

/** A relationship of a pattern, or a variable number of them. */
export interface PatternStep {
	readonly name: string;
	readonly left: string;
	readonly right: string;
	readonly direction: RelationshipPattern["direction"];
	readonly type?: LabelExpression;
	/** Set for variable length. */
	readonly length?: { readonly min: number; readonly max: number };
	/** With `length`, what each relationship fulfils; it is called by this step's name. Else empty: see `conditions`. */
	readonly each: readonly Expression[];
	/** Of the path whose only step it is. */
	readonly selector?: PathSelector;
	/** The path on which it lies: index into `paths`. */
	readonly path: number;
}

export interface PatternPath {
	/** Absent when nobody asks for it. */
	readonly name?: string;
	readonly nodes: readonly string[];
	readonly steps: readonly string[];
	/** Of a path with several steps. */
	readonly selector?: PathSelector;
}

/** Patterns as one graph. */
export interface PatternGraph {
	readonly nodes: ReadonlyMap<string, PatternNode>;
	readonly steps: readonly PatternStep[];
	readonly paths: readonly PatternPath[];
	/** What is written within the patterns. */
	readonly conditions: readonly Expression[];
}

/** Nodes, and relationships, in one `MATCH`: each is a step of the plan, and relationships differ from all others. */
const mostParts = 500;

/** @param anonymous makes a name that nobody can write */
export function toPatternGraph(patterns: readonly PathPattern[], anonymous: () => string): PatternGraph {
	const nodes = new Map<string, PatternNode>();
	const steps: PatternStep[] = [];
	const conditions: Expression[] = [];
	const paths = patterns.map((pattern, path) => {
		const names = pattern.elements.map((element) => element.variable?.name ?? anonymous());
		for (const [i, element] of pattern.elements.entries()) {
			if (element.kind === "node-pattern") addNode(nodes, conditions, names[i]!, element);
			else steps.push(stepOf(pattern, path, i, names, conditions));
		}
		return pathOf(pattern, names);
	});
	if (Math.max(steps.length, nodes.size) > mostParts) {
		throw new QueryError(
			"SyntaxError",
			"PatternTooLarge",
			`A MATCH can have at most ${mostParts} nodes, and as many relationships.`,
			{ span: patterns[0]!.span },
		);
	}
	return { nodes, steps, paths, conditions };
}

function addNode(
	nodes: Map<string, PatternNode>,
	conditions: Expression[],
	name: string,
	{ label, properties, where }: NodePattern,
): void {
	const node = nodes.get(name) ?? { name, labels: [] };
	nodes.set(name, node);
	if (label !== undefined) node.labels.push(label);
	conditions.push(...propertyConditions(name, properties), ...conjuncts(where));
}

function stepOf(
	pattern: PathPattern,
	path: number,
	at: number,
	names: readonly string[],
	conditions: Expression[],
): PatternStep {
	const { direction, type, properties, where, length } = pattern.elements[at] as RelationshipPattern;
	const name = names[at]!;
	const own = [...propertyConditions(name, properties), ...conjuncts(where)];
	const selects = pattern.selector !== undefined && pattern.elements.length === 3;
	// Within a selector one relationship is a walk of that length.
	const range = length ?? (selects ? { min: 1, max: 1 } : undefined);
	if (range === undefined) conditions.push(...own);
	return {
		name,
		left: names[at - 1]!,
		right: names[at + 1]!,
		direction,
		...(type !== undefined && { type }),
		...(range !== undefined && { length: { min: range.min, max: range.max ?? Number.POSITIVE_INFINITY } }),
		each: range === undefined ? [] : own,
		...(selects && { selector: pattern.selector! }),
		path,
	};
}

function pathOf({ variable, selector, elements }: PathPattern, names: readonly string[]): PatternPath {
	return {
		...(variable !== undefined && { name: variable.name }),
		nodes: names.filter((_, i) => i % 2 === 0),
		steps: names.filter((_, i) => i % 2 === 1),
		...(selector !== undefined && elements.length > 3 && { selector }),
	};
}

function propertyConditions(name: string, properties: Expression | undefined): Expression[] {
	if (properties === undefined) return [];
	if (properties.kind === "map")
		return properties.entries.map(({ key, value }) => propertyEquals(name, key, value));
	return [propertiesEqual(name, properties)];
}
