/**
 * The files of the index, as seen from the site's root, and what is in them once unpacked (see `script.ts`).
 * Notes are numbered from 0 in the order of their addresses, and so are their passages: a note has one, or
 * several if it is long. Postings are about passages.
 */
export const searchFolder = "-/search/";

/** `Manifest` as JSON. */
export const manifestFile = `${searchFolder}index.js`;

/** `Names[]` as JSON, one for each note. Asked for by `path:`, by queries that find nothing, and by the graph's for what the network knows. */
export const namesFile = `${searchFolder}names.js`;

/** Terms and postings: `encodeShard`. A shard without terms has no file. */
export const shardFile = (shard: number): string => `${searchFolder}terms/${shard}.js`;

/** `StoredText[]` as JSON: passage `first` and those after it, as `Manifest.files` says. */
export const textFile = (first: number): string => `${searchFolder}texts/${first}.js`;

/** For each note a row of bytes (-127 to 127): in which direction its meaning lies. Asked for after the first answer. */
export const vectorsFile = `${searchFolder}vectors.js`;

export interface Manifest {
	readonly shards: number;
	/** Which shards have a file: bit `n % 4` of hexadecimal digit `n / 4`. */
	readonly present: string;
	/**
	 * One character for each file of texts: the number of passages in it, each of a note of its own, or `c` for
	 * one more passage of the note before.
	 */
	readonly files: string;
	/** Changes when the numbering changes: old and new files are never mixed in a browser's cache. */
	readonly version: string;
	/** Length of the notes' vectors, if they have any. */
	readonly dimension?: number;
}

export type Names = readonly [href: string, title: string, ...aliases: string[]];

/** One passage. */
export type StoredText = readonly [
	/** From the site's root. */
	href: string,
	title: string,
	lang: string,
	aliases: readonly string[],
	sections: readonly StoredSection[],
];

/** The text before the first heading has an empty slug and heading. */
export type StoredSection = readonly [slug: string, heading: string, text: string];
