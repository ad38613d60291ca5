/** Names in a property graph. */
export interface GraphNames {
	readonly labels: readonly string[];
	/** Of relationships. */
	readonly types: readonly string[];
	/** Properties of nodes, and of relationships. */
	readonly nodeKeys: readonly string[];
	readonly relationshipKeys: readonly string[];
}

/** What the graph of a vault may have in any vault, as docs/query.md says: also where a vault has none of it. */
export const graphNames: GraphNames = {
	labels: ["Note", "Tag", "Unresolved", "Attachment", "Canvas", "Heading", "Cell"],
	types: ["LINKS", "EMBEDS", "TAGGED", "IMPORTS", "PARENT", "SHOWS", "HEADING", "CELL"],
	nodeKeys: [
		...["title", "name", "path", "line", "aliases", "tags", "lang", "words", "excerpt", "published"],
		...["tag", "depth", "id", "language", "result", "stale", "tests", "passed"],
	],
	relationshipKeys: ["line", "display", "heading", "block", "names"],
};
