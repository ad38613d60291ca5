import type { IndexReader, Passages, Scores } from "./index-reader.js";
import type { Query, Unit } from "./parse-query.js";
import { fold } from "./tokens.js";

/** A note that the index says may be an answer. */
export interface Candidate {
	readonly note: number;
	readonly score: number;
	/** For each unit of the query, the passages in which it may stand, the likeliest first. */
	readonly passages: readonly (readonly number[])[];
}

/**
 * Notes that have everything that was asked for, best first: each unit within one of their passages, all units
 * anywhere in the note.
 */
export async function findCandidates(index: IndexReader, query: Query): Promise<readonly Candidate[]> {
	const passages = await index.passages();
	const [units, tags] = await Promise.all([
		Promise.all(query.units.map((unit) => withUnit(index, unit))),
		Promise.all(query.tags.map((tag) => withTag(index, tag, passages))),
	]);
	const filters = query.paths.length > 0 ? [...tags, await onPaths(index, query.paths)] : tags;
	const byNote = units.map((scores) => bestOfNotes(scores, passages));
	const shared = sharedPassages(units);
	return [...intersect([...byNote, ...filters])]
		.sort(([a, x], [b, y]) => y - x || a - b)
		.map(([note, score]) => ({
			note,
			score,
			passages: units.map((scores) => inNote(scores, note, passages, shared)),
		}));
}

async function withUnit(index: IndexReader, { lookups }: Unit): Promise<Scores> {
	return intersect(await Promise.all(lookups.map((lookup) => index.scores(lookup))));
}

/** A tag that is not yet typed to its end stands for those that begin so. */
async function withTag(index: IndexReader, term: string, { notes }: Passages): Promise<Scores> {
	const exact = await index.scores({ term, prefix: false });
	const found = exact.size > 0 ? exact : await index.scores({ term, prefix: true });
	return new Map([...found.keys()].map((passage) => [notes[passage] as number, 0]));
}

async function onPaths(index: IndexReader, paths: readonly string[]): Promise<Scores> {
	const found: Scores = new Map();
	(await index.names()).forEach(([href], note) => {
		const path = fold(decodePath(href));
		if (paths.every((part) => path.includes(part))) found.set(note, 0);
	});
	return found;
}

/** The address of a page as its author knows it. */
export function decodePath(href: string): string {
	const path = href.replace(/\.html$/, "");
	try {
		return decodeURI(path);
	} catch {
		return path;
	}
}

function intersect(lists: readonly Scores[]): Scores {
	const [smallest, ...others] = [...lists].sort((a, b) => a.size - b.size);
	const sums: Scores = new Map();
	for (const [key, score] of smallest ?? []) {
		if (!others.every((other) => other.has(key))) continue;
		sums.set(
			key,
			others.reduce((sum, other) => sum + (other.get(key) as number), score),
		);
	}
	return sums;
}

function bestOfNotes(scores: Scores, { notes }: Passages): Scores {
	const best: Scores = new Map();
	for (const [passage, score] of scores) {
		const note = notes[passage] as number;
		if (score > (best.get(note) ?? -1)) best.set(note, score);
	}
	return best;
}

/** In how many units' lists each passage stands. */
function sharedPassages(units: readonly Scores[]): Scores {
	const counts: Scores = new Map();
	for (const scores of units) {
		for (const passage of scores.keys()) counts.set(passage, (counts.get(passage) ?? 0) + 1);
	}
	return counts;
}

/** Passages that may hold other units as well come first: one text then shows them all. */
function inNote(
	scores: Scores,
	note: number,
	{ firsts, files }: Passages,
	shared: Scores,
): readonly number[] {
	const found: number[] = [];
	const end = firsts[note + 1] ?? files.length;
	for (let passage = firsts[note] as number; passage < end; passage += 1)
		if (scores.has(passage)) found.push(passage);
	const weigh = (passage: number) => (shared.get(passage) as number) * 1e6 + (scores.get(passage) as number);
	return found.sort((a, b) => weigh(b) - weigh(a) || a - b);
}
