import type { Nodes } from "mdast";
import type { Body, Diagnostic, ParsedNote } from "../../model/index.js";
import { createHighlighter } from "./code.js";
import { createDiagrams } from "./diagram.js";
import { isDiagram, type Leaf } from "./leaf.js";
import { createMath } from "./math.js";
import type { Survey } from "./survey.js";

export interface RenderedLeaves {
	readonly leaves: ReadonlyMap<Nodes, Leaf>;
	readonly features: Body["features"];
	readonly diagnostics: readonly Diagnostic[];
}

/** The engines are loaded for notes that need them, and only the languages that occur. */
export async function renderLeaves(
	parsed: ParsedNote,
	survey: Survey,
	mathPreamble = "",
): Promise<RenderedLeaves> {
	const leaves = new Map<Nodes, Leaf>();
	const diagnostics: Diagnostic[] = [];
	const features = new Set<Body["features"][number]>();
	const math = await createMath(parsed, survey.leaves, mathPreamble, diagnostics);
	const code = await createHighlighter(survey.leaves);
	const diagrams = await createDiagrams(parsed, survey.leaves, diagnostics);
	for (const node of survey.leaves) {
		if (node.type !== "code") {
			leaves.set(node, math(node));
			features.add("math");
		} else if (isDiagram(node)) {
			leaves.set(node, diagrams(node));
			features.add("diagram");
		} else {
			leaves.set(node, code(node));
			features.add("code");
		}
	}
	const order = ["math", "code", "diagram"] as const;
	return { leaves, features: order.filter((feature) => features.has(feature)), diagnostics };
}
