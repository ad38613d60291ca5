/** Verbs asked of an open vault: names become concepts, questions queries, and what comes back plain records. */
import type { EmbeddedVault } from "../compile.js";
import { type ConceptRecord, titleIn, toConceptRecord } from "../concepts/concept-record.js";
import { type LinkSuggestion, linkSuggestions } from "../concepts/link-suggestions.js";
import { reasonsInWords } from "../concepts/reasons.js";
import { type ConceptId, type Neighbor, UsageError } from "../model/index.js";
import {
	NodeValue,
	PathValue,
	type Plain,
	printQuery,
	printString,
	type QueryResult,
	RelationshipValue,
	toPlain,
	type Value,
} from "../query/index.js";
import { parseSearch, rankedQuery } from "../search/index.js";
import { mustBeEmbedded, namedConcept } from "./named-concept.js";
import { type OpenGraph, type RunOptions, runQuery } from "./opened-graph.js";
import type { Explained, Path, PathStep, Related, Suggestions } from "./verb-answers.js";
import type { Asked, PathAnswer, Pattern, RowsAnswer, Verb } from "./verbs.js";

/** What a verb is told: its arguments by name, and how much is wanted. */
export interface Given {
	readonly names: ReadonlyMap<string, string>;
	/** 0 for all. */
	readonly limit?: number;
	/** Rows to leave out at the beginning. */
	readonly offset?: number;
	readonly depth?: number;
}

export type Answer = Readonly<Record<string, unknown>>;

/** Throws what is wrong with the names or the query. */
export async function askVerb(
	open: OpenGraph,
	verb: Verb,
	given: Given,
	options: RunOptions = {},
): Promise<Answer> {
	const concepts = conceptsOf(open, verb, given);
	switch (verb.answer.kind) {
		case "rows":
			return rowsAnswer(open, verb, verb.answer, given, concepts, options);
		case "path":
			return { ...(await pathAnswer(open, verb.answer, concepts as [ConceptId, ConceptId], options)) };
		case "related":
			return { ...relatedAnswer(networkOf(open, verb), concepts[0]!, slice(verb, given)) };
		case "suggest":
			return { ...suggestAnswer(networkOf(open, verb), concepts[0], slice(verb, given)) };
		case "explain":
			return { ...(await explainAnswer(networkOf(open, verb), concepts as [ConceptId, ConceptId])) };
	}
}

function conceptsOf({ finder, loaded: { graph } }: OpenGraph, verb: Verb, { names }: Given): ConceptId[] {
	return verb.arguments.flatMap(({ name, concept, optional }) => {
		const typed = names.get(name);
		if (typed !== undefined) return concept ? [namedConcept(typed, { finder, graph })] : [];
		if (optional) return [];
		throw new UsageError(`${verb.name}: “${name}” is not given.`);
	});
}

function networkOf({ embedded }: OpenGraph, { name }: Verb): EmbeddedVault {
	if (embedded !== undefined) return embedded;
	throw new UsageError(`The network of this vault was not built: ${name} has nothing to ask.`);
}

interface Slice {
	readonly from: number;
	readonly to: number;
}

function slice(verb: Verb, { limit = verb.limit ?? 0, offset = 0 }: Given): Slice {
	return { from: offset, to: limit === 0 ? Number.POSITIVE_INFINITY : offset + limit };
}

/** The query of a verb, as `--as-query` prints it. */
export function queryOf(open: OpenGraph, verb: Verb, given: Given, concepts: readonly ConceptId[]): string {
	const { answer } = verb;
	if (answer.query === undefined)
		throw new UsageError(`${verb.name} is no query: the network keeps its answers.`);
	return answer.query(askedOf(open, verb, given, concepts));
}

export function askedOf(
	open: OpenGraph,
	verb: Verb,
	{ names, depth, limit = verb.limit ?? 0, offset = 0 }: Given,
	concepts: readonly ConceptId[],
): Asked {
	return {
		concepts: concepts.map((concept) => patternOf(concept, open)),
		texts: verb.arguments.flatMap(({ name, concept }) => (concept ? [] : [names.get(name) ?? ""])),
		searchQuery,
		depth: depth ?? verb.depth ?? 1,
		limit: (offset === 0 ? "" : `\nSKIP ${offset}`) + (limit === 0 ? "" : `\nLIMIT ${limit}`),
	};
}

function searchQuery(search: string): string {
	return printQuery(rankedQuery(parseSearch(search)));
}

/** By what is unique: a path, a tag, or the name that nobody has written. */
function patternOf(concept: ConceptId, { loaded, graph }: OpenGraph): Pattern {
	const { kind, title, ...rest } = loaded.graph.graph.getNodeAttributes(concept);
	const label = graph.store.labelsOf(graph.nodeOf(concept)!)[0]!;
	const [key, value] =
		"path" in rest
			? ["path", rest.path]
			: kind === "tag" && "tag" in rest
				? ["tag", rest.tag as string]
				: ["title", title];
	return (variable) => `(${variable}:${label} {${key}: ${printString(value)}})`;
}

async function rowsAnswer(
	open: OpenGraph,
	verb: Verb,
	answer: RowsAnswer,
	given: Given,
	concepts: readonly ConceptId[],
	options: RunOptions,
): Promise<Answer> {
	const limit = given.limit ?? verb.limit ?? 0;
	// One more than wanted tells whether there are more.
	const wanted = { ...given, limit: limit === 0 ? 0 : limit + 1 };
	const asked = { ...askedOf(open, verb, wanted, concepts), sentences: true };
	const result = await runQuery(open, answer.query(asked), options);
	const records = recordsOf(result, open);
	const more = limit > 0 && records.length > limit;
	const left = [...concepts];
	const ends = verb.arguments.map(({ name, concept }) => [
		name,
		concept ? toConceptRecord(open.loaded.graph, left.shift()!) : given.names.get(name),
	]);
	return { ...Object.fromEntries(ends), rows: more ? records.slice(0, limit) : records, more };
}

/** Rows as records: concepts in short, and links as the sentences in which they stand. */
export function recordsOf({ columns, rows }: QueryResult, open: OpenGraph): Record<string, unknown>[] {
	return rows.map((row) =>
		Object.fromEntries(columns.map((name, i) => [name, recordOf(row[i] ?? null, open)])),
	);
}

function recordOf(value: Value, { graph, loaded }: OpenGraph): ConceptRecord | Plain {
	if (value instanceof NodeValue) {
		const concept = graph.conceptOf(value.id);
		if (concept !== undefined) return toConceptRecord(loaded.graph, concept);
	}
	if (value instanceof RelationshipValue) return graph.sentenceOf(value.id) ?? null;
	return toPlain(value, graph.store);
}

/** The chain of links between two concepts; over a shared tag, if there is no other way. */
export async function shortestPath(
	open: OpenGraph,
	answer: PathAnswer,
	concepts: readonly ConceptId[],
	options: RunOptions,
): Promise<PathValue | undefined> {
	const asked: Asked = {
		concepts: concepts.map((id) => patternOf(id, open)),
		texts: [],
		searchQuery,
		depth: 1,
		limit: "",
	};
	for (const query of [answer.query, answer.otherwise]) {
		const { rows } = await runQuery(open, query(asked), options);
		const path = rows[0]?.[0];
		if (path instanceof PathValue) return path;
	}
	return undefined;
}

async function pathAnswer(
	open: OpenGraph,
	answer: PathAnswer,
	concepts: readonly [ConceptId, ConceptId],
	options: RunOptions,
): Promise<Path> {
	const path = await shortestPath(open, answer, concepts, options);
	const [from, to] = concepts;
	const { graph } = open.loaded;
	return {
		from: toConceptRecord(graph, from),
		to: toConceptRecord(graph, to),
		length: path === undefined ? null : path.relationships.length,
		steps: path === undefined ? [] : stepsOf(path, open),
	};
}

export function stepsOf({ nodes, relationships }: PathValue, { graph, loaded }: OpenGraph): PathStep[] {
	const { store } = graph;
	const titleOf = titleIn(loaded.graph);
	const nameOf = (node: number) => titleOf(graph.conceptOf(node) ?? "");
	return relationships.map((id, i) => {
		const source = store.source(id);
		const [path, line] = [store.nodeValue(source, "path"), store.relationshipValue(id, "line")];
		const sentence = graph.sentenceOf(id);
		return {
			from: nameOf(nodes[i]!),
			to: nameOf(nodes[i + 1]!),
			type: store.typeName(id),
			direction: source === nodes[i] ? "out" : "in",
			...(typeof path === "string" && { place: line === null ? path : `${path}:${line}` }),
			...(sentence !== undefined && { sentence }),
		};
	});
}

export function relatedAnswer(embedded: EmbeddedVault, asked: ConceptId, { from, to }: Slice): Related {
	mustBeEmbedded(asked, embedded);
	const { graph } = embedded;
	const neighbors = embedded.neighborsOf(asked);
	return {
		concept: toConceptRecord(graph, asked),
		related: neighbors.slice(from, to).map((neighbor) => {
			const { concept, score, reasons } = neighbor;
			return { ...toConceptRecord(graph, concept), score, reasons, why: whyOf(neighbor, asked, embedded) };
		}),
		more: neighbors.length > to,
	};
}

function whyOf(neighbor: Neighbor, asked: ConceptId, { graph }: EmbeddedVault): string[] {
	return reasonsInWords(neighbor, asked, titleIn(graph)).map(([saying]) => saying);
}

export function suggestAnswer(
	embedded: EmbeddedVault,
	of: ConceptId | undefined,
	{ from, to }: Slice,
): Suggestions {
	if (of !== undefined) mustBeEmbedded(of, embedded);
	const { graph } = embedded;
	const all = linkSuggestions(embedded.embedding, of);
	return {
		total: all.length,
		suggestions: all.slice(from, to).map((suggestion) => ({
			from: toConceptRecord(graph, suggestion.from),
			to: toConceptRecord(graph, suggestion.to),
			link: linkText(suggestion, embedded),
			score: suggestion.score,
			...(suggestion.mention !== undefined && { mention: suggestion.mention }),
			reasons: suggestion.reasons,
			why: whyOf({ ...suggestion, concept: suggestion.to }, suggestion.from, embedded),
		})),
	};
}

/** `[[梯度消失]]`, or `[[长短期记忆网络|LSTM]]` where the text says LSTM. */
export function linkText({ to, mention }: LinkSuggestion, { finder }: Pick<EmbeddedVault, "finder">): string {
	const target = finder.linkTo(to);
	return mention === undefined || mention.name === target ? `[[${target}]]` : `[[${target}|${mention.name}]]`;
}

export async function explainAnswer(
	embedded: EmbeddedVault,
	[a, b]: readonly [ConceptId, ConceptId],
): Promise<Explained> {
	for (const concept of [a, b]) mustBeEmbedded(concept, embedded);
	const explanation = await embedded.explain(a, b);
	if (explanation === undefined) throw new Error("the model is gone that was there a moment ago");
	const neighbor = embedded.neighborsOf(a).find(({ concept }) => concept === b);
	return {
		a: toConceptRecord(embedded.graph, a),
		b: toConceptRecord(embedded.graph, b),
		...explanation,
		reasons: neighbor?.reasons ?? [],
		why: neighbor === undefined ? [] : whyOf(neighbor, a, embedded),
	};
}
