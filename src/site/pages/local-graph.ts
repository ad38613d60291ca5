import type { ConceptId, SitePath } from "../../model/index.js";
import { addressOf, type SiteIndex } from "../shared/site-index.js";
import type { LocalGraph } from "../view.js";

/** The picture of a concept among its neighbours; undefined when it has none. */
export function viewGraph(index: SiteIndex, id: ConceptId, page: SitePath): LocalGraph | undefined {
	const around = index.neighbourhoods.around(id);
	if (around === undefined || around.nodes.length < 2) return undefined;
	const nodes = around.nodes.map((node, i) => {
		const { title, kind } = index.graph.graph.getNodeAttributes(node.id);
		const address = addressOfConcept(index, node.id);
		return {
			title,
			kind: i === 0 ? ("self" as const) : kind,
			degree: node.degree,
			...(address !== undefined && { href: index.hrefs.to(page, address) }),
		};
	});
	return { nodes, edges: around.edges, hidden: around.hidden };
}

function addressOfConcept(index: SiteIndex, id: ConceptId): SitePath | undefined {
	const concept = index.graph.graph.getNodeAttributes(id);
	if (concept.kind === "placeholder") return undefined;
	if (concept.kind === "tag") return index.addresses.tags.get(concept.tag)?.[0];
	return addressOf(index, concept.path);
}
