/**
 * A vault that is asked while it changes: read when the first question comes, read again when a file changes. Who has
 * been given a graph keeps it to the end of the question.
 */
import { createHash } from "node:crypto";
import { createReader, type EmbeddedVault, type LoadOptions, publicPart } from "../compile.js";
import type { ConceptId, Embedding, Heard } from "../model/index.js";
import { digestOfVault } from "../vault-digest.js";
import { programId } from "../version.js";
import { type FolderWatcher, watchFolder } from "../watch-folder.js";
import { type OpenGraph, toOpenGraph } from "./opened-graph.js";

export interface LiveVaultOptions extends LoadOptions {
	/** Only what readers of the site may know. */
	readonly published?: boolean;
	/** Whether changes of the vault are followed. */
	readonly watch?: boolean;
	/** Hears what went wrong when the vault was read again: the graph before it stays. */
	readonly onProblem?: (error: unknown) => void;
}

export interface LiveVault {
	/** The vault as it is, or was when it could last be read. */
	current(): Promise<Snapshot>;
	/** The same with what the network has learned; it is trained if it was not. */
	embedded(): Promise<Snapshot>;
	/** Is called when answers may have changed. */
	onChange(listener: () => void): void;
	close(): Promise<void>;
}

export interface Snapshot {
	readonly open: OpenGraph;
	/** Differs whenever an answer might. */
	readonly digest: string;
}

export function openLiveVault({
	published = false,
	watch = false,
	onProblem,
	...options
}: LiveVaultOptions): LiveVault {
	const unpublished = published ? "exclude" : "include";
	const reader = createReader(options, unpublished);
	const listeners: (() => void)[] = [];
	const changed = () => {
		for (const listener of listeners) listener();
	};
	let known: Known | undefined;
	let started: Promise<void> | undefined;
	let watcher: FolderWatcher | undefined;
	let problem: unknown;
	let closed = false;

	const read = async (): Promise<void> => {
		try {
			const loaded = await reader.read();
			const digest = digestOfVault(loaded.vault, "contents", [programId, unpublished]);
			if (digest === known?.snapshot.digest) return;
			const isFirst = known === undefined;
			const open = toOpenGraph(published ? publicPart(loaded, options) : loaded);
			known = { snapshot: { open, digest }, embed: () => embedded(open) };
			if (!isFirst) changed();
			async function embedded(from: OpenGraph): Promise<Snapshot> {
				const learned = await reader.embed(loaded);
				return { open: withNetwork(from, learned), digest: `${digest}-${digestOfVectors(learned)}` };
			}
		} catch (error) {
			problem = error;
			if (known !== undefined && !closed) onProblem?.(error);
		}
	};
	const start = async (): Promise<void> => {
		if (!watch) return read();
		try {
			watcher = await watchFolder(options.vault, () => false, read);
		} catch (error) {
			onProblem?.(error);
			await read();
		}
	};
	reader.onLearned(() => {
		if (known !== undefined) known.network = undefined;
		changed();
	});

	const opened = async (): Promise<Known> => {
		started ??= start();
		await started;
		if (known !== undefined) return known;
		// Perhaps the folder was not there yet.
		if (watcher === undefined) started = undefined;
		throw problem;
	};
	return {
		current: async () => (await opened()).snapshot,
		embedded: async () => {
			const now = await opened();
			now.network ??= now.embed().catch((error: unknown) => {
				now.network = undefined;
				throw error;
			});
			return now.network;
		},
		onChange: (listener) => {
			listeners.push(listener);
		},
		close: async () => {
			closed = true;
			await watcher?.close();
			await reader.close();
		},
	};
}

interface Known {
	readonly snapshot: Snapshot;
	readonly embed: () => Promise<Snapshot>;
	network?: Promise<Snapshot> | undefined;
}

/** What was learned may be of another day, and of more than is shown: nothing is told of what is not in this graph. */
function withNetwork(open: OpenGraph, learned: EmbeddedVault): OpenGraph {
	const { loaded, notes, finder } = open;
	const { graph } = loaded.graph;
	const isHere = (concept: ConceptId) => graph.hasNode(concept);
	const all = learned.embedding.concepts.every(isHere);
	const embedding = all ? learned.embedding : only(isHere, learned.embedding);
	return {
		...{ loaded, notes, finder },
		graph: open.graph.withNetwork(learned),
		embedded: {
			...{ ...learned, ...loaded, finder, embedding },
			neighborsOf: (concept) => learned.neighborsOf(concept).filter((near) => isHere(near.concept)),
			explain: async (a, b) => {
				const explanation = await learned.explain(a, b);
				if (explanation === undefined) return undefined;
				const [one, other] = explanation.sides;
				return { ...explanation, sides: [onlyHeard(isHere, one), onlyHeard(isHere, other)] };
			},
		},
		plans: new Map(),
	};
}

function only(isHere: (concept: ConceptId) => boolean, embedding: Embedding): Embedding {
	const shown = (lists: Embedding["related"]) =>
		new Map(
			[...lists]
				.filter(([concept]) => isHere(concept))
				.map(([concept, near]) => [concept, near.filter((neighbor) => isHere(neighbor.concept))]),
		);
	return {
		...embedding,
		related: shown(embedding.related),
		suggestions: shown(embedding.suggestions),
	};
}

function onlyHeard(isHere: (concept: ConceptId) => boolean, heard: Heard): Heard {
	return {
		...heard,
		heard: heard.heard.filter((one) => isHere(one.concept)).map((one) => onlyHeard(isHere, one)),
	};
}

function digestOfVectors({ embedding: { vectors } }: EmbeddedVault): string {
	const bytes = new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength);
	return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}
