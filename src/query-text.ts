/** `text.search` within queries: notes by the words in them. */
import { type CompiledNote, type ConceptId, foldName } from "./model/index.js";
import { float, NodeValue, type Procedure, type Value } from "./query/index.js";

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
	let texts: readonly Text[] | undefined;
	return {
		name: "text.search",
		about: "Notes that hold all of some words, best first.",
		arguments: [{ name: "words", type: "STRING?" }],
		results: [
			{ name: "node", type: "NODE" },
			{ name: "score", type: "FLOAT" },
			{ name: "line", type: "INTEGER?" },
			{ name: "excerpt", type: "STRING" },
		],
		call: ([words], { spend }) => {
			if (typeof words !== "string") return [];
			const wanted = foldName(words.normalize("NFKC")).split(/\s+/u).filter(Boolean);
			if (wanted.length === 0) return [];
			texts ??= notes.flatMap((note) => textOf(note, nodeOf) ?? []);
			spend(texts.length * wanted.length);
			return search(texts, wanted);
		},
	};
}

interface Text {
	readonly node: number;
	readonly names: string;
	readonly text: string;
	readonly compiled: CompiledNote;
}

function textOf(
	compiled: CompiledNote,
	nodeOf: (concept: ConceptId) => number | undefined,
): Text | undefined {
	const { note } = compiled;
	const node = nodeOf(note.path);
	if (node === undefined) return undefined;
	const text = compiled.body.text.map((part) => part.text).join("\n");
	return { node, names: folded([note.title, ...note.aliases].join("\n")), text: folded(text), compiled };
}

function folded(text: string): string {
	return foldName(text.normalize("NFKC"));
}

function search(texts: readonly Text[], words: readonly string[]): readonly (readonly Value[])[] {
	const counts = texts.map(({ names, text }) =>
		words.map((word) => ({ named: occurrences(names, word), said: occurrences(text, word) })),
	);
	const rarity = words.map((_, i) => {
		const holders = counts.filter((count) => count[i]!.named + count[i]!.said > 0).length;
		return Math.log(1 + texts.length / (1 + holders));
	});
	const found = texts.flatMap((text, at) => {
		let score = 0;
		for (const [i, { named, said }] of counts[at]!.entries()) {
			if (named + said === 0) return [];
			const weight = titleWeight * Math.min(named, 1) + said;
			score += (rarity[i]! * weight) / (weight + saturation);
		}
		return [{ text, score }];
	});
	found.sort((a, b) => b.score - a.score || a.text.node - b.text.node);
	return found.map(({ text, score }) => [new NodeValue(text.node), float(score), ...whereIn(text, words)]);
}

/** Lines with most of the words; in a title, there is no line but the first. */
function whereIn({ compiled }: Text, words: readonly string[]): [number, string] {
	const { text, lines } = compiled.prose;
	let best: { line: number; said: string; held: number } = { line: 1, said: compiled.note.excerpt, held: 0 };
	for (const [i, said] of text.split("\n").entries()) {
		const line = folded(said);
		const held = words.filter((word) => line.includes(word)).length;
		if (held > best.held) best = { line: lines[i] ?? 1, said, held };
	}
	return [best.line, best.said.replaceAll("\ufffc", "").trim()];
}

function occurrences(text: string, word: string): number {
	let count = 0;
	for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) count++;
	return count;
}
