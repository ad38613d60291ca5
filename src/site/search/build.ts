import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Body, Heading, SearchTerms, SiteFile } from "../../model/index.js";
import {
	type Manifest,
	manifestFile,
	type Names,
	namesFile,
	type StoredText,
	shardFile,
	textFile,
	textsPerFile,
} from "./layout.js";
import { toScript } from "./script.js";
import { encodeShard, type Shard } from "./shard.js";
import { shardOf } from "./tokens.js";

/** A page that can be found. */
export interface SearchDocument {
	/** From the site's root, percent-encoded; unique. */
	readonly href: string;
	readonly title: string;
	readonly lang: string;
	readonly aliases: readonly string[];
	readonly headings: readonly Heading[];
	readonly terms: SearchTerms;
	readonly text: Body["text"];
}

/**
 * The full-text index as files, none of which a page loads before somebody searches. An edit of one note
 * changes the shards of the terms that came, went or changed their impact, and one file of texts.
 */
export function buildSearch(unsorted: readonly SearchDocument[]): readonly SiteFile[] {
	const documents = [...unsorted].sort((a, b) => (a.href < b.href ? -1 : a.href > b.href ? 1 : 0));
	const shards = buildShards(documents);
	const files = [
		file(manifestFile, () => json(manifestOf(documents, shards))),
		file(namesFile, () => json(documents.map(namesOf))),
	];
	shards.forEach((shard, index) => {
		if (shard.terms.length > 0) files.push(file(shardFile(index), () => encodeShard(shard)));
	});
	for (let first = 0; first < documents.length; first += textsPerFile) {
		const group = documents.slice(first, first + textsPerFile);
		files.push(file(textFile(first / textsPerFile), () => json(group.map(textOf))));
	}
	return files;
}

function file(path: string, content: () => Uint8Array): SiteFile {
	return { path, content: () => toScript(gzip(content())) };
}

/** The header's operating system, which zlib sets by platform, becomes "unknown". */
function gzip(bytes: Uint8Array): Uint8Array {
	const stream = gzipSync(bytes, { level: 9 });
	stream[9] = 255;
	return stream;
}

function json(value: unknown): Uint8Array {
	return new TextEncoder().encode(JSON.stringify(value));
}

function manifestOf(documents: readonly SearchDocument[], shards: readonly Shard[]): Manifest {
	const hash = createHash("sha256");
	for (const document of documents) hash.update(document.href).update("\n");
	let present = "";
	for (let first = 0; first < shards.length; first += 4) {
		const bits = shards.slice(first, first + 4).map(({ terms }, bit) => (terms.length > 0 ? 1 << bit : 0));
		present += bits.reduce((sum, bit) => sum + bit, 0).toString(16);
	}
	const version = hash.digest("hex").slice(0, 12);
	return { documents: documents.length, shards: shards.length, present, version };
}

function namesOf({ href, title, aliases }: SearchDocument): Names {
	return [href, title, ...aliases];
}

function textOf(document: SearchDocument): StoredText {
	const { href, title, lang, aliases, headings } = document;
	const texts = new Map<number, string>();
	for (const { heading, text } of document.text) texts.set(heading, `${texts.get(heading) ?? ""} ${text}`);
	const sections = [-1, ...headings.keys()]
		.map(
			(index) =>
				[headings[index]?.slug ?? "", headings[index]?.text ?? "", tidy(texts.get(index) ?? "")] as const,
		)
		.filter(([, heading, text]) => heading !== "" || text !== "");
	return [href, title, lang, aliases, sections];
}

function tidy(text: string): string {
	return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

/** A power of two, so that a shard stays near 8 KB: enough terms to compress well, few bytes for a query. */
function shardCount(documents: number): number {
	let shards = 1;
	while (shards < 1024 && shards * 13 < documents) shards *= 2;
	return shards;
}

/** Postings of all terms by a counting sort: documents come in order, so each term's postings do too. */
function buildShards(documents: readonly SearchDocument[]): readonly Shard[] {
	const ids = new Map<string, number>();
	const counts: number[] = [];
	const entries = new Entries();
	documents.forEach(({ terms }, document) => {
		for (const line of terms.split("\n")) {
			const [impact, ...words] = line.split(" ");
			const posting = document * 64 + Number(impact);
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
	});
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
