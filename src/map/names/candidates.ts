import { type ConceptGraph, foldName } from "../../model/index.js";
import type { Places } from "../places.js";
import { type Documents, type Token, tokensOf } from "./documents.js";
import { createPairTable, type PairTable } from "./pair-table.js";
import { findPhrases } from "./phrases.js";
import { framing, stopCharacters, stopWords } from "./stop-words.js";

/** A name that a territory might have. */
export interface Candidate {
	/** As it is spelt. */
	readonly name: string;
	readonly sources: Set<Source>;
	/** It holds a word that nearly every note has. */
	readonly common: boolean;
	/** Concepts that are called this. */
	readonly concepts: Set<number>;
	/** Notes that are filed under it: in a folder of this name, or with this tag. */
	readonly filed: Set<number>;
}

export type Source = "folder" | "tag" | "title" | "alias" | "heading" | "phrase";

export interface Candidates {
	readonly list: readonly Candidate[];
	/** From a state and a token to a state; 0 is the start. */
	readonly trie: PairTable;
	/** State → candidate that ends there, or −1. */
	readonly ends: Int32Array;
}

/** All names by which people call things in this vault, and the phrases that its notes share. */
export function collectCandidates(graph: ConceptGraph, places: Places, documents: Documents): Candidates {
	const collection = createCollection(documents);
	addFolders(collection, places);
	addConcepts(collection, graph, places);
	addHeadings(collection, places);
	for (const tokens of findPhrases(documents.text, documents.starts, documents.vocabulary)) {
		collection.addTokens(tokens);
	}
	return collection.finish();
}

interface Collection {
	/** Undefined when nothing in the name can stand as a name. */
	add(name: string, source: Source): Candidate | undefined;
	addTokens(tokens: readonly number[]): void;
	finish(): Candidates;
}

function createCollection(documents: Documents): Collection {
	const { vocabulary } = documents;
	const common = commonWords(documents);
	const list: Candidate[] = [];
	const byTokens = new Map<string, number>();
	/** All that leads to a candidate. */
	const spellings: { readonly tokens: readonly number[]; readonly candidate: number }[] = [];
	const put = (name: string, tokens: readonly number[], source: Source) => {
		const key = tokens.join(" ");
		const known = byTokens.get(key);
		const candidate =
			known === undefined
				? newCandidate(
						name,
						tokens.some((token) => common.has(token)),
					)
				: list[known]!;
		if (known === undefined) {
			byTokens.set(key, list.length);
			spellings.push({ tokens, candidate: list.length });
			list.push(candidate);
		}
		candidate.sources.add(source);
		return candidate;
	};
	/** "plugin" is "plugins": what was there first is kept. */
	const inOtherNumber = (tokens: readonly number[]) => {
		const last = vocabulary.spelling(tokens.at(-1)!).toLowerCase();
		const other = vocabulary.numbers.get(last.endsWith("s") ? last.slice(0, -1) : `${last}s`);
		return other === undefined ? undefined : byTokens.get([...tokens.slice(0, -1), other].join(" "));
	};
	return {
		add(name, source) {
			const tokens = trim(tokensOf(name, vocabulary), vocabulary, common);
			if (tokens.length === 0 || tokens.length > mostTokens) return undefined;
			const spelt = tidy(name.slice(tokens[0]!.start, tokens.at(-1)!.end));
			return spelt === ""
				? undefined
				: put(
						spelt,
						tokens.map(({ token }) => token),
						source,
					);
		},
		addTokens(tokens) {
			if (common.has(tokens[0]!) || common.has(tokens.at(-1)!)) return;
			const other = byTokens.get(tokens.join(" ")) ?? inOtherNumber(tokens);
			if (other !== undefined) {
				spellings.push({ tokens, candidate: other });
				return;
			}
			const characters = vocabulary.isCharacter(tokens[0]!);
			put(capital(tokens.map(vocabulary.spelling).join(characters ? "" : " ")), tokens, "phrase");
		},
		finish() {
			const trie = createPairTable(spellings.length * 3);
			const states = spellings.map(({ tokens }) => {
				// State 0 is the start, so that the table's numbers count from 1.
				let state = 0;
				for (const token of tokens) state = trie.add(state, token) + 1;
				return state;
			});
			const ends = new Int32Array(trie.size + 1).fill(-1);
			spellings.forEach(({ candidate }, i) => {
				ends[states[i]!] = candidate;
			});
			return { list, trie, ends };
		},
	};
}

function newCandidate(name: string, common: boolean): Candidate {
	return { name, common, sources: new Set(), concepts: new Set(), filed: new Set() };
}

const mostTokens = 12;

/** As on a map: a phrase is found in the middle of a sentence, a name stands alone. */
function capital(phrase: string): string {
	return /^[a-z]+(?: |$)/.test(phrase) ? phrase.charAt(0).toUpperCase() + phrase.slice(1) : phrase;
}

/** Words that stand in the names of very many: in the help of Obsidian, "Obsidian" sets nothing apart. */
function commonWords({ vocabulary, text, starts }: Documents): ReadonlySet<number> {
	const documents = starts.length - 1;
	if (documents < 8) return new Set();
	const seen = new Uint32Array(vocabulary.size);
	const last = new Int32Array(vocabulary.size).fill(-1);
	for (let d = 0; d < documents; d++) {
		for (let k = starts[d]!; k < starts[d + 1]!; k++) {
			if (last[text[k]!] === d) continue;
			last[text[k]!] = d;
			seen[text[k]!]!++;
		}
	}
	const common = new Set<number>();
	seen.forEach((count, token) => {
		if (token > 0 && !vocabulary.isCharacter(token) && count > 0.6 * documents) common.add(token);
	});
	return common;
}

/** Takes off what does not name: stop words and framing words, and common words in front, while something is left. */
function trim(tokens: Token[], vocabulary: Documents["vocabulary"], common: ReadonlySet<number>): Token[] {
	const text = (token: Token) => vocabulary.spelling(token.token).toLowerCase();
	const isLoose = (token: Token) => looseWords.has(text(token)) || !/\p{L}/u.test(text(token));
	let from = 0;
	let to = tokens.length;
	for (let changed = true; changed; ) {
		changed = false;
		for (const words of framing) {
			const at = (start: number) => words.every((word, i) => text(tokens[start + i]!) === word);
			if (to - from <= words.length) continue;
			if (at(from)) {
				from += words.length;
				changed = true;
			} else if (at(to - words.length)) {
				to -= words.length;
				changed = true;
			}
		}
		// "Acme Sync" is Sync, but "About Acme" is not About.
		while (to - from > 1 && (isLoose(tokens[from]!) || common.has(tokens[from]!.token))) {
			from++;
			changed = true;
		}
		while (to - from > 1 && isLoose(tokens[to - 1]!)) {
			to--;
			changed = true;
		}
	}
	const only = to - from === 1 ? tokens[from]! : undefined;
	const says =
		only === undefined || !(isLoose(only) || common.has(only.token) || stopCharacters.has(text(only)));
	return says ? tokens.slice(from, to) : [];
}

const looseWords: ReadonlySet<string> = new Set([...stopWords, "的", "之"]);

/** Without control characters, doubled spaces and what would turn the direction of the text around it. */
export function tidy(name: string): string {
	return name
		.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufffc\ufffd]+/gu, " ")
		.replace(/\s+/g, " ")
		.trim();
}

function addFolders(collection: Collection, { concepts, notes }: Places): void {
	const members = new Map<string, number[]>();
	concepts.forEach((id, i) => {
		if (notes[i] === undefined) return;
		for (const folder of new Set(id.split("/").slice(0, -1))) {
			const list = members.get(folder);
			if (list === undefined) members.set(folder, [i]);
			else list.push(i);
		}
	});
	for (const [folder, list] of members) {
		if (list.length < 2) continue;
		const candidate = collection.add(folder.replace(/^[\d\s._-]+(?=\D)/, ""), "folder");
		for (const i of list) candidate?.filed.add(i);
	}
}

function addConcepts(
	collection: Collection,
	{ graph, tags }: ConceptGraph,
	{ concepts, notes }: Places,
): void {
	const index = new Map(concepts.map((id, i) => [id, i]));
	concepts.forEach((id, i) => {
		const concept = graph.getNodeAttributes(id);
		const title = concept.kind === "tag" ? (concept.title.split("/").at(-1) ?? "") : concept.title;
		collection.add(title, concept.kind === "tag" ? "tag" : "title")?.concepts.add(i);
		for (const alias of notes[i]?.note.aliases.slice(0, 20) ?? []) {
			collection.add(alias, "alias")?.concepts.add(i);
		}
	});
	// Tags count as files do, whether they are on the map or not.
	const filed = new Map<string, number[]>();
	notes.forEach((compiled, i) => {
		for (const name of new Set(compiled?.note.tags.map((tag) => foldName(tag.name)))) {
			const list = filed.get(name);
			if (list === undefined) filed.set(name, [i]);
			else list.push(i);
		}
	});
	for (const [name, list] of filed) {
		const id = tags.get(name);
		if (list.length < 2 || id === undefined || !graph.hasNode(id)) continue;
		const candidate = collection.add(graph.getNodeAttribute(id, "title").split("/").at(-1) ?? "", "tag");
		for (const i of list) candidate?.filed.add(i);
		const own = index.get(id);
		if (own !== undefined) candidate?.concepts.add(own);
	}
}

/** Headings that several notes have are names of what they have in common. */
function addHeadings(collection: Collection, { notes }: Places): void {
	const seen = new Map<string, number>();
	for (const compiled of notes) {
		for (const text of new Set(compiled?.note.headings.slice(0, 60).map((heading) => heading.text))) {
			const count = (seen.get(text) ?? 0) + 1;
			seen.set(text, count);
			if (count === 2) collection.add(text, "heading");
		}
	}
}
