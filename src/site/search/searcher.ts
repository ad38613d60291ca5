import { IndexReader, type Load, type Scores } from "./index-reader.js";
import type { StoredText } from "./layout.js";
import { excerpt, matchesIn, type Pieces } from "./matches.js";
import { nearNames } from "./near-names.js";
import { type Needle, parseQuery, type Query } from "./parse-query.js";
import { fold } from "./tokens.js";

export interface Answer {
	/** Best first. Every one of them holds what was asked for, unless `near`. */
	readonly hits: readonly Hit[];
	/** Pages that match; an upper bound while not all of them are shown. */
	readonly total: number;
	/** Nothing matched; these names are similar. */
	readonly near: boolean;
}

export interface Hit {
	/** From the site's root. */
	readonly href: string;
	readonly title: Pieces;
	readonly lang: string;
	readonly snippet: Pieces;
	/** Sections in which the words stand. */
	readonly places: readonly { readonly slug: string; readonly heading: Pieces; readonly snippet: Pieces }[];
}

export interface Searcher {
	/** `undefined` when the signal was given before the answer was ready. */
	search(input: string, limit: number, signal?: { readonly aborted: boolean }): Promise<Answer | undefined>;
}

export function createSearcher(load: Load): Searcher {
	const index = new IndexReader(load);
	return {
		search: async (input, limit, signal) => {
			const query = parseQuery(input);
			const candidates = await findCandidates(index, query);
			const stop = () => signal?.aborted === true;
			if (stop()) return undefined;
			const { hits, rejected } = await confirm(index, query, candidates, limit, stop);
			if (stop()) return undefined;
			if (hits.length > 0 || query.text === "") {
				return { hits, total: Math.max(hits.length, candidates.length - rejected), near: false };
			}
			return { hits: await similar(index, query, limit), total: 0, near: true };
		},
	};
}

/** Documents that have all terms, best first. */
async function findCandidates(index: IndexReader, query: Query): Promise<readonly number[]> {
	const lookups = query.words.flatMap((word) => word.lookups);
	const [scores, tags] = await Promise.all([
		Promise.all(lookups.map((lookup) => index.scores(lookup))),
		Promise.all(query.tags.map((tag) => withTag(index, tag))),
	]);
	const filters = [...tags];
	if (query.paths.length > 0) filters.push(await onPaths(index, query.paths));
	const all = intersect([...scores, ...filters]);
	return [...all].sort(([a, x], [b, y]) => y - x || a - b).map(([document]) => document);
}

/** A tag that is not yet typed to its end stands for those that begin so. */
async function withTag(index: IndexReader, term: string): Promise<Scores> {
	const exact = await index.scores({ term, prefix: false });
	return silent(exact.size > 0 ? exact : await index.scores({ term, prefix: true }));
}

async function onPaths(index: IndexReader, paths: readonly string[]): Promise<Scores> {
	const found: Scores = new Map();
	(await index.names()).forEach(([href], document) => {
		const path = fold(decode(href).replace(/\.html$/, ""));
		if (paths.every((part) => path.includes(part))) found.set(document, 0);
	});
	return found;
}

function decode(href: string): string {
	try {
		return decodeURI(href);
	} catch {
		return href;
	}
}

function silent(scores: Scores): Scores {
	return new Map([...scores.keys()].map((document) => [document, 0]));
}

function intersect(lists: readonly Scores[]): Scores {
	const [smallest, ...others] = [...lists].sort((a, b) => a.size - b.size);
	const sums: Scores = new Map();
	for (const [document, score] of smallest ?? []) {
		if (others.every((other) => other.has(document))) {
			sums.set(
				document,
				others.reduce((sum, other) => sum + (other.get(document) as number), score),
			);
		}
	}
	return sums;
}

/** Rounds of texts that are read when candidates turn out to hold the pairs of a phrase, but not the phrase. */
const mostRounds = 4;

/**
 * Reads the candidates' texts, best first, until there are enough hits. That all pairs of a phrase stand in a
 * note does not mean that the phrase does: only the text tells.
 */
async function confirm(
	index: IndexReader,
	query: Query,
	candidates: readonly number[],
	limit: number,
	stop: () => boolean,
): Promise<{ hits: readonly Hit[]; rejected: number }> {
	const found: { text: StoredText; rank: number }[] = [];
	let rejected = 0;
	let next = 0;
	for (let round = 0; round < mostRounds && found.length < limit && next < candidates.length; round += 1) {
		if (stop()) break;
		const batch = candidates.slice(next, next + Math.max(limit - found.length, 4));
		next += batch.length;
		for (const text of await Promise.all(batch.map((document) => readText(index, query, document)))) {
			if (text !== undefined) found.push({ text, rank: rankOf(text, query) });
			else rejected += 1;
		}
	}
	found.sort((a, b) => b.rank - a.rank);
	return { hits: found.slice(0, limit).map(({ text }) => toHit(text, query)), rejected };
}

/** Parts of a long document that are read for one hit; after them its pairs are taken at their word. */
const mostParts = 8;

/** The text of a document that holds all that was asked for; of a long one no more than is needed to know. */
async function readText(index: IndexReader, query: Query, document: number): Promise<StoredText | undefined> {
	const stored = await index.text(document);
	if (stored === undefined) return undefined;
	const [href, title, lang, aliases, first, parts] = stored;
	let missing = absentFrom(fieldsOf(stored), wantedBy(query));
	let sections = first;
	for (let part = 1; part <= Math.min(parts, mostParts) && missing.length > 0; part += 1) {
		const more = await index.sections(document, part);
		sections = [...sections, ...more];
		missing = absentFrom(
			more.flatMap(([, heading, text]) => [heading, text]),
			missing,
		);
	}
	if (missing.some((needle) => !needle.word) && parts <= mostParts) return undefined;
	return [href, title, lang, aliases, sections, parts];
}

function wantedBy(query: Query): readonly Needle[] {
	return query.words.flatMap((word) => word.needles);
}

/** What the index knows of words is certain; they are looked for to be shown. */
function absentFrom(fields: readonly string[], needles: readonly Needle[]): readonly Needle[] {
	const folded = fields.map(fold);
	return needles.filter((needle) => !folded.some((field) => field.includes(needle.text)));
}

function fieldsOf([href, title, , aliases, sections]: StoredText): readonly string[] {
	const name = decode(href).replace(/^.*\/|\.html$/g, "");
	return [title, name, ...aliases, ...sections.flatMap(([, heading, text]) => [heading, text])];
}

/** The page that is called what was asked for comes first, whatever the others score. */
function rankOf([, title, , aliases]: StoredText, { text }: Query): number {
	if (fold(title) === text) return 2;
	return aliases.some((alias) => fold(alias) === text) ? 1 : 0;
}

const snippetCells = 150;
const mostPlaces = 3;

function toHit([href, title, lang, , sections]: StoredText, query: Query): Hit {
	const needles = wantedBy(query);
	const places = sections
		.map(([slug, heading, text]) => ({ slug, heading, text, weight: weigh(heading, text, needles) }))
		.filter((place) => place.weight > 0)
		.sort((a, b) => b.weight - a.weight);
	const intro = places.find((place) => place.slug === "");
	const headed = places.filter((place) => place.slug !== "").slice(0, mostPlaces);
	const fallback = sections.find(([, , text]) => text !== "")?.[2] ?? "";
	const shown = intro?.text ?? (headed.length === 0 ? fallback : "");
	return {
		href,
		title: excerpt(title, needles, Number.POSITIVE_INFINITY),
		lang,
		snippet: excerpt(shown, needles, snippetCells),
		places: headed.map((place) => ({
			slug: place.slug,
			heading: excerpt(place.heading, needles, snippetCells),
			snippet: excerpt(place.text, needles, snippetCells),
		})),
	};
}

/** How many different needles stand in a section; in its heading they weigh more. */
function weigh(heading: string, text: string, needles: readonly Needle[]): number {
	const kinds = (part: string) => new Set(matchesIn(part, needles).map((match) => match.needle)).size;
	return kinds(text) + 2 * kinds(heading);
}

async function similar(index: IndexReader, query: Query, limit: number): Promise<readonly Hit[]> {
	const documents = nearNames(query.text, await index.names()).slice(0, limit);
	const texts = await Promise.all(documents.map((document) => index.text(document)));
	return texts.filter((text) => text !== undefined).map((text) => toHit(text, query));
}
