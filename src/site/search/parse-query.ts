import { fold, pairsOf, runsOf, tagTerm, wordTerm } from "./tokens.js";

/** What somebody typed: `循环神经网络 "hidden state" tag:课程 path:深度学习`. */
export interface Query {
	/** All of it must be there. */
	readonly words: readonly Word[];
	/** Terms of tags, all of which a note must carry. */
	readonly tags: readonly string[];
	/** Folded; each must be part of the address. */
	readonly paths: readonly string[];
	/** The words as a reader would write them, folded: what a title is compared with. */
	readonly text: string;
}

export interface Word {
	/** Folded. */
	readonly text: string;
	/** In quotation marks: must stand just so. */
	readonly quoted: boolean;
	/** What to look up in the index. */
	readonly lookups: readonly Lookup[];
	/** Folded stretches that a note with this word contains. */
	readonly needles: readonly Needle[];
}

export interface Lookup {
	readonly term: string;
	/** Whether longer terms count too. */
	readonly prefix: boolean;
}

export interface Needle {
	readonly text: string;
	/** Looked for where a word begins. */
	readonly word: boolean;
}

const longestQuery = 200;
const mostLookups = 24;

/** NFKC comes first, so `tag：课程`, ideographic spaces and full-width letters mean what they look like. */
export function parseQuery(input: string): Query {
	const query = { words: [] as Word[], tags: [] as string[], paths: [] as string[] };
	const text = input.normalize("NFKC").slice(0, longestQuery);
	let left = mostLookups;
	for (const match of text.matchAll(/(tag:|path:|#)?(?:["“]([^"”]*)["”]?|(\S+))/giu)) {
		const [, filter, quoted, plain] = match;
		const value = (quoted ?? plain ?? "").trim();
		if (value === "") continue;
		if (filter === undefined) {
			const word = toWord(value, quoted !== undefined, left);
			left -= word.lookups.length;
			if (word.lookups.length > 0) query.words.push(word);
		} else if (filter.toLowerCase() === "path:") query.paths.push(fold(value));
		else query.tags.push(tagTerm(value.replace(/^#/, "")));
	}
	return { ...query, text: query.words.map((word) => word.text).join(" ") };
}

function toWord(value: string, quoted: boolean, most: number): Word {
	const lookups: Lookup[] = [];
	const needles: Needle[] = [];
	for (const run of runsOf(value)) {
		needles.push({ text: fold(run.text), word: run.kind === "word" });
		if (run.kind === "word") {
			const term = wordTerm(run.text);
			lookups.push({ term, prefix: term.length > 1 });
		} else {
			const pairs = pairsOf(run.text);
			const single = [...(pairs[0] ?? "")].length === 1;
			for (const term of single ? pairs : enoughOf(pairs)) lookups.push({ term, prefix: single });
		}
	}
	const text = fold(value).replace(/\s+/g, " ");
	return {
		text,
		quoted,
		lookups: lookups.slice(0, Math.max(0, most)),
		needles: quoted ? [{ text, word: false }] : needles,
	};
}

/** Of a long phrase every other pair is asked for: they still cover it, and the text itself decides. */
function enoughOf(pairs: readonly string[]): readonly string[] {
	return pairs.length <= 6
		? pairs
		: pairs.filter((_, index) => index % 2 === 0 || index === pairs.length - 1);
}
