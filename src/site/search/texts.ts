import type { SiteFile } from "../../model/index.js";
import type { SearchDocument } from "./document.js";
import { partFile, type StoredSection, type StoredText, textFile } from "./layout.js";
import { indexFile, json } from "./pack.js";

/** UTF-8 bytes of text in a file, roughly: about 5 KB compressed, so that ten hits cost no more than 50 KB. */
const fileSize = 16_000;
const mostInGroup = 4;
/** Groups start afresh here, so that a note that grows moves few others to another file. */
const groupsAlign = 64;
/** Longer texts of one section are cut, with this many characters on both sides of the cut. */
const overlap = 100;

/** How many documents share each file: four, or fewer when they are long. */
export function groupTexts(documents: readonly SearchDocument[]): readonly number[] {
	const groups: number[] = [];
	let count = 0;
	let size = 0;
	documents.forEach((document, index) => {
		const length = Math.min(
			fileSize,
			document.text.reduce((sum, { text }) => sum + sizeOf(text), 0),
		);
		if (count > 0 && (count === mostInGroup || size + length > fileSize || index % groupsAlign === 0)) {
			groups.push(count);
			count = 0;
			size = 0;
		}
		count += 1;
		size += length;
	});
	return count > 0 ? [...groups, count] : groups;
}

export function textFiles(
	documents: readonly SearchDocument[],
	groups: readonly number[],
): readonly SiteFile[] {
	const files: SiteFile[] = [];
	let first = 0;
	for (const count of groups) {
		const group = documents
			.slice(first, first + count)
			.map((document) => ({ document, parts: partsOf(document) }));
		files.push(
			indexFile(textFile(first), () => json(group.map(({ document, parts }) => firstPart(document, parts)))),
		);
		group.forEach(({ parts }, index) => {
			for (let part = 1; part < parts.length; part += 1) {
				files.push(indexFile(partFile(first + index, part), () => json(parts[part])));
			}
		});
		first += count;
	}
	return files;
}

function firstPart({ href, title, lang, aliases }: SearchDocument, parts: StoredSection[][]): StoredText {
	return [href, title, lang, aliases, parts[0] ?? [], Math.max(0, parts.length - 1)];
}

function partsOf(document: SearchDocument): StoredSection[][] {
	const parts: StoredSection[][] = [[]];
	let size = 0;
	for (const section of sectionsOf(document).flatMap(cut)) {
		const length = sizeOf(section[2]);
		if (size > 0 && size + length > fileSize) {
			parts.push([]);
			size = 0;
		}
		parts.at(-1)?.push(section);
		size += length;
	}
	return parts;
}

/** Headings that the body does not show (they stand in a comment) are none of the reader's business. */
function sectionsOf({ headings, text }: SearchDocument): readonly StoredSection[] {
	return text
		.map((section): StoredSection => {
			const { slug, text: heading } = headings[section.heading] ?? { slug: "", text: "" };
			return [slug, heading, withoutStart(tidy(section.text), tidy(heading))];
		})
		.filter(([, heading, content]) => heading !== "" || content !== "");
}

/** A section's text begins with its heading. */
function withoutStart(text: string, start: string): string {
	return text.startsWith(start) ? text.slice(start.length).trimStart() : text;
}

function tidy(text: string): string {
	return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

function cut([slug, heading, text]: StoredSection): readonly StoredSection[] {
	const length = Math.max(1000, Math.floor((fileSize * text.length) / Math.max(1, sizeOf(text))));
	const pieces: StoredSection[] = [];
	for (let start = 0; start === 0 || start + overlap < text.length; start += length - overlap) {
		pieces.push([slug, heading, text.slice(start, start + length)]);
	}
	return pieces;
}

/** About the number of UTF-8 bytes. */
function sizeOf(text: string): number {
	let size = text.length;
	for (let at = 0; at < text.length; at += 8) if (text.charCodeAt(at) > 0x7ff) size += 16;
	return size;
}
