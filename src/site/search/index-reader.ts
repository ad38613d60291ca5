import {
	type Manifest,
	manifestFile,
	type Names,
	namesFile,
	partFile,
	type StoredSection,
	type StoredText,
	shardFile,
	textFile,
} from "./layout.js";
import type { Lookup } from "./parse-query.js";
import { decodeShard, type Shard } from "./shard.js";
import { shardOf } from "./tokens.js";

/** Gets a file of the index, unpacked. `version` is to be part of the request once it is known. */
export type Load = (path: string, version?: string) => Promise<Uint8Array>;

/** Score by document. */
export type Scores = Map<number, number>;

/** Longer terms than the one asked for count less. */
const prefixWeight = 0.7;

/** The index as it comes in, part by part; what was loaded once stays. */
export class IndexReader {
	private readonly parts = new Map<string, Promise<unknown>>();

	constructor(private readonly load: Load) {}

	manifest(): Promise<Manifest> {
		return this.once(manifestFile, async () => parse<Manifest>(await this.load(manifestFile)));
	}

	names(): Promise<readonly Names[]> {
		return this.part(namesFile, parse<readonly Names[]>);
	}

	async text(document: number): Promise<StoredText | undefined> {
		const firsts = await this.once("groups", async () => firstDocuments((await this.manifest()).groups));
		const first = firsts[document];
		if (first === undefined) return undefined;
		return (await this.part(textFile(first), parse<readonly StoredText[]>))[document - first];
	}

	/** Further sections of a long document. */
	sections(document: number, part: number): Promise<readonly StoredSection[]> {
		return this.part(partFile(document, part), parse<readonly StoredSection[]>);
	}

	/** The documents with a term, rare terms counting more (BM25's inverse document frequency). */
	async scores({ term, prefix }: Lookup): Promise<Scores> {
		const { documents, shards, present } = await this.manifest();
		const index = shardOf(term, shards);
		const hasFile = (Number.parseInt(present[index >> 2] ?? "0", 16) >> (index & 3)) & 1;
		if (hasFile === 0) return new Map();
		const scores = collect(await this.part(shardFile(index), decodeShard), term, prefix);
		const rarity = Math.log(1 + (documents - scores.size + 0.5) / (scores.size + 0.5));
		for (const [document, impact] of scores) scores.set(document, impact * rarity);
		return scores;
	}

	private part<T>(path: string, decode: (bytes: Uint8Array) => T): Promise<T> {
		return this.once(path, async () => decode(await this.load(path, (await this.manifest()).version)));
	}

	/** A failure is not remembered: the network may be back the next time. */
	private once<T>(path: string, make: () => Promise<T>): Promise<T> {
		let part = this.parts.get(path) as Promise<T> | undefined;
		if (part === undefined) {
			part = make();
			this.parts.set(path, part);
			part.catch(() => this.parts.delete(path));
		}
		return part;
	}
}

function parse<T>(bytes: Uint8Array): T {
	return JSON.parse(new TextDecoder().decode(bytes)) as T;
}

/** For each document, the first document in its file. */
function firstDocuments(groups: string): readonly number[] {
	const firsts: number[] = [];
	for (const digit of groups) firsts.push(...Array<number>(Number(digit)).fill(firsts.length));
	return firsts;
}

function collect({ terms, starts, postings }: Shard, term: string, prefix: boolean): Scores {
	const scores: Scores = new Map();
	for (let index = firstAtLeast(terms, term); index < terms.length; index += 1) {
		const exact = terms[index] === term;
		if (!exact && !(prefix && terms[index]?.startsWith(term))) break;
		for (let place = starts[index] as number; place < (starts[index + 1] as number); place += 1) {
			const posting = postings[place] as number;
			const impact = (posting % 64) * (exact ? 1 : prefixWeight);
			const document = Math.floor(posting / 64);
			if (impact > (scores.get(document) ?? 0)) scores.set(document, impact);
		}
	}
	return scores;
}

function firstAtLeast(terms: readonly string[], term: string): number {
	let low = 0;
	let high = terms.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((terms[middle] as string) < term) low = middle + 1;
		else high = middle;
	}
	return low;
}
