/**
 * The files of the index, as seen from the site's root, and what is in them once unpacked (see `script.ts`).
 * Documents are numbered from 0 in the order of their addresses.
 */
export const searchFolder = "-/search/";

/** `Manifest` as JSON. */
export const manifestFile = `${searchFolder}index.js`;

/** `Names[]` as JSON, one for each document. Asked for only by `path:` and by queries that find nothing. */
export const namesFile = `${searchFolder}names.js`;

/** Terms and postings: `encodeShard`. A shard without terms has no file. */
export const shardFile = (shard: number): string => `${searchFolder}terms/${shard}.js`;

/** `StoredText[]` as JSON, for the documents `textsPerFile · n` and following. */
export const textFile = (file: number): string => `${searchFolder}texts/${file}.js`;

export const textsPerFile = 4;

export interface Manifest {
	readonly documents: number;
	readonly shards: number;
	/** Which shards have a file: bit `n % 4` of hexadecimal digit `n / 4`. */
	readonly present: string;
	/** Changes when the numbering changes: old and new files are never mixed in a browser's cache. */
	readonly version: string;
}

export type Names = readonly [href: string, title: string, ...aliases: string[]];

export type StoredText = readonly [
	/** From the site's root. */
	href: string,
	title: string,
	lang: string,
	aliases: readonly string[],
	/** The text before the first heading has an empty slug and heading. */
	sections: readonly (readonly [slug: string, heading: string, text: string])[],
];
