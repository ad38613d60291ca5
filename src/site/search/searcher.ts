import { type Candidate, decodePath, findCandidates } from "./candidates.js";
import { IndexReader, type Load } from "./index-reader.js";
import type { StoredText } from "./layout.js";
import { excerpt, matchesIn, type Pieces } from "./matches.js";
import { fuse, type Nearness, nearestNotes } from "./meaning.js";
import { nearNames } from "./near-names.js";
import { type Needle, parseQuery, type Query, type Unit } from "./parse-query.js";
import { fold } from "./tokens.js";

export interface Answer {
	/** Best first. Every one of them holds what was asked for, unless `near`. */
	readonly hits: readonly Hit[];
	/** Pages that match; an upper bound while not all of them are shown. */
	readonly total: number;
	/** Nothing matched; these names are similar. */
	readonly near: boolean;
	/** Pages that do not hold what was asked for, but mean something like it; only if meaning was asked for. */
	readonly meant: readonly Hit[];
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
	/**
	 * `undefined` when the signal was given before the answer was ready. With `meaning` what pages mean is taken into
	 * account, for which one more file is loaded; where the index has none, the answer is as without.
	 */
	search(
		input: string,
		limit: number,
		signal?: { readonly aborted: boolean },
		meaning?: boolean,
	): Promise<Answer | undefined>;
}

export function createSearcher(load: Load): Searcher {
	const index = new IndexReader(load);
	return {
		search: async (input, limit, signal, meaning) => {
			const query = parseQuery(input);
			const stop = () => signal?.aborted === true;
			const found = await findCandidates(index, query);
			if (stop()) return undefined;
			const nearness = meaning ? await nearestNotes(index, query.meant) : { order: [], outstanding: 0 };
			const candidates = nearness.order.length > 0 ? fuse(found, nearness) : found;
			if (stop()) return undefined;
			const { hits, rejected } = await confirm(index, query, candidates, limit, stop);
			if (stop()) return undefined;
			const meant = await onlyMeant(index, query, nearness, candidates);
			if (stop()) return undefined;
			if (hits.length > 0 || query.text === "") {
				return { hits, total: Math.max(hits.length, candidates.length - rejected), near: false, meant };
			}
			return { hits: await similar(index, query, limit), total: 0, near: true, meant };
		},
	};
}

/** Rounds of texts that are read when candidates turn out to hold the pairs of a phrase, but not the phrase. */
const mostRounds = 4;

/**
 * Reads the candidates' texts, best first, until there are enough hits. That all pairs of a phrase stand in a
 * passage does not mean that the phrase does: only the text tells.
 */
async function confirm(
	index: IndexReader,
	query: Query,
	candidates: readonly Candidate[],
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
		for (const text of await Promise.all(batch.map((candidate) => readText(index, query, candidate)))) {
			if (text !== undefined) found.push({ text, rank: rankOf(text, query) });
			else rejected += 1;
		}
	}
	found.sort((a, b) => b.rank - a.rank);
	return { hits: found.slice(0, limit).map(({ text }) => toHit(text, query)), rejected };
}

/** Passages of one note that are tried for one phrase. */
const mostTries = 12;

/** A candidate's passages with everything that was asked for, as one text; undefined when something is missing. */
async function readText(
	index: IndexReader,
	query: Query,
	{ note, passages }: Candidate,
): Promise<StoredText | undefined> {
	const read = new Map<number, StoredText>();
	for (const [number, unit] of query.units.entries()) {
		if ([...read.values()].some((text) => holds(text, unit))) continue;
		const found = await firstThatHolds(index, unit, (passages[number] ?? []).slice(0, mostTries));
		if (found === undefined) return undefined;
		read.set(...found);
	}
	if (read.size === 0) return index.text((await index.passages()).firsts[note] as number);
	const texts = [...read].sort(([a], [b]) => a - b).map(([, text]) => text);
	const [href, title, lang, aliases] = texts[0] as StoredText;
	return [href, title, lang, aliases, texts.flatMap(([, , , , sections]) => sections)];
}

async function firstThatHolds(
	index: IndexReader,
	unit: Unit,
	passages: readonly number[],
): Promise<[number, StoredText] | undefined> {
	for (const passage of passages) {
		const text = await index.text(passage);
		// What the index knows of a word is certain: it may stand inside a longer one.
		if (text !== undefined && (unit.needle.word || holds(text, unit))) return [passage, text];
	}
	return undefined;
}

function holds(text: StoredText, { needle }: Unit): boolean {
	return fieldsOf(text).some((field) => fold(field).includes(needle.text));
}

function fieldsOf([href, title, , aliases, sections]: StoredText): readonly string[] {
	const name = decodePath(href).replace(/^.*\//, "");
	return [title, name, ...aliases, ...sections.flatMap(([, heading, text]) => [heading, text])];
}

/**
 * The page that is called what was asked for comes first, then the one that has it as another name, then those
 * in which each word stands as it was written (`2024-01-02`, not three numbers), whatever the others score.
 */
function rankOf(stored: StoredText, { text, words }: Query): number {
	const [, title, , aliases] = stored;
	if (fold(title) === text) return 3;
	if (aliases.some((alias) => fold(alias) === text)) return 2;
	const fields = fieldsOf(stored).map(fold);
	return words.every((word) => fields.some((field) => field.includes(word))) ? 1 : 0;
}

const snippetCells = 150;
const mostPlaces = 3;

function toHit([href, title, lang, , sections]: StoredText, query: Query): Hit {
	const needles = query.units.map((unit) => unit.needle);
	const places = sections
		.map(([slug, heading, text]) => ({ slug, heading, text, weight: weigh(heading, text, needles) }))
		.filter((place) => place.weight > 0)
		.sort((a, b) => b.weight - a.weight);
	const intro = places.find((place) => place.slug === "");
	const slugs = new Set([""]);
	const headed = places.filter(({ slug }) => !slugs.has(slug) && slugs.add(slug));
	const fallback = sections.find(([, , text]) => text !== "")?.[2] ?? "";
	const shown = intro?.text ?? (headed.length === 0 ? fallback : "");
	return {
		href,
		title: excerpt(title, needles, Number.POSITIVE_INFINITY),
		lang,
		snippet: excerpt(shown, needles, snippetCells),
		places: headed.slice(0, mostPlaces).map((place) => ({
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

const mostMeant = 5;

/** Those that no word led to. */
function onlyMeant(
	index: IndexReader,
	query: Query,
	{ order, outstanding }: Nearness,
	candidates: readonly Candidate[],
): Promise<readonly Hit[]> {
	const known = new Set(candidates.map(({ note }) => note));
	const notes = order.slice(0, outstanding).filter((note) => !known.has(note));
	return hitsFor(index, query, notes.slice(0, mostMeant));
}

async function similar(index: IndexReader, query: Query, limit: number): Promise<readonly Hit[]> {
	return hitsFor(index, query, nearNames(query.text, await index.names()).slice(0, limit));
}

async function hitsFor(index: IndexReader, query: Query, notes: readonly number[]): Promise<readonly Hit[]> {
	const { firsts } = await index.passages();
	const texts = await Promise.all(notes.map((note) => index.text(firsts[note] as number)));
	return texts.filter((text) => text !== undefined).map((text) => toHit(text, query));
}
