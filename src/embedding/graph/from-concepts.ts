import { type Concept, type ConceptGraph, type ConceptId, folderOf } from "../../model/index.js";
import type { TermCounts } from "../text/count-terms.js";
import { countNames, countNotes, type ReadNote } from "../text/note-counts.js";
import { namePiecesOf, passagesOf } from "../text/note-pieces.js";
import { inverseFrequencies, weighTerms } from "../text/tf-idf.js";
import type { AttributedGraph } from "./attributed-graph.js";
import { findMentions, type MentionPlace } from "./mentions.js";
import { PairList } from "./pairs.js";

/** A concept graph as a graph of numbers, and which concept each number is. */
export interface NumberedGraph {
	readonly graph: AttributedGraph;
	/** The notes, sorted. */
	readonly items: readonly ConceptId[];
	/** Tags, unresolved names and canvases, sorted. */
	readonly groups: readonly ConceptId[];
	/** For each entry of `graph.mentions`, where the first of them is. */
	readonly mentioned: readonly MentionPlace[];
	/** What each note says; `graph.terms` are these, weighed. */
	readonly counts: readonly TermCounts[];
	/** How much each term tells. */
	readonly idf: Float32Array;
	/** The notes in the order of `items`. */
	readonly notes: readonly ReadNote[];
}

/**
 * Whatever relates two notes is a link: a link, an embed, a property, a tag that names a note, an arrow on a canvas.
 * Tags, names that lead nowhere and are mentioned by two notes or more, and canvases are groups of notes.
 * `idf` is that of the notes themselves unless another is given.
 */
export function numberConcepts(
	concepts: ConceptGraph,
	compiled: readonly ReadNote[],
	idf?: Float32Array,
): NumberedGraph {
	const { graph } = concepts;
	const byPath = new Map(compiled.map((note) => [note.note.path, note]));
	const { items, groups } = conceptsOf(concepts, (id) => byPath.has(id));
	const packed = items.map((id) => byPath.get(id)!);
	const counts = countNotes(packed);
	// From here on the words are asked for several times, and a note from the cache decodes them each time.
	const notes = packed.map(({ note, prose }) => ({ note, prose }));
	const weights = idf ?? inverseFrequencies(counts);
	const mentions = findMentions(notes);
	return {
		items,
		groups,
		notes,
		mentioned: mentions.places,
		counts,
		idf: weights,
		graph: {
			items: items.length,
			groups: groups.length,
			...relationsOf(graph, items, groups),
			folders: foldersOf(items),
			terms: weighTerms(counts, weights),
			names: weighTerms(countNames(notes), weights),
			eachName: namePiecesOf(notes, weights),
			passages: passagesOf(notes, weights),
			mentions: mentions.counts,
		},
	};
}

/** The same with the weights that terms have in these notes. */
export function weighAnew(numbered: NumberedGraph): NumberedGraph {
	const idf = inverseFrequencies(numbered.counts);
	const [terms, names] = [numbered.counts, countNames(numbered.notes)].map((counts) =>
		weighTerms(counts, idf),
	);
	const pieces = { eachName: namePiecesOf(numbered.notes, idf), passages: passagesOf(numbered.notes, idf) };
	return { ...numbered, idf, graph: { ...numbered.graph, terms: terms!, names: names!, ...pieces } };
}

/** Which concepts are numbered, in this order. */
export function conceptsOf(
	{ graph }: ConceptGraph,
	isKnown: (note: ConceptId) => boolean,
): Pick<NumberedGraph, "items" | "groups"> {
	return {
		items: graph.filterNodes((id, concept) => concept.kind === "note" && isKnown(id)).sort(),
		groups: graph.filterNodes((id, concept) => isGroup(graph, id, concept)).sort(),
	};
}

function isGroup(graph: ConceptGraph["graph"], id: ConceptId, { kind }: Concept): boolean {
	if (kind === "placeholder") return graph.inNeighbors(id).length > 1;
	return kind === "tag" || kind === "canvas";
}

export function relationsOf(
	graph: ConceptGraph["graph"],
	items: readonly ConceptId[],
	groups: readonly ConceptId[],
): Pick<AttributedGraph, "links" | "memberships" | "parents"> {
	const item = new Map(items.map((id, i) => [id, i]));
	const group = new Map(groups.map((id, i) => [id, i]));
	const links = new PairList();
	const memberships = new PairList();
	const parents = new PairList();
	graph.forEachDirectedEdge((_, { kind }, source, target) => {
		const [from, to] = [item.get(source), item.get(target)];
		if (from !== undefined && to !== undefined) {
			if (from !== to) links.add(from, to);
			return;
		}
		const [above, below] = [group.get(target), group.get(source)];
		if (from !== undefined && above !== undefined) memberships.add(from, above);
		else if (to !== undefined && below !== undefined) memberships.add(to, below);
		else if (kind === "parent" && above !== undefined && below !== undefined) parents.add(below, above);
	});
	return { links: links.sorted(), memberships: memberships.sorted(), parents: parents.sorted() };
}

/** Folders are numbered as they come first. */
function foldersOf(paths: readonly ConceptId[]): Uint32Array {
	const numbers = new Map<string, number>();
	return Uint32Array.from(paths, (path) => {
		const folder = folderOf(path);
		const number = numbers.get(folder) ?? numbers.size;
		numbers.set(folder, number);
		return number;
	});
}
