import { fold, pairsOf, type Run, runsOf, tagTerm, wordTerm } from "./tokens.js";

/** What somebody typed: `循环神经网络 "hidden state" tag:课程 path:深度学习`. */
export interface Query {
	/** All of them must be there, each within one passage. */
	readonly units: readonly Unit[];
	/** Terms of tags, all of which a note must carry. */
	readonly tags: readonly string[];
	/** Folded; each must be part of the address. */
	readonly paths: readonly string[];
	/** What was asked for without the filters, folded: what a title is compared with. */
	readonly text: string;
	/** Terms by whose meaning notes may be looked for; none when filters or quotation marks say what is wanted. */
	readonly meant: readonly Lookup[];
	/** Its words, punctuation and all: notes that have them just so come first. */
	readonly words: readonly string[];
}

/** A word, a stretch of characters, or a phrase in quotation marks. */
export interface Unit {
	/** What to look up in the index. */
	readonly lookups: readonly Lookup[];
	readonly needle: Needle;
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
const mostUnits = 12;
const mostLookups = 16;

/** NFKC comes first, so `tag：课程`, ideographic spaces and full-width letters mean what they look like. */
export function parseQuery(input: string): Query {
	const units: Unit[] = [];
	const tags: string[] = [];
	const paths: string[] = [];
	const words: string[] = [];
	const text = input.normalize("NFKC").slice(0, longestQuery);
	for (const match of text.matchAll(/(tag:|path:|#)?(?:["“]([^"”]*)["”]?|(\S+))/giu)) {
		const [, filter, quoted, plain] = match;
		const value = (quoted ?? plain ?? "").trim();
		if (value === "") continue;
		if (filter?.toLowerCase() === "path:") paths.push(fold(value));
		else if (filter !== undefined) tags.push(tagTerm(value.replace(/^#/, "")));
		else {
			words.push(fold(value).replace(/\s+/g, " "));
			units.push(...unitsOf(value, quoted !== undefined));
		}
	}
	const exact = tags.length + paths.length > 0 || /["“]/.test(text);
	const meant = exact ? [] : units.slice(0, mostUnits).flatMap(({ lookups }) => lookups);
	return { meant, units: units.slice(0, mostUnits), tags, paths, text: words.join(" "), words };
}

function unitsOf(value: string, quoted: boolean): readonly Unit[] {
	const runs = [...runsOf(value)];
	if (!quoted) return runs.map((run) => ({ lookups: lookUp(run), needle: needleOf(run) }));
	const needle = { text: fold(value).replace(/\s+/g, " "), word: false };
	return runs.length === 0 ? [] : [{ lookups: runs.flatMap(lookUp).slice(0, mostLookups), needle }];
}

function needleOf({ kind, text }: Run): Needle {
	return { text: fold(text), word: kind === "word" };
}

function lookUp({ kind, text }: Run): readonly Lookup[] {
	if (kind === "word") {
		const term = wordTerm(text);
		return [{ term, prefix: term.length > 1 }];
	}
	const pairs = pairsOf(text);
	const single = pairs.length === 1 && [...text].length === 1;
	return enoughOf(pairs)
		.slice(0, mostLookups)
		.map((term) => ({ term, prefix: single }));
}

/** Of a long phrase every other pair is asked for: they still cover it, and the text itself decides. */
function enoughOf(pairs: readonly string[]): readonly string[] {
	return pairs.length <= 6
		? pairs
		: pairs.filter((_, index) => index % 2 === 0 || index === pairs.length - 1);
}
