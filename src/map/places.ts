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
	/** References that follow each other in a paragraph of a note: they are named in one breath. */
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
			if (!isMissingPicture(graph, id) && referrers(graph, id) >= least) shown.push(id);
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
		let last: { concept: number; line: number } | undefined;
		for (const { line, id: reference } of references(compiled.note, resolved.get(id) ?? [], tags)) {
			const concept = index.get(reference);
			if (concept === undefined) continue;
			if (last !== undefined && last.concept !== concept && line - last.line <= nearLines) {
				mentions.add(last.concept * concepts.length + concept);
			}
			last = { concept, line };
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

/** `![[photo.png]]` without a photo names a file, not a thing to know. */
function isMissingPicture(graph: ConceptGraph["graph"], id: ConceptId): boolean {
	return id.startsWith("?") && graph.everyInEdge(id, (_, { kind }) => kind === "embed");
}

function referrers(graph: ConceptGraph["graph"], id: ConceptId): number {
	return graph.inDegree(id) === 0 ? 0 : new Set(graph.inNeighbors(id)).size;
}

/** A paragraph is a line; the items of a list stand on lines of their own. */
const nearLines = 1;

interface Reference {
	/** Offset in the source. */
	readonly at: number;
	readonly line: number;
	readonly id: ConceptId;
}

/** What a note refers to, in reading order. */
function references(note: Note, links: readonly ResolvedLink[], tags: ConceptGraph["tags"]): Reference[] {
	const found: Reference[] = [];
	for (const { link, resolution } of links) {
		const id = resolution.kind === "missing" ? `?${foldName(link.target)}` : resolution.path;
		found.push({ at: link.span.start, line: link.position.line, id });
	}
	for (const { name, span, position } of note.tags) {
		const id = tags.get(foldName(name));
		if (id !== undefined) found.push({ at: span.start, line: position.line, id });
	}
	return found.sort((a, b) => a.at - b.at);
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
