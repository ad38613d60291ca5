import type { ConceptGraph, Diagnostic, Note } from "../model/index.js";

/**
 * Notes with no link in or out. A tag joins a note to others only where it names a note; a link to itself joins
 * it to nobody.
 */
export function orphans(notes: readonly Note[], { graph }: ConceptGraph): readonly Diagnostic[] {
	const linked = new Set<string>();
	graph.forEachEdge((_edge, relation, source, target, _from, to) => {
		if (source === target || (relation.kind === "tag" && to.kind !== "note")) return;
		linked.add(source).add(target);
	});
	if (notes.length < 2) return [];
	return notes
		.filter(({ path }) => !linked.has(path))
		.map(({ path, title }) => ({
			rule: "note/orphan",
			severity: "info",
			message: `No link leads to “${title}” or away from it.`,
			path,
		}));
}
