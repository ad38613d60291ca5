import {
	type CompiledNote,
	type ConceptGraph,
	type ConceptId,
	type Embedding,
	foldName,
	type Note,
	type ResolvedLink,
} from "../model/index.js";

/** The concepts that may be drawn, and what joins them. Indices are into `concepts`. */
export interface Places {
	/** Sorted by code units. */
	readonly concepts: readonly ConceptId[];
	/** (concepts): the note of a concept, undefined for tags and unresolved names. */
	readonly notes: readonly (CompiledNote | undefined)[];
	/** (concepts): row in the embedding, −1 if it has none. */
	readonly rows: Int32Array;
	/** Directed, each pair once: links, embeds, properties, tags, nested tags. */
	readonly links: { readonly sources: Uint32Array; readonly targets: Uint32Array };
	/** References that follow each other in a note: they are named in one breath. */
	readonly mentions: { readonly sources: Uint32Array; readonly targets: Uint32Array };
}

/** Chooses what the map shows: all notes, and those tags and unresolved names that say something at this size. */
export function choosePlaces(
	{ graph, resolved, tags }: ConceptGraph,
	notes: readonly CompiledNote[],
	embedding: Embedding,
): Places {
	const byPath = new Map(notes.map((compiled) => [compiled.note.path, compiled]));
	const shown: ConceptId[] = [];
	const least = leastReferences(resolved.size);
	graph.forEachNode((id, concept) => {
		if (concept.kind === "note") shown.push(id);
		else if (concept.kind === "tag" || concept.kind === "placeholder") {
			if (referrers(graph, id) >= least) shown.push(id);
		}
	});
	const concepts = shown.sort(byCodeUnits);
	const index = new Map(concepts.map((id, i) => [id, i]));

	const pairs = new Set<number>();
	graph.forEachEdge((_, { kind }, source, target) => {
		const u = index.get(source);
		const v = index.get(target);
		if (u !== undefined && v !== undefined && u !== v && kind !== "canvas")
			pairs.add(u * concepts.length + v);
	});
	const mentions = new Set<number>();
	for (const id of concepts) {
		const compiled = byPath.get(id);
		if (compiled === undefined) continue;
		let last: number | undefined;
		for (const reference of references(compiled.note, resolved.get(id) ?? [], tags)) {
			const v = index.get(reference);
			if (v === undefined) continue;
			if (last !== undefined && last !== v) mentions.add(last * concepts.length + v);
			last = v;
		}
	}
	const rows = new Map(embedding.concepts.map((id, row) => [id, row]));
	return {
		concepts,
		notes: concepts.map((id) => byPath.get(id)),
		rows: Int32Array.from(concepts, (id) => rows.get(id) ?? -1),
		links: unpack(pairs, concepts.length),
		mentions: unpack(mentions, concepts.length),
	};
}

/** A name that few notes use is lost on a large map, and is all that there is to see on a small one. */
function leastReferences(notes: number): number {
	return notes < 12 ? 1 : notes < 60 ? 2 : 3;
}

function referrers(graph: ConceptGraph["graph"], id: ConceptId): number {
	return graph.inDegree(id) === 0 ? 0 : new Set(graph.inNeighbors(id)).size;
}

/** What a note refers to, in reading order. */
function references(note: Note, links: readonly ResolvedLink[], tags: ConceptGraph["tags"]): ConceptId[] {
	const found: { at: number; id: ConceptId }[] = [];
	for (const { link, resolution } of links) {
		const id = resolution.kind === "missing" ? `?${foldName(link.target)}` : resolution.path;
		found.push({ at: link.span.start, id });
	}
	for (const { name, span } of note.tags) {
		const id = tags.get(foldName(name));
		if (id !== undefined) found.push({ at: span.start, id });
	}
	return found.sort((a, b) => a.at - b.at).map(({ id }) => id);
}

function unpack(pairs: ReadonlySet<number>, n: number): Places["links"] {
	const sorted = Float64Array.from(pairs).sort();
	return {
		sources: Uint32Array.from(sorted, (pair) => Math.floor(pair / n)),
		targets: Uint32Array.from(sorted, (pair) => pair % n),
	};
}

export function byCodeUnits(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
