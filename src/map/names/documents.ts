import type { ConceptGraph } from "../../model/index.js";
import type { Places } from "../places.js";
import { createVocabulary, eachToken, type Vocabulary, wall } from "./tokens.js";

/** What each concept says, as tokens: its names, its headings, what it refers to, and the beginning of its text. */
export interface Documents {
	readonly vocabulary: Vocabulary;
	/** All tokens, a wall after every part. */
	readonly text: Uint32Array;
	/** (concepts + 1): where each concept's tokens begin. */
	readonly starts: Uint32Array;
	/** (concepts): where its names end and where its headings end. */
	readonly names: Uint32Array;
	readonly headings: Uint32Array;
}

export function readDocuments({ graph }: ConceptGraph, places: Places): Documents {
	const { concepts, notes, links } = places;
	const vocabulary = createVocabulary();
	const titles = concepts.map((id) => clip(graph.getNodeAttribute(id, "title")));
	const referred = referredBy(concepts.length, links);
	const each = Math.max(
		leastTokens,
		Math.min(mostTokens, Math.floor(allTokens / Math.max(1, concepts.length))),
	);
	const text: number[] = [];
	const starts = new Uint32Array(concepts.length + 1);
	const names = new Uint32Array(concepts.length);
	const headings = new Uint32Array(concepts.length);
	const say = (part: string, most: number) => {
		eachToken(part, vocabulary, most, (token) => text.push(token));
		text.push(wall);
	};
	concepts.forEach((_, i) => {
		const compiled = notes[i];
		say(titles[i]!, 40);
		for (const alias of compiled?.note.aliases.slice(0, 20) ?? []) say(clip(alias), 40);
		names[i] = text.length;
		for (const heading of compiled?.note.headings.slice(0, 60) ?? []) say(clip(heading.text), 40);
		headings[i] = text.length;
		for (const v of referred[i]!.slice(0, 60)) say(titles[v]!, 40);
		if (compiled !== undefined) say(compiled.prose.text.slice(0, each * 12), each);
		starts[i + 1] = text.length;
	});
	return { vocabulary, text: Uint32Array.from(text), starts, names, headings };
}

/** Tokens taken from the text of a note, so that all together stay near `allTokens`. */
const leastTokens = 40;
const mostTokens = 3000;
const allTokens = 300_000;
const longestName = 200;

function clip(name: string): string {
	return name.length > longestName ? name.slice(0, longestName) : name;
}

function referredBy(n: number, { sources, targets }: Places["links"]): number[][] {
	const referred = Array.from({ length: n }, () => [] as number[]);
	sources.forEach((u, e) => {
		referred[u]!.push(targets[e]!);
	});
	return referred;
}

/** A token and where it stands in the text. */
export interface Token {
	readonly token: number;
	readonly start: number;
	readonly end: number;
}

/** Tokens of a name with their places in it. */
export function tokensOf(name: string, vocabulary: Vocabulary): Token[] {
	const tokens: Token[] = [];
	eachToken(clip(name), vocabulary, 40, (token, start, end) => {
		if (token !== wall) tokens.push({ token, start, end });
	});
	return tokens;
}
