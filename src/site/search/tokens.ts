/**
 * How text becomes search terms; the compiler and the browser must agree on it, so both use this file.
 *
 * Scripts without spaces between words (Han, kana, Thai, …, and Hangul, whose particles cling to words) become
 * overlapping pairs of characters: 神经网络 → 神经 经网 网络. Asking for all pairs of a phrase finds every
 * place where it stands, with no dictionary. Everything else becomes words.
 */

/** The form in which search compares text. */
export function fold(text: string): string {
	return text.normalize("NFKC").toLowerCase().replaceAll("ς", "σ");
}

/** A stretch of text that is searched as one: characters of a script without spaces, or a word. */
export interface Run {
	readonly kind: "characters" | "word";
	/** As it stands in the NFKC form of the text, not yet in lower case. */
	readonly text: string;
}

const unspaced =
	"\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\u30FC\\p{sc=Hang}\\p{sc=Bopo}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}";
/** `c++`, `c#` and `f#` are words. */
const run = new RegExp(
	`([${unspaced}]+)|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+(?:[+#]{1,2}(?![\\p{L}\\p{N}]))?`,
	"gu",
);

/** Longer words (encoded data, mostly) are known by their beginning. */
const longestWord = 32;
const longestTag = 200;

export function* runsOf(text: string): Generator<Run> {
	for (const match of text.normalize("NFKC").matchAll(run)) {
		yield { kind: match[1] === undefined ? "word" : "characters", text: match[0] };
	}
}

export function wordTerm(word: string): string {
	const term = fold(word);
	return term.length > longestWord ? term.slice(0, longestWord).replace(/[\uD800-\uDBFF]$/, "") : term;
}

/** Overlapping pairs of code points; a single character stands for itself. */
export function pairsOf(characters: string): string[] {
	const points = [...fold(characters)];
	if (points.length < 2) return points;
	return points.slice(1).map((point, index) => `${points[index]}${point}`);
}

/** The term of a tag (without `#`). */
export function tagTerm(tag: string): string {
	return `#${fold(tag.slice(0, longestTag)).replace(/[\s\u0000-\u001F]+/g, "-")}`;
}

/**
 * Terms with the same key lie in the same shard: those that begin with the same character of an unspaced
 * script, or with the same two characters otherwise. So a shard answers for all terms with a given beginning.
 */
export function shardOf(term: string, shards: number): number {
	const first = term.codePointAt(0) ?? 0;
	let hash = Math.imul(first, 0x9e3779b1);
	if (!isUnspaced(term)) {
		const second = term.codePointAt(first > 0xffff ? 2 : 1) ?? 0;
		hash = Math.imul(hash ^ second, 0x85ebca6b);
	}
	return ((hash ^ (hash >>> 15)) >>> 0) % shards;
}

/** A shard is a part of a bucket, or several buckets are one shard: the numbers of both are powers of two. */
export const buckets = 64;

export function bucketOf(term: string): number {
	return shardOf(term, buckets);
}

const startsUnspaced = new RegExp(`^[${unspaced}]`, "u");

export function isUnspaced(term: string): boolean {
	const first = term.charCodeAt(0);
	// Nearly all terms are told apart without the table of scripts.
	return (first >= 0x4e00 && first <= 0x9fff) || (first > 0x7f && startsUnspaced.test(term));
}
