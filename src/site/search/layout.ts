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

/** `StoredText[]` as JSON: the texts of document `first` and those after it, as `Manifest.groups` says. */
export const textFile = (first: number): string => `${searchFolder}texts/${first}.js`;

/** `StoredSection[]` as JSON: what did not fit into a long document's `StoredText`; `part` from 1. */
export const partFile = (document: number, part: number): string =>
	`${searchFolder}texts/${document}-${part}.js`;

export interface Manifest {
	readonly documents: number;
	readonly shards: number;
	/** Which shards have a file: bit `n % 4` of hexadecimal digit `n / 4`. */
	readonly present: string;
	/** How many documents lie in each file of texts, one digit for each file. */
	readonly groups: string;
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
	sections: readonly StoredSection[],
	/** Number of further files with sections of this document. */
	parts: number,
];

/** The text before the first heading has an empty slug and heading. */
export type StoredSection = readonly [slug: string, heading: string, text: string];
