import type { Body, Heading } from "../../model/index.js";
import type { StoredSection } from "./layout.js";

/** A stretch of a note that is indexed and stored as one: sections, or parts of a long one. */
export type Passage = readonly StoredSection[];

/** UTF-8 bytes, roughly: about 5 KB compressed, so that ten hits cost no more than 50 KB. */
export const passageSize = 16_000;
/** When one section is cut, this many characters stand on both sides of the cut, so that no phrase is lost. */
const overlap = 100;
/** Names that stand in each passage of a note are cut, so that a long name cannot multiply. */
export const longestRepeated = 200;

/**
 * Cuts a note's text into passages, at headings where possible. Most notes are one. Of a long one a search then
 * loads the passage that answers, and words that stand far from each other do not pass for a phrase.
 */
export function passagesOf(headings: readonly Heading[], text: Body["text"]): readonly Passage[] {
	const passages: StoredSection[][] = [[]];
	let size = 0;
	for (const section of sectionsOf(headings, text).flatMap(cut)) {
		const length = sizeOf(section[2]);
		if (size > 0 && size + length > passageSize) {
			passages.push([]);
			size = 0;
		}
		passages.at(-1)?.push(section);
		size += length;
	}
	return passages;
}

export function lengthOf(passage: Passage): number {
	return passage.reduce((sum, [, , text]) => sum + sizeOf(text), 0);
}

/** About the number of UTF-8 bytes. */
export function sizeOf(text: string): number {
	let size = text.length;
	for (let at = 0; at < text.length; at += 8) if (text.charCodeAt(at) > 0x7ff) size += 16;
	return size;
}

/** Headings that the body does not show (they stand in a comment) are none of the reader's business. */
function sectionsOf(headings: readonly Heading[], text: Body["text"]): readonly StoredSection[] {
	return text
		.map((section): StoredSection => {
			const { slug, text: heading } = headings[section.heading] ?? { slug: "", text: "" };
			return [slug, heading, withoutStart(tidy(section.text), tidy(heading))];
		})
		.filter(([, heading, content]) => heading !== "" || content !== "");
}

function tidy(text: string): string {
	return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

/** A section's text begins with its heading. */
function withoutStart(text: string, start: string): string {
	return text.startsWith(start) ? text.slice(start.length).trimStart() : text;
}

function cut([slug, heading, text]: StoredSection): readonly StoredSection[] {
	const length = Math.max(1000, Math.floor((passageSize * text.length) / Math.max(1, sizeOf(text))));
	const pieces: StoredSection[] = [];
	for (let start = 0; start === 0 || start + overlap < text.length; start += length - overlap) {
		pieces.push([
			slug,
			start === 0 ? heading : heading.slice(0, longestRepeated),
			text.slice(start, start + length),
		]);
	}
	return pieces;
}
