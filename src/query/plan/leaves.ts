import type { PatternGraph, PatternStep } from "./pattern-graph.js";

/** Steps that are only counted, and what of the pattern is left. */
export interface Leaves {
	/** With the end that is not a leaf. */
	readonly steps: readonly { readonly step: PatternStep; readonly near: string }[];
	readonly core: PatternGraph;
}

/** How many of them can be counted at once: each may be the same relationship as the other. */
const most = 2;

/**
 * Ends of a pattern that nobody asks for: `(a)-->()` needs no walk to be counted.
 *
 * @param mentioned names that are asked for, or known before
 */
export function leavesOf(graph: PatternGraph, mentioned: ReadonlySet<string>): Leaves | undefined {
	if (graph.steps.some(({ length }) => length !== undefined)) return undefined;
	if (
		graph.paths.some(
			({ name, selector }) => selector !== undefined || (name !== undefined && mentioned.has(name)),
		)
	)
		return undefined;
	const steps: { step: PatternStep; near: string }[] = [];
	const nodes = new Map(graph.nodes);
	let left = [...graph.steps];
	for (const step of graph.steps) {
		if (steps.length === most) break;
		if (mentioned.has(step.name)) continue;
		for (const [far, near] of [
			[step.right, step.left],
			[step.left, step.right],
		] as const) {
			if (far === near || mentioned.has(far) || !nodes.has(far) || !nodes.has(near)) continue;
			if (nodes.get(far)!.labels.length > 0 || left.filter((other) => isAt(other, far)).length > 1) continue;
			if (steps.some((leaf) => leaf.near === far)) continue;
			nodes.delete(far);
			left = left.filter((other) => other !== step);
			steps.push({ step, near });
			break;
		}
	}
	if (steps.length === 0) return undefined;
	return { steps, core: { ...graph, nodes, steps: left } };
}

function isAt({ left, right }: PatternStep, node: string): boolean {
	return left === node || right === node;
}
