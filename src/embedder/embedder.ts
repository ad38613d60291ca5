import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Config } from "../config.js";
import {
	type CellName,
	type EpochReport,
	embedGraph,
	explainSimilarity,
	type InferenceParts,
	inferenceParts,
	LiveEmbedding,
	type NoteCell,
} from "../embedding/index.js";
import { createWasmKernels } from "../kernels/index.js";
import { prepareMap } from "../map/index.js";
import type {
	CompiledNote,
	ConceptGraph,
	ConceptId,
	Embedding,
	Explanation,
	NoteNeighbors,
	Vault,
} from "../model/index.js";
import { optimiseSoon } from "../optimiser.js";
import type { EmbedPart } from "../stages.js";
import { programId } from "../version.js";
import { createEmbeddingMemory, type PackedMemory } from "./embedding-memory.js";
import type { Inferred } from "./packed-embedding.js";

export type { EpochReport, NoteCell };

/**
 * Embeds the concepts of a vault: from memory, from the cache, or anew. What is learned, the model, is kept while the
 * vault changes little; everything else is inferred from the vault and the model alone. See decision 0011.
 */
export interface Embedder {
	embed(
		input: EmbedderInput,
		onEpoch?: (epoch: EpochReport) => void,
		onPart?: (part: EmbedPart) => void,
	): Promise<Embedded>;
	/** Why two concepts are alike that `embed` has embedded. */
	explain(
		input: EmbedderInput,
		embedding: Embedding,
		...pair: [ConceptId, ConceptId]
	): Promise<Explanation | undefined>;
	/** What it takes to infer the vectors elsewhere; nothing if a note's code is part of it. */
	parts(input: EmbedderInput): InferenceParts | undefined;
	/** Whether what was made with this model would be made with it again. */
	isCurrent(model: ModelId, vault: Vault): Promise<boolean>;
	/**
	 * What is near the notes that were edited since `follow`, within milliseconds; nothing if that cannot be told so
	 * soon. Call `embed` and `follow` after it, whatever comes of it.
	 */
	listEdited(input: EmbedderInput): readonly NoteNeighbors[];
	/** Prepares for the next edit of what `embed` has just embedded. */
	follow(input: EmbedderInput): void;
	/** All that `embed` remembers of this, for a memory in another thread. */
	pack(input: EmbedderInput): PackedMemory;
	packModel(key: string): PackedMemory;
	/** Takes over what another thread has made; the next `embed` of the same vault is done. */
	adopt(key: string, packed: PackedMemory): void;
	/** Takes over some lists of another thread, until it has made everything. */
	adoptLists(key: string, lists: readonly NoteNeighbors[]): void;
	close(): void;
}

export interface EmbedderInput {
	readonly vault: Vault;
	readonly notes: readonly CompiledNote[];
	readonly graph: ConceptGraph;
	readonly config: Config;
	/** Whether unpublished notes take part: a site may not be made from what was learned of them. */
	readonly unpublished: "include" | "exclude";
	/** Digest of everything that decides what notes and graph are. */
	readonly digest: string;
	/** If the configuration names one. */
	readonly cell?: NoteCell;
}

export interface Embedded extends Inferred {
	/** Nameless when something is to be made anew, see `apart`. */
	readonly model: ModelId;
	/** `kept`: learned for an earlier build. */
	readonly trained: "new" | "kept";
}

/** Under what a model is kept, and which one it was. */
export interface ModelId {
	readonly key: string;
	/** SHA-256 of its bytes. */
	readonly name: string;
}

export interface EmbedderSettings {
	/** Look at nothing that an earlier process kept. */
	readonly force: boolean;
	readonly cacheDir: (vault: Vault) => string | undefined;
	readonly signal?: AbortSignal;
	/**
	 * Given to a compiler that stays alive: whatever takes long is done elsewhere, and `adopt` is called then. Until
	 * then it goes on with what it has.
	 */
	readonly apart?: (input: EmbedderInput, key: string) => void;
	/**
	 * Given to whoever is asked other things meanwhile: what takes long, and for which there is nothing yet, is done
	 * elsewhere too, and waited for. If `adopt` was not called when it is over, it is done here.
	 */
	readonly elsewhere?: (input: EmbedderInput, key: string) => Promise<void>;
	/** What another thread remembers. */
	readonly known?: { readonly key: string; readonly packed: PackedMemory };
}

export function createEmbedder({
	force,
	cacheDir,
	signal,
	apart,
	elsewhere,
	known,
}: EmbedderSettings): Embedder {
	const memory = createEmbeddingMemory(force);
	if (known !== undefined) memory.adopt(known.key, known.packed);
	let made: { readonly key: string; readonly model: Uint8Array; readonly least: number } | undefined;
	let live: { readonly key: string; readonly embedding: LiveEmbedding } | undefined;
	const open = (vault: Vault) => memory.open(cacheDir(vault), programId);
	return {
		isCurrent: async ({ key, name }, vault) => {
			await open(vault);
			return memory.nameOf(key) === name;
		},
		embed: async (input, onEpoch, onPart) => {
			await open(input.vault);
			const key = keyOf(input);
			const known = (): Embedded | undefined => {
				const name = memory.nameOf(key);
				const done = name && memory.inferred(key, digestOf(input, name));
				return done ? { ...done, model: { key, name }, trained: "kept" } : undefined;
			};
			const done = known();
			if (done !== undefined) return done;
			if (elsewhere !== undefined && memory.last(key) === undefined) {
				await elsewhere(input, key);
				const learned = known();
				if (learned !== undefined) return learned;
			}
			const last = memory.last(key);
			if (apart !== undefined && last !== undefined) {
				apart(input, key);
				return { ...last, model: { key, name: "" }, trained: "kept" };
			}
			const before = memory.model(key);
			optimiseSoon();
			const { graph, notes, vault, config } = input;
			const kernels = createWasmKernels();
			const { embedding, model, trained, least } = await embedGraph(
				{ graph, notes, vault },
				{
					...{
						kernels,
						seed: config.seed,
						dimension: config.dim,
						epochs: config.epochs,
						cell: cellOf(input),
					},
					method: config.epochs === 0 ? "diffusion" : "network",
					...(before !== undefined && { model: before.network }),
					onEpoch: async (report) => {
						onEpoch?.(report);
						// Lets Ctrl-C and the server have their turn.
						await setImmediate();
						signal?.throwIfAborted();
					},
					onIndexed: () => onPart?.("index"),
				},
			);
			onPart?.("lists");
			const draw = prepareMap({ graph, embedding, notes }, { seed: config.seed, kernels });
			const after =
				before !== undefined && trained === "kept"
					? before
					: memory.keepModel(key, { network: model, map: draw(before?.map) });
			// From the places of the model, also when they are new: the next build will not have others.
			const map = draw(after.map);
			onPart?.("map");
			memory.keepInferred(key, digestOf(input, after.name), { embedding, map });
			made = { key, model: after.network, least };
			return { embedding, map, model: { key, name: after.name }, trained };
		},
		explain: async (input, embedding, a, b) => {
			const model = memory.model(keyOf(input))?.network;
			const kernels = createWasmKernels();
			return model && explainSimilarity(input, { kernels, model, embedding, cell: cellOf(input) }, a, b);
		},
		parts: (input) => {
			const model = memory.model(keyOf(input))?.network;
			const kernels = createWasmKernels();
			return input.cell === undefined && model ? inferenceParts(input, { kernels, model }) : undefined;
		},
		listEdited: (input) => {
			const lists = live?.key === keyOf(input) ? live.embedding.update(input) : undefined;
			if (lists === undefined) live = undefined;
			return lists ?? [];
		},
		follow: (input) => {
			// What a note's cell says is known where its code runs, and not within milliseconds.
			if (made?.key !== keyOf(input) || input.cell !== undefined) return;
			const { key, model, least } = made;
			if (live?.embedding.model !== model)
				live = { key, embedding: new LiveEmbedding(createWasmKernels(), model, input, least) };
			live.embedding.least = least;
		},
		pack: (input) => memory.pack(keyOf(input)),
		packModel: memory.packModel,
		adopt: memory.adopt,
		adoptLists: memory.adoptLists,
		close: memory.close,
	};
}

/** Under which the model for these settings is kept. */
function keyOf({ config: { dim, epochs, seed, cell }, unpublished, cell: noteCell }: EmbedderInput): string {
	return JSON.stringify([
		unpublished,
		dim,
		epochs,
		seed,
		noteCell === undefined ? cell : [cell, noteCell.key],
	]);
}

function cellOf({ config: { cell }, cell: noteCell }: EmbedderInput): CellName | NoteCell {
	if (noteCell !== undefined) return noteCell;
	if (cell.startsWith("[[")) throw new Error(`${cell} is looked up before a vault is embedded`);
	return cell as CellName;
}

function digestOf({ digest }: EmbedderInput, model: string): string {
	return createHash("sha256").update(digest).update(model).digest("hex");
}
