import type { Community, ConceptGraph } from "../../model/index.js";
import type { Places } from "../places.js";
import { type Candidate, type Candidates, collectCandidates, type Source, tidy } from "./candidates.js";
import { type Documents, readDocuments } from "./documents.js";

export interface NamingInput {
	readonly graph: ConceptGraph;
	readonly places: Places;
	/** Of these places. */
	readonly said: NamesSaid;
	/** (concepts) */
	readonly community: Uint32Array;
	/** (concepts): 0 to 1. */
	readonly importance: Float32Array;
	/** How many communities there are. */
	readonly count: number;
	/** (communities): the name of each on an earlier map, which it keeps as long as it is nearly as good. */
	readonly formerly?: readonly (string | undefined)[];
}

/** What concepts say, and what of it might be a name. */
export interface NamesSaid {
	readonly documents: Documents;
	readonly candidates: Candidates;
}

export function readNames(graph: ConceptGraph, places: Places): NamesSaid {
	const documents = readDocuments(graph, places);
	return { documents, candidates: collectCandidates(graph, places, documents) };
}

/**
 * Names every community by what its members say more than the others do (c-TF-IDF: term frequency by class, as in
 * Grootendorst 2022, arXiv:2203.05794), preferring what people already call something by: folders, tags, titles.
 */
export function nameCommunities({
	graph,
	places,
	said: { documents, candidates },
	community,
	importance,
	count,
	formerly = [],
}: NamingInput): readonly Community[] {
	const masses = weigh(documents, candidates, community, importance, count);
	const rated = Array.from({ length: count }, (_, c) =>
		rate(c, candidates.list, masses, community, importance, count),
	);
	const names = choose(rated, formerly);
	const members = membersOf(community, importance, count);
	const used = new Set(names.filter((name) => name !== undefined).map((name) => name.toLowerCase()));
	return members.map((list, c) => ({
		name: names[c] ?? fallbackName(list, places, graph, used),
		terms: tellingTerms(rated[c]!),
		members: list.map((i) => places.concepts[i]!),
	}));
}

function membersOf(community: Uint32Array, importance: Float32Array, count: number): number[][] {
	const members = Array.from({ length: count }, () => [] as number[]);
	community.forEach((c, i) => {
		members[c]!.push(i);
	});
	for (const list of members) list.sort((a, b) => importance[b]! - importance[a]! || a - b);
	return members;
}

interface Masses {
	/** (candidates, communities): how much its members speak of it, each at most once. */
	readonly mass: Float64Array;
	/** (communities): what it would be if every member spoke of nothing else. */
	readonly full: Float64Array;
}

function weigh(
	documents: Documents,
	{ list, trie, ends }: Candidates,
	community: Uint32Array,
	importance: Float32Array,
	count: number,
): Masses {
	const { text, starts, names, headings } = documents;
	const mass = new Float64Array(list.length * count);
	const full = new Float64Array(count);
	const said = new Float64Array(list.length);
	for (let i = 0; i < community.length; i++) {
		const weight = 0.5 + importance[i]!;
		full[community[i]!]! += weight;
		const touched: number[] = [];
		for (let k = starts[i]!; k < starts[i + 1]!; k++) {
			const worth = k < names[i]! ? 3 : k < headings[i]! ? 1 : 0.5;
			let state = 0;
			for (let j = k; j < starts[i + 1]!; j++) {
				const next = trie.find(state, text[j]!);
				if (next < 0) break;
				state = next + 1;
				const found = ends[state]!;
				if (found < 0) continue;
				if (said[found] === 0) touched.push(found);
				said[found]! += worth;
			}
		}
		for (const found of touched) {
			mass[found * count + community[i]!]! += (weight * said[found]!) / (said[found]! + 2);
			said[found] = 0;
		}
	}
	list.forEach(({ filed }, candidate) => {
		for (const i of filed) mass[candidate * count + community[i]!]! += 0.5 * (0.5 + importance[i]!);
	});
	return { mass, full };
}

interface Rated {
	readonly candidate: Candidate;
	readonly score: number;
}

/** Candidates for one community, best first. */
function rate(
	c: number,
	list: readonly Candidate[],
	{ mass, full }: Masses,
	community: Uint32Array,
	importance: Float32Array,
	count: number,
): Rated[] {
	let greatest = 0;
	for (let i = 0; i < community.length; i++)
		if (community[i] === c) greatest = Math.max(greatest, importance[i]!);
	const rated: Rated[] = [];
	list.forEach((candidate, k) => {
		const own = mass[k * count + c]!;
		if (own === 0) return;
		// How often it is said elsewhere, as if all communities were of one size.
		let elsewhere = 0;
		for (let o = 0; o < count; o++)
			if (o !== c) elsewhere = Math.max(elsewhere, mass[k * count + o]! / (full[o]! + 3));
		const share = own / (full[c]! + 1);
		const telling = share / (share + 1.5 * elsewhere);
		const at = [...candidate.concepts];
		// A name of something that lies in another territory would point the wrong way.
		if (at.length > 0 && !at.some((i) => community[i] === c)) return;
		let central = 0;
		for (const i of at)
			if (community[i] === c && greatest > 0) central = Math.max(central, importance[i]! / greatest);
		const score = Math.sqrt(share) * telling * prior(candidate) * (1 + 0.5 * central);
		rated.push({ candidate, score });
	});
	return rated
		.sort((a, b) => b.score - a.score || (a.candidate.name < b.candidate.name ? -1 : 1))
		.slice(0, 60);
}

const priors: Readonly<Record<Source, number>> = {
	folder: 1.2,
	tag: 1.1,
	title: 1,
	alias: 0.95,
	heading: 0.85,
	phrase: 0.8,
};

function prior({ name, sources, common }: Candidate): number {
	let best = 0;
	for (const source of sources) best = Math.max(best, priors[source]);
	const cells = cellsOf(name);
	return (common ? 0.75 : 1) * best * (cells <= 16 ? 1 : cells <= 24 ? 0.92 : cells <= mostCells ? 0.75 : 0);
}

const mostCells = 28;

/** Width on a map: characters of Han and their like are two cells wide. */
function cellsOf(name: string): number {
	let cells = 0;
	for (const character of name) cells += character >= "\u1100" ? 2 : 1;
	return cells;
}

/** To each community a name of its own: the surest choices first. */
function choose(
	rated: readonly Rated[][],
	formerly: readonly (string | undefined)[],
): (string | undefined)[] {
	const offers = rated.flatMap((list, c) =>
		list.slice(0, 30).map(({ candidate: { name }, score }) => ({
			...{ c, name },
			score: name === formerly[c] ? loyalty * score : score,
		})),
	);
	offers.sort((a, b) => b.score - a.score || a.c - b.c);
	const names: (string | undefined)[] = rated.map(() => undefined);
	const taken = new Set<string>();
	for (const { name, score, c } of offers) {
		if (names[c] !== undefined || score === 0 || taken.has(name.toLowerCase())) continue;
		names[c] = name;
		taken.add(name.toLowerCase());
	}
	return names;
}

/** How much better another name must be before a territory gives up its own. */
const loyalty = 1.3;

/** The beginning of the most central title that has one; a number if nothing has. */
function fallbackName(
	members: readonly number[],
	{ concepts }: Places,
	{ graph }: ConceptGraph,
	used: Set<string>,
) {
	for (const i of members.slice(0, 50)) {
		const name = shorten(tidy(graph.getNodeAttribute(concepts[i]!, "title").slice(0, 400)));
		if (name === "" || used.has(name.toLowerCase())) continue;
		used.add(name.toLowerCase());
		return name;
	}
	let number = 1;
	while (used.has(String(number))) number++;
	used.add(String(number));
	return String(number);
}

function shorten(name: string): string {
	let cells = 0;
	let end = 0;
	for (const character of name) {
		cells += cellsOf(character);
		if (cells > mostCells - 2) return `${name.slice(0, end).trimEnd()}…`;
		end += character.length;
	}
	return name;
}

const mostTerms = 12;

/** The best, without those that only repeat a part of a better one. */
function tellingTerms(rated: readonly Rated[]): string[] {
	const terms: string[] = [];
	for (const { candidate, score } of rated) {
		const folded = candidate.name.toLowerCase();
		if (score === 0 || terms.some((term) => term.toLowerCase().includes(folded))) continue;
		terms.push(candidate.name);
		if (terms.length === mostTerms) break;
	}
	return terms;
}
