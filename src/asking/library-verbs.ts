/** Verbs for programs: each is a function of an open vault, and answers plain records. */

import type { Budget } from "../query/index.js";
import { askVerb } from "./ask-verb.js";
import type { OpenGraph } from "./opened-graph.js";
import type {
	About,
	CommunityRow,
	Explained,
	HubRow,
	LinkRow,
	NeighborRow,
	Path,
	PlaceRow,
	Related,
	Rows,
	SearchRow,
	SimilarRow,
	Suggestions,
	TagRow,
	UnresolvedRow,
} from "./verb-answers.js";
import { type Verb, verbNamed } from "./verbs.js";

export interface VerbOptions {
	readonly budget?: Budget;
	readonly signal?: AbortSignal;
}

export interface ListOptions extends VerbOptions {
	/** How many; 0 for all. */
	readonly limit?: number;
	/** Rows to leave out at the beginning. */
	readonly offset?: number;
}

/**
 * What a note links to, and in which sentences. Notes are named as people write them: by title, alias, `#tag`, path or a
 * part of one. Throws where nothing or several things are called so.
 *
 * @example const { rows } = await links(graph, "LSTM");
 */
export function links(graph: OpenGraph, note: string, options?: ListOptions): Promise<About & Rows<LinkRow>> {
	return ask(graph, "links", { note }, options);
}

/** What links to a note, and in which sentences. */
export function backlinks(
	graph: OpenGraph,
	note: string,
	options?: ListOptions,
): Promise<About & Rows<LinkRow>> {
	return ask(graph, "backlinks", { note }, options);
}

/** What is linked with a note, either way, and over what. */
export function neighbors(
	graph: OpenGraph,
	note: string,
	options?: ListOptions & { /** How many links away; 1 if nothing is said. */ readonly depth?: number },
): Promise<About & Rows<NeighborRow>> {
	return ask(graph, "neighbors", { note }, options);
}

/** The shortest chain of links between two notes, with the sentences in which they stand. */
export function path(graph: OpenGraph, from: string, to: string, options?: VerbOptions): Promise<Path> {
	return ask(graph, "path", { from, to }, options);
}

/** The notes nearest to one, and why. The vault has to be opened with `network: true`. */
export function related(graph: OpenGraph, note: string, options?: ListOptions): Promise<Related> {
	return ask(graph, "related", { note }, options);
}

/** The notes whose vectors are nearest to one's. The vault has to be opened with `network: true`. */
export function similar(
	graph: OpenGraph,
	note: string,
	options?: ListOptions,
): Promise<About & Rows<SimilarRow>> {
	return ask(graph, "similar", { note }, options);
}

/** Links that notes lack, for the whole vault or for one note. The vault has to be opened with `network: true`. */
export function suggest(graph: OpenGraph, note?: string, options?: ListOptions): Promise<Suggestions> {
	return ask(graph, "suggest", note === undefined ? {} : { note }, options);
}

/** Which messages made two notes alike. The vault has to be opened with `network: true`. */
export function explain(graph: OpenGraph, a: string, b: string, options?: VerbOptions): Promise<Explained> {
	return ask(graph, "explain", { a, b }, options);
}

/** The notes that are linked to most. */
export function hubs(graph: OpenGraph, options?: ListOptions): Promise<Rows<HubRow>> {
	return ask(graph, "hubs", {}, options);
}

/** Notes without any link. */
export function orphans(graph: OpenGraph, options?: ListOptions): Promise<Rows<PlaceRow>> {
	return ask(graph, "orphans", {}, options);
}

/** Notes that link to no note. */
export function deadends(graph: OpenGraph, options?: ListOptions): Promise<Rows<PlaceRow>> {
	return ask(graph, "deadends", {}, options);
}

/** Names that are linked and not written, most wanted first. */
export function unresolved(graph: OpenGraph, options?: ListOptions): Promise<Rows<UnresolvedRow>> {
	return ask(graph, "unresolved", {}, options);
}

/** Tags, and how many notes have them. */
export function tags(graph: OpenGraph, options?: ListOptions): Promise<Rows<TagRow>> {
	return ask(graph, "tags", {}, options);
}

/** The regions of the concept map. The vault has to be opened with `network: true`. */
export function communities(graph: OpenGraph, options?: ListOptions): Promise<Rows<CommunityRow>> {
	return ask(graph, "communities", {}, options);
}

/** Notes that hold all of some words, best first. */
export function search(graph: OpenGraph, words: string, options?: ListOptions): Promise<Rows<SearchRow>> {
	return ask(graph, "search", { words }, options);
}

/** The table of verbs says what each answers; `verb-answers.ts` says it in types. */
async function ask<Answer>(
	graph: OpenGraph,
	name: string,
	names: Readonly<Record<string, string>>,
	{ budget, signal, ...given }: ListOptions & { readonly depth?: number } = {},
): Promise<Answer> {
	const verb = verbNamed(name) as Verb;
	const asked = { names: new Map(Object.entries(names)), ...given };
	const answer = await askVerb(graph, verb, asked, { ...(budget && { budget }), ...(signal && { signal }) });
	return answer as Answer;
}
