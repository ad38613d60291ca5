/** What the network lists, within queries: which notes are near one and why, and which links notes lack. */
import { neighborsOf } from "../concepts/concept-neighbors.js";
import { titleIn } from "../concepts/concept-record.js";
import { linkSuggestions } from "../concepts/link-suggestions.js";
import { reasonsInWords } from "../concepts/reasons.js";
import {
	type ConceptGraph,
	type ConceptId,
	type Embedding,
	type Neighbor,
	UsageError,
} from "../model/index.js";
import { float, gnnRelated, gnnSuggestions, NodeValue, type Procedure, type Value } from "../query/index.js";

export interface Numbering {
	nodeOf(concept: ConceptId): number | undefined;
	/** Undefined for what is no concept. */
	conceptOf(node: number): ConceptId | undefined;
}

export function neighborProcedures(
	embedding: Embedding | undefined,
	graph: ConceptGraph,
	{ nodeOf, conceptOf }: Numbering,
): readonly Procedure[] {
	const titleOf = titleIn(graph);
	const whyOf = (neighbor: Neighbor, asked: ConceptId) =>
		reasonsInWords(neighbor, asked, titleOf).map(([saying]) => saying);
	const nodeValue = (concept: ConceptId): Value => {
		const node = nodeOf(concept);
		return node === undefined ? null : new NodeValue(node);
	};
	return [
		{
			...gnnRelated,
			call: ([node], { spend }) => {
				if (embedding === undefined) throw notBuilt(gnnRelated.name);
				const asked = node instanceof NodeValue ? conceptOf(node.id) : undefined;
				if (asked === undefined) return [];
				const near = neighborsOf(embedding, asked);
				spend(near.length);
				return near.map((one) => [nodeValue(one.concept), float(one.score), whyOf(one, asked)]);
			},
		},
		{
			...gnnSuggestions,
			call: ([node], { spend }) => {
				if (embedding === undefined) throw notBuilt(gnnSuggestions.name);
				const of = node instanceof NodeValue ? conceptOf(node.id) : undefined;
				if (node !== null && of === undefined) return [];
				const all = linkSuggestions(embedding, of);
				spend(all.length);
				return all.map(({ from, to, score, mention, reasons }) => [
					...[nodeValue(from), nodeValue(to), float(score), mention?.name ?? null, mention?.line ?? null],
					whyOf({ concept: to, score, reasons }, from),
				]);
			},
		},
	];
}

function notBuilt(name: string): UsageError {
	return new UsageError(`The network of this vault was not built: ${name} has nothing to ask.`);
}
