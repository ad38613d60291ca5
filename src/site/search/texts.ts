import type { SiteFile } from "../../model/index.js";
import type { SearchDocument } from "./document.js";
import { type StoredText, textFile } from "./layout.js";
import { indexFile, json } from "./pack.js";
import { longestRepeated, type Passage, passageSize, passagesOf, sizeOf } from "./passages.js";

/** Passages that share a file: four, or fewer when they are long. */
const mostInFile = 4;
/** Files start afresh here, so that a note that grows moves few others to another file. */
const alignment = 64;

export interface TextFile {
	readonly texts: readonly StoredText[];
	/** A further passage of the note before. */
	readonly continues: boolean;
}

/** All passages in order, in files. */
export function groupTexts(documents: readonly SearchDocument[]): readonly TextFile[] {
	const files: TextFile[] = [];
	let open: StoredText[] = [];
	let size = 0;
	const close = () => {
		if (open.length > 0) files.push({ texts: open, continues: false });
		open = [];
		size = 0;
	};
	documents.forEach((document, index) => {
		const [first = [], ...others] = passagesOf(document.headings, document.text);
		const length = lengthOf(first);
		if (open.length === mostInFile || size + length > passageSize || index % alignment === 0) close();
		open.push(stored(document, first));
		size += length;
		if (others.length === 0) return;
		close();
		for (const passage of others) files.push({ texts: [storedFurther(document, passage)], continues: true });
	});
	close();
	return files;
}

export function textFiles(groups: readonly TextFile[]): readonly SiteFile[] {
	let first = 0;
	return groups.map(({ texts }) => {
		const path = textFile(first);
		first += texts.length;
		return indexFile(path, () => json(texts));
	});
}

function stored({ href, title, lang, aliases }: SearchDocument, passage: Passage): StoredText {
	return [href, title, lang, aliases, passage];
}

function storedFurther({ href, title, lang }: SearchDocument, passage: Passage): StoredText {
	return [href, title.slice(0, longestRepeated), lang, [], passage];
}

function lengthOf(passage: Passage): number {
	return passage.reduce((sum, [, , text]) => sum + sizeOf(text), 0);
}
