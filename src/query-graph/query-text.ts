/** `text.search` within queries: notes by the words in them. */
import {
	baseName,
	type CompiledNote,
	type ConceptId,
	foldName,
	type Link,
	type Note,
	type Position,
	type Prose,
} from "../model/index.js";
import { float, NodeValue, type Procedure, textSearch, type Value } from "../query/index.js";

/** How much a word in a title or alias weighs against one in the text. */
const titleWeight = 8;
/** After how many occurrences one more says half as much. */
const saturation = 3;

/**
 * A note is found when it holds every word that was asked for, in its title, aliases or text, as a part of a word too:
 * so that Chinese, which does not write blanks, is found. Texts are read when the first search comes.
 */
export function searchProcedure(
	notes: readonly CompiledNote[],
	nodeOf: (concept: ConceptId) => number | undefined,
): Procedure {
	return searchProcedureOf(() => notes.flatMap((note) => textOf(note, nodeOf) ?? []));
}

/** @param load what is searched; called when the first search comes */
export function searchProcedureOf(load: () => readonly SearchableNote[]): Procedure {
	let texts: readonly SearchableNote[] | undefined;
	return {
		...textSearch,
		call: ([words], { spend }) => {
			if (typeof words !== "string") return [];
			const wanted = wordsIn(words);
			if (wanted.length === 0) return [];
			texts ??= load();
			spend(texts.length * wanted.length);
			return search(texts, wanted);
		},
	};
}

export interface SearchableNote extends SearchableText {
	readonly node: number;
}

/** What is searched of a note. */
export interface SearchableText {
	/** Title and aliases, folded. */
	readonly names: string;
	/** What it says, folded. */
	readonly body: string;
	/** As it is written, line by line, and which line of the note each is. */
	readonly prose: string;
	readonly lines: readonly number[];
	readonly excerpt: string;
}

function textOf(
	compiled: CompiledNote,
	nodeOf: (concept: ConceptId) => number | undefined,
): SearchableNote | undefined {
	const node = nodeOf(compiled.note.path);
	return node === undefined ? undefined : { node, ...searchedTextOf(compiled) };
}

export function searchedTextOf({ note, body, prose }: CompiledNote): SearchableText {
	return {
		names: folded([note.title, ...note.aliases].join("\n")),
		body: folded(body.text.map((part) => part.text).join("\n")),
		prose: withLinks(prose, note),
		lines: prose.lines,
		excerpt: note.excerpt,
	};
}

const object = "\ufffc";

/** Lines with what their links and tags display, as far as that can be told. */
function withLinks({ text, lines }: Prose, { links, tags }: Note): string {
	if (!text.includes(object)) return text;
	const shown = new Map<number, { column: number; text: string }[]>();
	const add = ({ line, column }: Position, said: string) => {
		const others = shown.get(line);
		if (others === undefined) shown.set(line, [{ column, text: said }]);
		else others.push({ column, text: said });
	};
	for (const link of links)
		if (link.format !== "property" && link.comment !== true) add(link.position, displayOf(link));
	for (const tag of tags)
		if (tag.property !== true && tag.comment !== true) add(tag.position, `#${tag.name}`);
	return text
		.split("\n")
		.map((said, i) => {
			const pieces = said.split(object);
			if (pieces.length === 1) return said;
			const left = shown.get(lines[i]!)?.sort((a, b) => a.column - b.column) ?? [];
			// Beside a formula, a picture or HTML nobody can say which is which.
			if (left.length !== pieces.length - 1) return pieces.join(left.length === 0 ? "" : "…");
			return pieces.map((piece, at) => piece + (left[at]?.text ?? "")).join("");
		})
		.join("\n");
}

function displayOf({ kind, alias, target, heading }: Link): string {
	if (kind === "embed") return "";
	return alias ?? (target === "" ? (heading ?? "") : baseName(target));
}

/** What is looked for: folded, each for itself. */
export function wordsIn(asked: string): readonly string[] {
	return folded(asked).split(/\s+/u).filter(Boolean);
}

function folded(text: string): string {
	return foldName(text.normalize("NFKC"));
}

function search(texts: readonly SearchableNote[], words: readonly string[]): readonly (readonly Value[])[] {
	const holders = words.map(
		(word) => texts.filter(({ names, body }) => names.includes(word) || body.includes(word)).length,
	);
	const found = texts.flatMap((text) => {
		const score = scoreOf(text, words, { holders, texts: texts.length });
		return score === undefined ? [] : [{ text, score }];
	});
	found.sort((a, b) => b.score - a.score || a.text.node - b.text.node);
	return found.map(({ text, score }) => [new NodeValue(text.node), float(score), ...whereIn(text, words)]);
}

/** Undefined where a word is missing. @param among how many texts there are, and how many of them hold each word */
export function scoreOf(
	{ names, body }: SearchableText,
	words: readonly string[],
	among: { readonly holders: readonly number[]; readonly texts: number },
): number | undefined {
	let score = 0;
	for (const [i, word] of words.entries()) {
		const weight = titleWeight * (names.includes(word) ? 1 : 0) + occurrences(body, word);
		if (weight === 0) return undefined;
		score += (Math.log(1 + among.texts / (1 + among.holders[i]!)) * weight) / (weight + saturation);
	}
	return score;
}

/** Lines with most of the words; in a title, there is no line but the first. */
export function whereIn(
	{ prose, lines, excerpt }: SearchableText,
	words: readonly string[],
): [number, string] {
	let best: { line: number; said: string; held: number } = { line: 1, said: excerpt, held: 0 };
	for (const [i, said] of prose.split("\n").entries()) {
		const line = folded(said);
		const held = words.filter((word) => line.includes(word)).length;
		if (held > best.held) best = { line: lines[i] ?? 1, said, held };
	}
	return [best.line, best.said.replace(/\s+/g, " ").trim()];
}

function occurrences(text: string, word: string): number {
	let count = 0;
	for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) count++;
	return count;
}
