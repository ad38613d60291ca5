import {
	type Manifest,
	manifestFile,
	type Names,
	namesFile,
	type StoredText,
	shardFile,
	textFile,
	vectorsFile,
} from "./layout.js";
import type { Lookup } from "./parse-query.js";
import { decodeShard, type Shard } from "./shard.js";
import { shardOf } from "./tokens.js";

/** Gets a file of the index, unpacked. `version` is to be part of the request once it is known. */
export type Load = (path: string, version?: string) => Promise<Uint8Array>;

/** Score by passage, or by note. */
export type Scores = Map<number, number>;

export interface Passages {
	/** For each passage, the first passage in its file. */
	readonly files: readonly number[];
	/** For each passage, its note. */
	readonly notes: readonly number[];
	/** For each note, its first passage. */
	readonly firsts: readonly number[];
}

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

	/** How passages lie in files and belong to notes. */
	passages(): Promise<Passages> {
		return this.once("passages", async () => passagesIn((await this.manifest()).files));
	}

	async text(passage: number): Promise<StoredText | undefined> {
		const first = (await this.passages()).files[passage];
		if (first === undefined) return undefined;
		return (await this.part(textFile(first), parse<readonly StoredText[]>))[passage - first];
	}

	/** The passages with a term, rare terms counting more (BM25's inverse document frequency). */
	async scores({ term, prefix }: Lookup): Promise<Scores> {
		const count = (await this.passages()).files.length;
		const shard = await this.shardWith(term);
		if (shard === undefined) return new Map();
		const scores = collect(shard, term, prefix);
		const rarity = Math.log(1 + (count - scores.size + 0.5) / (scores.size + 0.5));
		for (const [passage, impact] of scores) scores.set(passage, impact * rarity);
		return scores;
	}

	/** Rows of bytes, one for each note; undefined when the index has none. */
	async noteVectors(): Promise<{ readonly rows: Int8Array; readonly dimension: number } | undefined> {
		const { dimension } = await this.manifest();
		if (dimension === undefined) return undefined;
		const rows = await this.part(
			vectorsFile,
			(bytes) => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
		);
		return { rows, dimension };
	}

	private async shardWith(term: string): Promise<Shard | undefined> {
		const { shards, present } = await this.manifest();
		const index = shardOf(term, shards);
		const hasFile = (Number.parseInt(present[index >> 2] ?? "0", 16) >> (index & 3)) & 1;
		return hasFile ? this.part(shardFile(index), decodeShard) : undefined;
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

function passagesIn(codes: string): Passages {
	const files: number[] = [];
	const notes: number[] = [];
	const firsts: number[] = [];
	for (const code of codes) {
		const first = files.length;
		for (let count = code === "c" ? 1 : Number(code); count > 0; count -= 1) {
			if (code !== "c") firsts.push(files.length);
			notes.push(firsts.length - 1);
			files.push(first);
		}
	}
	return { files, notes, firsts };
}

function collect({ terms, starts, postings }: Shard, term: string, prefix: boolean): Scores {
	const scores: Scores = new Map();
	for (let index = firstAtLeast(terms, term); index < terms.length; index += 1) {
		const exact = terms[index] === term;
		if (!exact && !(prefix && terms[index]?.startsWith(term))) break;
		for (let place = starts[index] as number; place < (starts[index + 1] as number); place += 1) {
			const posting = postings[place] as number;
			const impact = (posting % 64) * (exact ? 1 : prefixWeight);
			const passage = Math.floor(posting / 64);
			if (impact > (scores.get(passage) ?? 0)) scores.set(passage, impact);
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
