import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Cache, openCache } from "../cache/index.js";
import type { NoteNeighbors } from "../model/index.js";
import {
	type Inferred,
	type Model,
	packInferred,
	packModel,
	unpackInferred,
	unpackModel,
} from "./packed-embedding.js";

/**
 * What is remembered of embeddings, in this process and in the cache: for each combination of settings (the key) one
 * model, and what was inferred last. See decision 0011.
 */
export interface EmbeddingMemory {
	/** Without a folder, only this process remembers. */
	open(dir: string | undefined, version: string): Promise<void>;
	model(key: string): NamedModel | undefined;
	/** By which a model is known, without reading it. */
	nameOf(key: string): string | undefined;
	keepModel(key: string, model: Model): NamedModel;
	/** What was inferred from all that the digest stands for, if that was the last. */
	inferred(key: string, digest: string): Inferred | undefined;
	/** What was inferred last, from whatever. */
	last(key: string): Inferred | undefined;
	keepInferred(key: string, digest: string, inferred: Inferred): void;
	/** What is remembered under a key, for the memory of another thread. */
	packModel(key: string): PackedMemory;
	pack(key: string): PackedMemory;
	/** Takes over what another thread remembers; the cache has it already. */
	adopt(key: string, packed: PackedMemory): void;
	/** The same for some notes' lists. What was inferred last is then nothing that was inferred as a whole. */
	adoptLists(key: string, lists: readonly NoteNeighbors[]): void;
	close(): void;
}

export interface NamedModel extends Model {
	/** SHA-256 of its bytes. */
	readonly name: string;
}

/** Plain bytes. */
export interface PackedMemory {
	readonly model?: Uint8Array;
	readonly inferred?: { readonly digest: string; readonly bytes: Uint8Array };
}

/** Entries of other settings that stay: one may be large, and nobody changes settings and back often. */
const spare = 6;

/** Of a SHA-256 in hexadecimal. */
const digestLength = 64;

/** @param force look at nothing that an earlier process kept */
export function createEmbeddingMemory(force: boolean): EmbeddingMemory {
	const models = new Map<string, NamedModel>();
	const last = new Map<string, { readonly digest: string; readonly inferred: Inferred }>();
	let modelCache: Cache | undefined;
	let inferredCache: Cache | undefined;

	const recall = (cache: Cache | undefined, entry: string) => (force ? undefined : cache?.get(entry));
	const packModelOf = (key: string): PackedMemory => {
		const model = models.get(key);
		return { ...(model && { model: packModel(model) }) };
	};
	/** Into the memory of this process. */
	const take = (key: string, packed: Uint8Array): Inferred | undefined => {
		const inferred = attempt(() => unpackInferred(packed.subarray(digestLength)));
		if (inferred !== undefined) last.set(key, { digest: textOf(packed.subarray(0, digestLength)), inferred });
		return inferred;
	};
	return {
		open: async (dir, version) => {
			if (dir === undefined) return;
			modelCache ??= await openCache(join(dir, "models"), version);
			inferredCache ??= await openCache(join(dir, "inferred"), version);
		},
		model: (key) => {
			const known = models.get(key);
			if (known !== undefined) return known;
			const packed = recall(modelCache, key);
			const model = packed && attempt(() => ({ ...unpackModel(packed), name: sha256(packed) }));
			if (model !== undefined) models.set(key, model);
			return model;
		},
		nameOf: (key) => {
			const packed = models.has(key) ? undefined : recall(modelCache, `${key}\nname`);
			return packed === undefined ? models.get(key)?.name : Buffer.from(packed).toString("latin1");
		},
		keepModel: (key, model) => {
			const packed = packModel(model);
			const named = { ...model, name: sha256(packed) };
			models.set(key, named);
			modelCache?.put(key, packed);
			modelCache?.put(`${key}\nname`, Buffer.from(named.name));
			modelCache?.prune(
				[...models.keys()].flatMap((used) => [used, `${used}\nname`]),
				spare,
			);
			return named;
		},
		inferred: (key, digest) => {
			const known = last.get(key);
			if (known?.digest === digest) return known.inferred;
			const packed = recall(inferredCache, key);
			return packed && textOf(packed.subarray(0, digestLength)) === digest ? take(key, packed) : undefined;
		},
		last: (key) => {
			const known = last.get(key);
			const packed = known === undefined ? recall(inferredCache, key) : undefined;
			return packed === undefined ? known?.inferred : take(key, packed);
		},
		keepInferred: (key, digest, inferred) => {
			last.set(key, { digest, inferred });
			inferredCache?.put(key, Buffer.concat([Buffer.from(digest, "latin1"), packInferred(inferred)]));
			inferredCache?.prune(last.keys(), spare);
		},
		packModel: packModelOf,
		pack: (key) => {
			const known = last.get(key);
			return {
				...packModelOf(key),
				...(known && { inferred: { digest: known.digest, bytes: packInferred(known.inferred) } }),
			};
		},
		adopt: (key, { model, inferred }) => {
			if (model !== undefined) models.set(key, { ...unpackModel(model), name: sha256(model) });
			if (inferred !== undefined)
				last.set(key, { digest: inferred.digest, inferred: unpackInferred(inferred.bytes) });
		},
		adoptLists: (key, lists) => {
			const known = last.get(key)?.inferred;
			if (known === undefined) return;
			const { related, suggestions } = known.embedding;
			const embedding = {
				...known.embedding,
				related: new Map([...related, ...lists.map((one) => [one.note, one.related] as const)]),
				suggestions: new Map([...suggestions, ...lists.map((one) => [one.note, one.suggestions] as const)]),
			};
			last.set(key, { digest: "", inferred: { ...known, embedding } });
		},
		close: () => {
			modelCache?.close();
			inferredCache?.close();
		},
	};
}

/** An entry that cannot be read is none. */
function attempt<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch {
		return undefined;
	}
}

function textOf(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString("latin1");
}

function sha256(bytes: Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex");
}
