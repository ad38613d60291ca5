import { QueryError } from "../language/query-error.js";
import type {
	Expression,
	LabelExpression,
	NodePattern,
	PathElement,
	PathPattern,
	PathSelector,
	RelationshipPattern,
	RepeatedPath,
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
	/** Set for a path that is repeated `length` times. What it must fulfil is in `each`. */
	readonly repeated?: Repetition;
	/** Of the path whose only step it is. */
	readonly selector?: PathSelector;
	/** The path on which it lies: index into `paths`. */
	readonly path: number;
}

/** A path that is walked again and again. Its names are its own: outside, those that are written are lists. */
export interface Repetition {
	readonly graph: PatternGraph;
	readonly nodes: readonly string[];
	readonly steps: readonly string[];
	readonly groups: readonly { readonly name: string; readonly kind: "node" | "relationship" }[];
}

export interface PatternPath {
	/** Absent when nobody asks for it. */
	readonly name?: string;
	readonly nodes: readonly string[];
	readonly steps: readonly string[];
	/** Of a path that is matched as a whole before. */
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
		const elements = pattern.elements.map(asRelationship);
		const names = elements.map((element) =>
			element.kind === "repeated-path" ? anonymous() : (element.variable?.name ?? anonymous()),
		);
		const selector = ofStep({ ...pattern, elements }) ? pattern.selector : undefined;
		for (const [i, element] of elements.entries()) {
			if (element.kind === "node-pattern") addNode(nodes, conditions, names[i]!, element);
			else {
				const place = { name: names[i]!, left: names[i - 1]!, right: names[i + 1]!, path };
				if (element.kind === "repeated-path") steps.push(repetitionOf(element, place, anonymous));
				else steps.push(stepOf(element, place, selector, conditions));
			}
		}
		conditions.push(...conjuncts(pattern.where));
		return pathOf(pattern, names, selector === undefined);
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

/** `(()-[r]->()){1,3}` is a relationship of variable length. */
function asRelationship(element: PathElement): PathElement {
	if (element.kind !== "repeated-path" || element.where !== undefined) return element;
	const [left, step, right, ...others] = element.elements;
	if (others.length > 0 || step?.kind !== "relationship-pattern") return element;
	const isBare = [left, right].every((node) => node !== undefined && Object.keys(node).length === 2);
	return isBare ? { ...step, length: element.length } : element;
}

/** Whether a selector can be answered by a search along the one step that there is. */
function ofStep({ elements, where }: PathPattern): boolean {
	return elements.length === 3 && elements[1]!.kind === "relationship-pattern" && where === undefined;
}

type Place = Pick<PatternStep, "name" | "left" | "right" | "path">;

function stepOf(
	{ direction, type, properties, where, length }: RelationshipPattern,
	place: Place,
	selector: PathSelector | undefined,
	conditions: Expression[],
): PatternStep {
	const own = [...propertyConditions(place.name, properties), ...conjuncts(where)];
	// Within a selector one relationship is a walk of that length.
	const range = length ?? (selector === undefined ? undefined : { min: 1, max: 1 });
	if (range === undefined) conditions.push(...own);
	return {
		...place,
		direction,
		...(type !== undefined && { type }),
		...(range !== undefined && { length: boundsOf(range) }),
		each: range === undefined ? [] : own,
		...(selector !== undefined && { selector }),
	};
}

function boundsOf({ min, max }: { min: number; max?: number }): { min: number; max: number } {
	return { min, max: max ?? Number.POSITIVE_INFINITY };
}

function repetitionOf(
	{ elements, where, length, span }: RepeatedPath,
	place: Place,
	anonymous: () => string,
) {
	const inner: PathPattern = { kind: "path-pattern", elements, ...(where !== undefined && { where }), span };
	const graph = toPatternGraph([inner], anonymous);
	const { nodes, steps } = graph.paths[0]!;
	const groups = new Map(
		elements.flatMap(({ kind, variable }) =>
			variable === undefined
				? []
				: [[variable.name, kind === "node-pattern" ? "node" : "relationship"] as const],
		),
	);
	return {
		...place,
		direction: "right" as const,
		length: boundsOf(length),
		each: graph.conditions,
		repeated: { graph, nodes, steps, groups: Array.from(groups, ([name, kind]) => ({ name, kind })) },
	};
}

function pathOf({ variable, selector }: PathPattern, names: readonly string[], whole: boolean): PatternPath {
	return {
		...(variable !== undefined && { name: variable.name }),
		nodes: names.filter((_, i) => i % 2 === 0),
		steps: names.filter((_, i) => i % 2 === 1),
		...(selector !== undefined && whole && { selector }),
	};
}

function propertyConditions(name: string, properties: Expression | undefined): Expression[] {
	if (properties === undefined) return [];
	if (properties.kind === "map")
		return properties.entries.map(({ key, value }) => propertyEquals(name, key, value));
	return [propertiesEqual(name, properties)];
}
