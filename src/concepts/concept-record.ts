import type { Concept, ConceptGraph, ConceptId } from "../model/index.js";

/** A concept as `--json` prints it. */
export interface ConceptRecord {
	readonly id: ConceptId;
	readonly kind: Concept["kind"];
	readonly title: string;
	/** The file, for notes. */
	readonly path?: string;
}

export function toConceptRecord({ graph }: ConceptGraph, id: ConceptId): ConceptRecord {
	const concept = graph.getNodeAttributes(id);
	return {
		id,
		kind: concept.kind,
		title: concept.title,
		...("path" in concept && { path: concept.path }),
	};
}

/** What people call it; a tag with its mark, and a name that no note has between question marks. */
export function titleIn({ graph }: ConceptGraph): (id: ConceptId) => string {
	return (id) => {
		if (!graph.hasNode(id)) return id;
		const { kind, title } = graph.getNodeAttributes(id);
		return kind === "tag" ? `#${title}` : kind === "placeholder" ? `${title} (?)` : title;
	};
}
