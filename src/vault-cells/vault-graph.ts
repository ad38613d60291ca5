import type { ConceptGraph, ReadNote, VaultPath } from "../model/index.js";

/**
 * What a cell gets that `reads="vault:graph"`: the published notes by path, with the names that they have and the notes
 * that they link (places in the same list, ascending). Nothing of their text, so that prose may change without it.
 */
export function vaultGraph(notes: readonly ReadNote[], { graph }: ConceptGraph): Uint8Array {
	const published = notes
		.map(({ note }) => note)
		.filter((note) => note.published)
		.sort((a, b) => (a.path < b.path ? -1 : 1));
	const places = new Map<VaultPath, number>(published.map(({ path }, i) => [path, i]));
	const list = published.map(({ path, title, aliases, tags }) => {
		const links = new Set<number>();
		if (graph.hasNode(path))
			graph.forEachOutEdge(path, (_edge, _relation, _from, to) => {
				const place = places.get(to);
				if (place !== undefined && to !== path) links.add(place);
			});
		return {
			...{ path, title, aliases },
			tags: [...new Set(tags.map(({ name }) => name))].sort(),
			links: [...links].sort((a, b) => a - b),
		};
	});
	return new TextEncoder().encode(JSON.stringify({ notes: list }));
}
