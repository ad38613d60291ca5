import type { Body, CompiledNote, Note, SearchTerms } from "../../model/index.js";
import { lengthOf, type Passage, passagesOf } from "./passages.js";
import { bucketOf, buckets, pairsOf, runsOf, tagTerm, wordTerm } from "./tokens.js";

/**
 * What the search index needs of one note: each term with its impact, which says how much the note is about it.
 * The statistics of the vault (how rare a term is) come in when somebody asks, so a note's terms never change
 * because of another note.
 */
export function searchTerms(note: Note, body: Body): Pick<CompiledNote, "sketch" | "search"> {
	const texts = passagesOf(note.headings, body.text);
	const passages = texts.map(passageImpacts);
	const first = passages[0] ?? new Map<string, number>();
	for (const alias of [note.name, ...note.aliases]) addName(first, alias, aliasFloor);
	addName(first, note.title, titleFloor);
	for (const tag of note.tags) {
		// What stands in a comment is not to be found.
		if (tag.comment === true) continue;
		for (const term of tagAndParents(tag.name)) first.set(term, tagImpact);
	}
	const search = dealOut(passages);
	return { search, sketch: { sizes: texts.map(lengthOf), buckets: sketchOf(search) } };
}

/** Which buckets of two notes, or of one before and after an edit, are the same. */
export function sketchOf(search: SearchTerms): string {
	const hashes = Buffer.alloc(6 * search.length);
	search.forEach((bucket, i) => {
		if (bucket !== "") hashes.writeUIntBE(hashOf(bucket), 6 * i, 6);
	});
	return hashes.toString("base64");
}

/** The hash of one bucket in a sketch: eight characters, all `A` for an empty one. */
export function bucketIn(sketch: string, bucket: number): string {
	return sketch.slice(8 * bucket, 8 * bucket + 8);
}

export const emptyBucket = "AAAAAAAA";

/**
 * 48 bits, never 0. Two multiplicative hashes with a final mix: SHA-256 would take longer for the 64 small buckets of
 * a note than finding their terms, and who made two texts that collide would only deceive himself.
 */
function hashOf(text: string): number {
	let a = 0x9e3779b1;
	let b = 0x85ebca6b;
	for (let i = 0; i < text.length; i += 1) {
		const unit = text.charCodeAt(i);
		a = Math.imul(a ^ unit, 0x01000193);
		b = Math.imul((b << 5) ^ (b >>> 27) ^ unit, 0xcc9e2d51);
	}
	a = Math.imul(a ^ (b >>> 15), 0x2c1b3c6d);
	b = Math.imul(b ^ (a >>> 13), 0x297a2d39);
	return ((a ^ (a >>> 16)) >>> 0) * 0x10000 + ((b ^ (b >>> 16)) & 0xffff) || 1;
}

function passageImpacts(passage: Passage): Map<string, number> {
	const impacts = textImpacts(passage.flatMap(([, heading, text]) => [heading, text]));
	for (const [, heading] of passage) addHeading(impacts, heading);
	return impacts;
}

/** Impacts from the text lie in steps of 3 up to 24 (few distinct values compress well), names above them. */
const textCeiling = 24;
const textStep = 3;
const headingBonus = 12;
const headingCeiling = 36;
const aliasFloor = 40;
const titleFloor = 44;
const nameRange = 19;
const tagImpact = 1;

/** BM25's saturation and length normalisation, against a fixed length instead of the vault's average. */
const saturation = 1.2;
const lengthWeight = 0.6;
const usualLength = 500;

function textImpacts(texts: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	let length = 0;
	for (const text of texts) {
		for (const term of termsOf(text)) {
			counts.set(term, (counts.get(term) ?? 0) + 1);
			length += 1;
		}
	}
	const norm = saturation * (1 - lengthWeight + lengthWeight * (length / usualLength));
	for (const [term, count] of counts) {
		const share = (count * (1 + saturation)) / (count + norm) / (1 + saturation);
		counts.set(term, textStep * Math.max(1, Math.round((share * textCeiling) / textStep)));
	}
	return counts;
}

/** Terms of a text, repeated as they occur. The last character of a run stands alone too: it begins no pair. */
function* termsOf(text: string): Generator<string> {
	for (const run of runsOf(text)) {
		if (run.kind === "characters") {
			const pairs = pairsOf(run.text);
			yield* pairs;
			const last = pairs.at(-1);
			const [first, second] = [...(last ?? "")];
			if (first !== undefined && second !== undefined) yield second;
		} else {
			yield wordTerm(run.text);
			yield* laterHumps(run.text);
		}
	}
}

const hump = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

/** `BiLSTM` is also found by `lstm`, `getElementById` by `element`: words are matched by their beginning. */
function* laterHumps(word: string): Generator<string> {
	if (word.length > 64 || !/[a-zA-Z0-9][A-Z]/.test(word)) return;
	const humps = word.split(hump);
	for (let index = 1; index < humps.length; index += 1) yield wordTerm(humps.slice(index).join(""));
}

function addHeading(impacts: Map<string, number>, heading: string): void {
	for (const term of new Set(termsOf(heading))) {
		impacts.set(term, Math.min((impacts.get(term) ?? 0) + headingBonus, headingCeiling));
	}
}

/** The fewer terms a name has, the more each of them is the name. */
function addName(impacts: Map<string, number>, name: string, floor: number): void {
	const terms = new Set(termsOf(name));
	const impact = floor + Math.round(nameRange / Math.sqrt(Math.max(1, terms.size)));
	for (const term of terms) impacts.set(term, Math.max(impacts.get(term) ?? 0, impact));
}

function tagAndParents(tag: string): string[] {
	const parts = tag.split("/").slice(0, 32);
	return parts.map((_, index) => tagTerm(parts.slice(0, index + 1).join("/")));
}

/** @param passages impact of each term, passage by passage */
export function dealOut(passages: readonly ReadonlyMap<string, number>[]): SearchTerms {
	const lines = Array.from({ length: buckets }, () => new Map<number, string[]>());
	passages.forEach((impacts, passage) => {
		for (const [term, impact] of impacts) {
			const bucket = lines[bucketOf(term)]!;
			const terms = bucket.get(passage * 64 + impact);
			if (terms === undefined) bucket.set(passage * 64 + impact, [term]);
			else terms.push(term);
		}
	});
	return lines.map((bucket) =>
		[...bucket]
			.sort(([a], [b]) => a - b)
			.map(([posting, terms]) => `${posting} ${terms.sort().join(" ")}`)
			.join("\n"),
	);
}
