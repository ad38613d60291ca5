import { createHash } from "node:crypto";
import type { SiteFile } from "../../model/index.js";
import type { SearchDocument } from "./document.js";
import { type Manifest, manifestFile, type Names, namesFile, shardFile } from "./layout.js";
import { indexFile, json } from "./pack.js";
import { encodeShard, type Shard } from "./shard.js";
import { groupTexts, type TextFile, textFiles } from "./texts.js";
import { shardOf } from "./tokens.js";

export type { SearchDocument } from "./document.js";

/**
 * The full-text index as files, none of which a page loads before somebody searches. An edit of one note
 * changes the shards of the terms that came, went or changed their impact, and one file of texts.
 */
export function buildSearch(unsorted: readonly SearchDocument[]): readonly SiteFile[] {
	const documents = [...unsorted].sort((a, b) => (a.href < b.href ? -1 : a.href > b.href ? 1 : 0));
	const shards = buildShards(documents);
	const texts = groupTexts(documents);
	const files = [
		indexFile(manifestFile, () => json(manifestOf(documents, shards, texts))),
		indexFile(namesFile, () => json(documents.map(namesOf))),
	];
	shards.forEach((shard, index) => {
		if (shard.terms.length > 0) files.push(indexFile(shardFile(index), () => encodeShard(shard)));
	});
	return [...files, ...textFiles(texts)];
}

function manifestOf(
	documents: readonly SearchDocument[],
	shards: readonly Shard[],
	texts: readonly TextFile[],
): Manifest {
	const hash = createHash("sha256");
	for (const document of documents) hash.update(document.href).update("\n");
	let present = "";
	for (let first = 0; first < shards.length; first += 4) {
		const bits = shards.slice(first, first + 4).map(({ terms }, bit) => (terms.length > 0 ? 1 << bit : 0));
		present += bits.reduce((sum, bit) => sum + bit, 0).toString(16);
	}
	const version = hash.digest("hex").slice(0, 12);
	const files = texts.map((file) => (file.continues ? "c" : String(file.texts.length))).join("");
	return { shards: shards.length, present, files, version };
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

/** Postings of all terms by a counting sort: passages come in order, so each term's postings do too. */
function buildShards(documents: readonly SearchDocument[]): readonly Shard[] {
	const ids = new Map<string, number>();
	const counts: number[] = [];
	const entries = new Entries();
	let passage = -1;
	for (const terms of documents.flatMap((document) => document.terms.split("\n\n"))) {
		passage += 1;
		for (const line of terms.split("\n")) {
			const [impact, ...words] = line.split(" ");
			const posting = passage * 64 + Number(impact);
			for (const word of words) {
				let id = ids.get(word);
				if (id === undefined) {
					id = ids.size;
					ids.set(word, id);
					counts.push(0);
				}
				counts[id] = (counts[id] as number) + 1;
				entries.push(id, posting);
			}
		}
	}
	const { starts, postings } = groupById(counts, entries);
	return dealOut(ids, shardCount(documents.length)).map((terms) => toShard(terms, ids, starts, postings));
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

function dealOut(ids: ReadonlyMap<string, number>, shards: number): readonly string[][] {
	const hands = Array.from({ length: shards }, (): string[] => []);
	for (const term of ids.keys()) hands[shardOf(term, shards)]?.push(term);
	return hands.map((terms) => terms.sort());
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
