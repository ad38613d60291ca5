/** A vault's graph as it is sent to other engines: with keys that stay, owners, names, texts, sentences and vectors. */
import type { GraphContents, NetworkContents } from "../backends/index.js";
import { titleIn } from "../concepts/concept-record.js";
import { namesOfConcept } from "../concepts/find-concept.js";
import { linkSuggestions } from "../concepts/link-suggestions.js";
import { reasonsInWords } from "../concepts/reasons.js";
import type { CompiledNote, ConceptGraph, ConceptId, Embedding, Neighbor } from "../model/index.js";
import type { QueryGraph, QueryGraphInput } from "../query-graph/query-graph.js";
import { searchedTextOf } from "../query-graph/query-text.js";

/** @param network what it takes to infer the vectors there */
export function contentsOf(
	input: QueryGraphInput,
	query: QueryGraph,
	network?: Omit<NetworkContents, "nodes"> & { readonly concepts: readonly ConceptId[] },
): GraphContents {
	const { notes, graph, embedding, map } = input;
	const { store, conceptOf, nodeOf } = query;
	const { ownerOf, placeOf } = partsIn(query);
	const compiled = new Map(notes.map((note) => [note.note.path, note]));
	const noteOf = (node: number): CompiledNote | undefined => compiled.get(conceptOf(node) ?? "");
	const rows = new Map(embedding?.concepts.map((concept, row) => [nodeOf(concept), row]));
	return {
		store,
		ownerOf,
		keyOf: (node) => {
			const concept = conceptOf(node);
			if (concept !== undefined) return `concept ${concept}`;
			const kind = store.labelsOf(node).includes("Heading") ? "heading" : "kernel";
			return `${kind} ${conceptOf(ownerOf(node))}\u0001${String(placeOf(node)).padStart(7, "0")}`;
		},
		namesOf: (node) => {
			const id = conceptOf(node);
			if (id === undefined) return [];
			return namesOfConcept(id, graph.graph.getNodeAttributes(id)).map(({ name, kind, isPath }) => ({
				...{ name, kind, isPath },
			}));
		},
		textOf: (node) => {
			const note = noteOf(node);
			return note === undefined ? undefined : searchedTextOf(note);
		},
		sentenceOf: (relationship) => query.sentenceOf(relationship),
		...(embedding !== undefined && {
			vectors: {
				dimension: embedding.dimension,
				of: (node: number) => {
					const row = rows.get(node);
					const { vectors, dimension: d } = embedding;
					return row === undefined ? undefined : vectors.subarray(row * d, (row + 1) * d);
				},
			},
		}),
		...(network !== undefined && {
			network: { ...network, nodes: network.concepts.map((concept) => nodeOf(concept)!) },
		}),
		...(embedding !== undefined && { lists: listsIn(embedding, graph, query) }),
		...(map !== undefined && {
			communities: map.communities.map(({ name, terms, members }) => ({
				...{ name, terms },
				members: members.flatMap((member) => nodeOf(member) ?? []),
			})),
		}),
	};
}

function listsIn(
	embedding: Embedding,
	graph: ConceptGraph,
	{ conceptOf, nodeOf }: QueryGraph,
): NonNullable<GraphContents["lists"]> {
	const titleOf = titleIn(graph);
	const whyOf = (neighbor: Neighbor, asked: ConceptId) =>
		reasonsInWords(neighbor, asked, titleOf).map(([saying]) => saying);
	return {
		relatedOf: (node) => {
			const asked = conceptOf(node);
			const near = asked === undefined ? undefined : embedding.related.get(asked);
			return near?.map((one) => ({
				...{ node: nodeOf(one.concept)!, score: one.score, why: whyOf(one, asked!) },
			}));
		},
		suggestions: linkSuggestions(embedding).map(({ from, to, score, mention, reasons }) => ({
			...{ source: nodeOf(from)!, target: nodeOf(to)!, score, ...mention },
			why: whyOf({ concept: to, score, reasons }, from),
		})),
	};
}

/** Headings and cells belong to the concept that points to them, in the order in which they stand there. */
function partsIn({ store, conceptOf }: QueryGraph): {
	ownerOf(node: number): number;
	placeOf(node: number): number;
} {
	const owners = Uint32Array.from({ length: store.nodes }, (_, node) => node);
	const { offsets, neighbors } = store.adjacency("right");
	for (let node = 0; node < store.nodes && conceptOf(node) !== undefined; node++) {
		for (let id = offsets[node]!; id < offsets[node + 1]!; id++)
			if (conceptOf(neighbors[id]!) === undefined) owners[neighbors[id]!] = node;
	}
	const places = new Uint32Array(store.nodes);
	const counts = new Map<string, number>();
	for (let node = 0; node < store.nodes; node++) {
		const name = `${owners[node]} ${store.labelsOf(node).join()}`;
		places[node] = counts.get(name) ?? 0;
		counts.set(name, places[node]! + 1);
	}
	return { ownerOf: (node) => owners[node]!, placeOf: (node) => places[node]! };
}
