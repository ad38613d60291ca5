import { createPairTable } from "./pair-table.js";
import { stopCharacters, stopWords } from "./stop-words.js";
import { type Vocabulary, wall } from "./tokens.js";

/**
 * Phrases that return: words, pairs of words, and runs of two to six characters of a script without spaces. A run must
 * be whole, which no dictionary is needed to see: it holds together better than chance would have it, and no longer run
 * that contains it accounts for most of it (神经网络, but not 经网络).
 *
 * @param text tokens of all documents, with walls between
 * @param starts (documents + 1): where each begins in `text`
 * @returns tokens of each phrase
 */
export function findPhrases(text: Uint32Array, starts: Uint32Array, vocabulary: Vocabulary): number[][] {
	const documents = documentOf(text.length, starts);
	let level = countSingles(text, documents, vocabulary.size);
	const singles = level.counts;
	const phrases: number[][] = [];
	level.firsts.forEach((at, gram) => {
		if (level.spread[gram]! >= leastSpread && isWord(text[at]!, vocabulary)) phrases.push([text[at]!]);
	});
	for (let length = 2; length <= longest; length++) {
		const longer = lengthen(level, text, documents, vocabulary, length);
		for (const gram of wholeGrams(level, longer)) {
			const at = level.firsts[gram]!;
			if (
				length > 2 &&
				isPhrase(text.subarray(at, at + length - 1), level, gram, singles, text.length, vocabulary)
			) {
				phrases.push([...text.subarray(at, at + length - 1)]);
			}
		}
		level = longer;
	}
	return phrases;
}

const longest = 7;
/** Documents that hold a phrase. */
const leastSpread = 2;
const leastCount = 3;

/** All runs of one length that return. */
interface Level {
	/** (text): number of the run that begins here, −1 if it is rare. */
	readonly at: Int32Array;
	readonly counts: Uint32Array;
	/** In how many documents. */
	readonly spread: Uint32Array;
	/** Where each was seen first. */
	readonly firsts: Uint32Array;
	/** The document in which each was seen last. */
	readonly lasts: Uint32Array;
	/** Numbers in the level below of the run without its last and without its first token. */
	readonly heads: Int32Array;
	readonly tails: Int32Array;
}

function documentOf(length: number, starts: Uint32Array): Uint32Array {
	const documents = new Uint32Array(length);
	for (let d = 0; d + 1 < starts.length; d++) documents.fill(d, starts[d]!, starts[d + 1]!);
	return documents;
}

function countSingles(text: Uint32Array, documents: Uint32Array, tokens: number): Level {
	const level = emptyLevel(text.length, tokens);
	for (let i = 0; i < text.length; i++) if (text[i] !== wall) see(level, text[i]!, i, documents);
	return level;
}

function lengthen(
	level: Level,
	text: Uint32Array,
	documents: Uint32Array,
	vocabulary: Vocabulary,
	length: number,
): Level {
	const table = createPairTable(1024);
	const numbers = new Int32Array(text.length).fill(-1);
	for (let i = 0; i + length <= text.length; i++) {
		const head = level.at[i]!;
		const tail = level.at[i + 1]!;
		if (head < 0 || tail < 0 || level.counts[head]! < leastCount || level.counts[tail]! < leastCount)
			continue;
		// Words go in pairs, characters in runs; the two do not mix.
		const characters = vocabulary.isCharacter(text[i]!);
		if (characters !== vocabulary.isCharacter(text[i + length - 1]!) || (!characters && length > 2)) continue;
		numbers[i] = table.add(head, text[i + length - 1]!);
	}
	const longer = emptyLevel(text.length, table.size);
	for (let i = 0; i < text.length; i++) {
		const gram = numbers[i]!;
		if (gram < 0) continue;
		longer.heads[gram] = level.at[i]!;
		longer.tails[gram] = level.at[i + 1]!;
		see(longer, gram, i, documents);
	}
	return longer;
}

function emptyLevel(length: number, grams: number): Level {
	return {
		at: new Int32Array(length).fill(-1),
		counts: new Uint32Array(grams),
		spread: new Uint32Array(grams),
		firsts: new Uint32Array(grams),
		heads: new Int32Array(grams).fill(-1),
		tails: new Int32Array(grams).fill(-1),
		lasts: new Uint32Array(grams),
	};
}

function see(level: Level, gram: number, i: number, documents: Uint32Array): void {
	if (level.counts[gram] === 0) level.firsts[gram] = i;
	if (level.counts[gram] === 0 || level.lasts[gram] !== documents[i]) level.spread[gram]!++;
	level.lasts[gram] = documents[i]!;
	level.counts[gram]!++;
	level.at[i] = gram;
}

/** Those of which no longer run accounts for most. */
function wholeGrams(level: Level, longer: Level): number[] {
	const most = new Uint32Array(level.counts.length);
	longer.counts.forEach((count, gram) => {
		for (const part of [longer.heads[gram]!, longer.tails[gram]!])
			if (count > most[part]!) most[part] = count;
	});
	const whole: number[] = [];
	level.counts.forEach((count, gram) => {
		if (count >= leastCount && level.spread[gram]! >= leastSpread && most[gram]! < 0.6 * count)
			whole.push(gram);
	});
	return whole;
}

function isPhrase(
	tokens: Uint32Array,
	level: Level,
	gram: number,
	singles: Uint32Array,
	total: number,
	vocabulary: Vocabulary,
): boolean {
	const first = vocabulary.spelling(tokens[0]!);
	const last = vocabulary.spelling(tokens.at(-1)!);
	const stops = vocabulary.isCharacter(tokens[0]!) ? stopCharacters : stopWords;
	if (stops.has(first.toLowerCase()) || stops.has(last.toLowerCase()) || /^\d+$/.test(first + last))
		return false;
	// More often than its tokens would meet by chance. Longer runs hold together if their ends do.
	const chance = (singles[tokens[0]!]! * singles[tokens.at(-1)!]!) / total;
	return level.counts[gram]! >= 3 * chance;
}

function isWord(token: number, vocabulary: Vocabulary): boolean {
	if (vocabulary.isCharacter(token)) return false;
	const spelling = vocabulary.spelling(token);
	return spelling.length >= 3 && !stopWords.has(spelling.toLowerCase()) && /\p{L}{2}/u.test(spelling);
}
