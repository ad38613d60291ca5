import { createHash } from "node:crypto";
import type { Reads, SiteFile } from "../../model/index.js";
import type { SearchDocument } from "./document.js";
import { type StoredText, textFile } from "./layout.js";
import { indexFile, json } from "./pack.js";
import { longestRepeated, passageSize } from "./passages.js";

/** Passages that share a file: four, or fewer when they are long. */
const mostInFile = 4;
/** Files start afresh here, so that a note that grows moves few others to another file. */
const alignment = 64;

export interface TextFile {
	/** Whose first passages these are; or a further one of the note before. */
	readonly texts: readonly TextPlace[];
	readonly continues: boolean;
}

interface TextPlace {
	readonly document: SearchDocument;
	readonly passage: number;
}

/** All passages in order, in files. */
export function groupTexts(documents: readonly SearchDocument[]): readonly TextFile[] {
	const files: TextFile[] = [];
	let open: TextPlace[] = [];
	let size = 0;
	const close = () => {
		if (open.length > 0) files.push({ texts: open, continues: false });
		open = [];
		size = 0;
	};
	documents.forEach((document, index) => {
		const [length = 0, ...others] = document.sketch.sizes;
		if (open.length === mostInFile || size + length > passageSize || index % alignment === 0) close();
		open.push({ document, passage: 0 });
		size += length;
		if (others.length === 0) return;
		close();
		for (const i of others.keys()) files.push({ texts: [{ document, passage: i + 1 }], continues: true });
	});
	close();
	return files;
}

export function textFiles(groups: readonly TextFile[]): readonly SiteFile[] {
	let first = 0;
	return groups.map(({ texts }) => {
		const path = textFile(first);
		first += texts.length;
		return indexFile(path, basisOf(texts), (reads) => json(texts.map((place) => stored(place, reads))));
	});
}

function basisOf(texts: readonly TextPlace[]): string {
	const hash = createHash("sha256");
	for (const { document, passage } of texts) {
		const { href, title, lang, aliases, basis } = document;
		hash.update(JSON.stringify([href, title, lang, aliases, basis, passage]));
	}
	return hash.digest("hex");
}

/** Names stand in full beside the first passage alone. */
function stored({ document, passage }: TextPlace, reads: Reads | undefined): StoredText {
	const { href, title, lang, aliases } = document;
	const sections = document.passages(reads)[passage] ?? [];
	if (passage > 0) return [href, title.slice(0, longestRepeated), lang, [], sections];
	return [href, title, lang, aliases, sections];
}
