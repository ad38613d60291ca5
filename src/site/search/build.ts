import { createHash } from "node:crypto";
import type { SiteFile } from "../../model/index.js";
import type { SearchDocument } from "./document.js";
import { type Manifest, manifestFile, type Names, namesFile, shardFile, vectorsFile } from "./layout.js";
import { indexFile, json } from "./pack.js";
import { encodeShard, type Shard } from "./shard.js";
import { bucketIn, emptyBucket } from "./terms.js";
import { groupTexts, type TextFile, textFiles } from "./texts.js";
import { buckets, shardOf } from "./tokens.js";

export type { SearchDocument } from "./document.js";

/**
 * The full-text index as files, none of which a page loads before somebody searches. An edit of one note
 * changes the shards of the terms that came, went or changed their impact, and one file of texts.
 */
export function buildSearch(unsorted: readonly SearchDocument[], anyDimension?: number): readonly SiteFile[] {
	const documents = [...unsorted].sort((a, b) => (a.href < b.href ? -1 : a.href > b.href ? 1 : 0));
	const count = shardCount(documents.length);
	const texts = groupTexts(documents);
	const present = Array.from({ length: count }, (_, shard) => isPresent(documents, shard % buckets, count));
	const dimension = documents.length <= mostVectors ? anyDimension : undefined;
	const manifest = json({ ...manifestOf(documents, present, texts), ...(dimension && { dimension }) });
	const names = json(documents.map(namesOf));
	return [
		indexFile(manifestFile, hashOf(manifest), () => manifest),
		indexFile(namesFile, hashOf(names), () => names),
		...shardFiles(documents, present),
		...(dimension ? [vectorFile(documents, dimension)] : []),
		...textFiles(texts),
	];
}

/** The vectors of more notes would be too much to load for one question. */
const mostVectors = 20_000;

function vectorFile(documents: readonly SearchDocument[], dimension: number): SiteFile {
	const rows = new Int8Array(documents.length * dimension);
	for (const [i, { vector }] of documents.entries()) if (vector) rows.set(toBytes(vector), i * dimension);
	const bytes = new Uint8Array(rows.buffer);
	return indexFile(vectorsFile, hashOf(bytes), () => bytes);
}

/** Only the direction is kept. */
function toBytes(vector: Float32Array): Int8Array {
	const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
	return Int8Array.from(vector, (value) => (largest > 0 ? Math.round((127 * value) / largest) : 0));
}

/** A part of the index: one shard and its buckets, or one bucket and its shards, whichever is more. */
function shardFiles(documents: readonly SearchDocument[], present: readonly boolean[]): SiteFile[] {
	const parts = Math.min(present.length, buckets);
	const bases = Array.from({ length: parts }, (_, part) => basisOf(documents, part, present.length));
	const built = new Map<number, ReadonlyMap<number, Shard>>();
	const shardAt = (shard: number): Shard => {
		const part = shard % parts;
		let shards = built.get(part);
		if (shards === undefined) {
			shards = buildShards(documents, part, present.length);
			built.set(part, shards);
		}
		return shards.get(shard) as Shard;
	};
	return present.flatMap((isThere, shard) => {
		if (!isThere) return [];
		return indexFile(shardFile(shard), bases[shard % parts] as string, () => encodeShard(shardAt(shard)));
	});
}

function basisOf(documents: readonly SearchDocument[], part: number, shards: number): string {
	const hash = createHash("sha256").update(`${shards} ${part}`);
	for (const { sketch } of documents) {
		hash.update(`\n${sketch.sizes.length} `);
		for (const bucket of bucketsOf(part, shards)) hash.update(bucketIn(sketch.buckets, bucket));
	}
	return hash.digest("hex");
}

function* bucketsOf(part: number, shards: number): Generator<number> {
	for (let bucket = part; bucket < buckets; bucket += Math.min(shards, buckets)) yield bucket;
}

/** A shard has a file if a bucket of its has a term; so with many shards some may be empty. */
function isPresent(documents: readonly SearchDocument[], part: number, shards: number): boolean {
	const all = [...bucketsOf(part, shards)];
	return documents.some(({ sketch }) =>
		all.some((bucket) => bucketIn(sketch.buckets, bucket) !== emptyBucket),
	);
}

function manifestOf(
	documents: readonly SearchDocument[],
	shards: readonly boolean[],
	texts: readonly TextFile[],
): Manifest {
	let present = "";
	for (let first = 0; first < shards.length; first += 4) {
		const bits = shards.slice(first, first + 4).map((isThere, bit) => (isThere ? 1 << bit : 0));
		present += bits.reduce((sum, bit) => sum + bit, 0).toString(16);
	}
	const version = versionOf(documents.map(({ href }) => href));
	const files = texts.map((file) => (file.continues ? "c" : String(file.texts.length))).join("");
	return { shards: shards.length, present, files, version };
}

/** Of the numbering of pages, which follows from their sorted addresses. */
export function versionOf(hrefs: readonly string[]): string {
	const hash = createHash("sha256");
	for (const href of hrefs) hash.update(href).update("\n");
	return hash.digest("hex").slice(0, 12);
}

function namesOf({ href, title, aliases }: SearchDocument): Names {
	return [href, title, ...aliases];
}

/** A power of two, so that a shard stays near 8 KB: enough terms to compress well, few bytes for a query. */
function shardCount(documents: number): number {
	let shards = 1;
	while (shards < 1024 && shards * 13 < documents) shards *= 2;
	return shards;
}

/** Postings of a part's terms by a counting sort: passages come in order, so each term's postings do too. */
function buildShards(
	documents: readonly SearchDocument[],
	part: number,
	count: number,
): ReadonlyMap<number, Shard> {
	const ids = new Map<string, number>();
	const counts: number[] = [];
	const entries = new Entries();
	const mine = [...bucketsOf(part, count)];
	let first = 0;
	for (const { terms, sketch } of documents) {
		const all = terms();
		// A term lies in one bucket, where its lines ascend.
		const lines = mine.flatMap((bucket) => (all[bucket] ? all[bucket].split("\n") : []));
		for (const line of lines) {
			const [posting, ...words] = line.split(" ");
			for (const word of words) {
				let id = ids.get(word);
				if (id === undefined) {
					id = ids.size;
					ids.set(word, id);
					counts.push(0);
				}
				counts[id] = (counts[id] as number) + 1;
				entries.push(id, first * 64 + Number(posting));
			}
		}
		first += sketch.sizes.length;
	}
	const { starts, postings } = groupById(counts, entries);
	return new Map(
		dealOut(ids, part, count).map(([shard, terms]) => [shard, toShard(terms, ids, starts, postings)]),
	);
}

function groupById(
	counts: readonly number[],
	entries: Entries,
): { starts: Uint32Array; postings: Uint32Array } {
	const starts = new Uint32Array(counts.length + 1);
	counts.forEach((count, id) => {
		starts[id + 1] = (starts[id] as number) + count;
	});
	const next = starts.slice();
	const postings = new Uint32Array(entries.length);
	entries.forEach((id, posting) => {
		const place = next[id] as number;
		postings[place] = posting;
		next[id] = place + 1;
	});
	return { starts, postings };
}

function dealOut(
	ids: ReadonlyMap<string, number>,
	part: number,
	shards: number,
): readonly (readonly [number, string[]])[] {
	const hands = new Map<number, string[]>();
	for (let shard = part; shard < shards; shard += Math.min(shards, buckets)) hands.set(shard, []);
	for (const term of ids.keys()) hands.get(shardOf(term, shards))?.push(term);
	return [...hands].map(([shard, terms]) => [shard, terms.sort()]);
}

function toShard(
	terms: readonly string[],
	ids: ReadonlyMap<string, number>,
	starts: Uint32Array,
	postings: Uint32Array,
): Shard {
	const lists = terms.map((term) => {
		const id = ids.get(term) as number;
		return postings.subarray(starts[id], starts[id + 1]);
	});
	const shardStarts = new Uint32Array(terms.length + 1);
	lists.forEach((list, index) => {
		shardStarts[index + 1] = (shardStarts[index] as number) + list.length;
	});
	const shardPostings = new Uint32Array(shardStarts[terms.length] as number);
	lists.forEach((list, index) => {
		shardPostings.set(list, shardStarts[index]);
	});
	return { terms, starts: shardStarts, postings: shardPostings };
}

function hashOf(bytes: Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex");
}

/** Pairs of numbers in typed arrays that grow: millions of them. */
class Entries {
	length = 0;
	private pairs = new Uint32Array(1 << 12);

	push(id: number, posting: number): void {
		if (2 * this.length === this.pairs.length) {
			const larger = new Uint32Array(2 * this.pairs.length);
			larger.set(this.pairs);
			this.pairs = larger;
		}
		this.pairs[2 * this.length] = id;
		this.pairs[2 * this.length + 1] = posting;
		this.length += 1;
	}

	forEach(visit: (id: number, posting: number) => void): void {
		for (let index = 0; index < 2 * this.length; index += 2) {
			visit(this.pairs[index] as number, this.pairs[index + 1] as number);
		}
	}
}
