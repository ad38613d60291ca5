import graphology, { type MultiDirectedGraph } from "graphology";
import type { Concept, ConceptGraphology, Relation } from "../model/index.js";

/** A concept with one text for each attribute; lists are joined by `|`. Empty attributes are left out. */
export interface FlatConcept {
	readonly label: string;
	readonly kind: Concept["kind"];
	readonly path?: string;
	readonly tags?: string;
	readonly aliases?: string;
}

export type FlatGraph = MultiDirectedGraph<FlatConcept, Relation>;

/**
 * The graph for formats that know neither lists nor every character: what XML 1.0 cannot say even escaped
 * (control characters, half surrogates) becomes U+FFFD. Ids that meet thereby are numbered.
 */
export function flatten(graph: ConceptGraphology): FlatGraph {
	const flat: FlatGraph = new graphology.MultiDirectedGraph<FlatConcept, Relation>();
	const ids = new Map<string, string>();
	const numbers = new Map<string, number>();
	graph.forEachNode((id, concept) => {
		const safe = freeId(flat, sayable(id), numbers);
		ids.set(id, safe);
		flat.addNode(safe, flatConcept(concept));
	});
	graph.forEachEdge((key, { property, ...relation }, source, target) => {
		flat.addDirectedEdgeWithKey(key, ids.get(source), ids.get(target), {
			...relation,
			...(property !== undefined && { property: sayable(property) }),
		});
	});
	return flat;
}

function flatConcept(concept: Concept): FlatConcept {
	const tags = concept.kind === "note" ? concept.tags : concept.kind === "tag" ? [concept.tag] : [];
	const aliases = concept.kind === "note" ? concept.aliases : [];
	return {
		label: sayable(concept.title),
		kind: concept.kind,
		...("path" in concept && { path: sayable(concept.path) }),
		...(tags.length > 0 && { tags: sayable(tags.join("|")) }),
		...(aliases.length > 0 && { aliases: sayable(aliases.join("|")) }),
	};
}

function sayable(text: string): string {
	return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd");
}

/** `numbers` keeps the last number of each id, so that many equal ones do not count up from 2 each. */
function freeId(graph: FlatGraph, id: string, numbers: Map<string, number>): string {
	if (!graph.hasNode(id)) return id;
	let number = numbers.get(id) ?? 2;
	while (graph.hasNode(`${id} (${number})`)) number += 1;
	numbers.set(id, number + 1);
	return `${id} (${number})`;
}
