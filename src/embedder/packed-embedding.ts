import type { ConceptId, ConceptMap, Embedding, Neighbor } from "../model/index.js";

/** What is inferred of a vault by a model: all that pages and commands ask for. */
export interface Inferred {
	readonly embedding: Embedding;
	readonly map: ConceptMap;
}

/** What is learned, and stays while the vault changes little. */
export interface Model {
	/** As the embedding packs it. */
	readonly network: Uint8Array;
	/** The map when the network was trained: places are kept, so that it does not jump. */
	readonly map: ConceptMap;
}

export function packInferred({ embedding, map }: Inferred): Uint8Array {
	const { vectors, related, suggestions, ...about } = embedding;
	const [mapHead, ...mapParts] = splitMap(map);
	const head = { ...about, related: [...related], suggestions: [...suggestions], map: mapHead };
	return pack(head, [vectors, ...mapParts]);
}

/** Throws when the bytes are not what `packInferred` made. */
export function unpackInferred(packed: Uint8Array): Inferred {
	const { head, parts } = unpack(packed);
	const { map, related, suggestions, ...about } = head as InferredHead;
	return {
		embedding: {
			...about,
			vectors: new Float32Array(partOf(parts, 0)),
			related: new Map(related),
			suggestions: new Map(suggestions),
		},
		map: joinMap(map, parts.slice(1)),
	};
}

/** The maps as lists of their entries. */
interface InferredHead extends Omit<Embedding, "vectors" | "related" | "suggestions"> {
	readonly related: readonly (readonly [ConceptId, readonly Neighbor[]])[];
	readonly suggestions: readonly (readonly [ConceptId, readonly Neighbor[]])[];
	readonly map: MapHead;
}

export function packModel({ network, map }: Model): Uint8Array {
	const [head, ...parts] = splitMap(map);
	return pack(head, [...parts, network]);
}

/** Throws when the bytes are not what `packModel` made. */
export function unpackModel(packed: Uint8Array): Model {
	const { head, parts } = unpack(packed);
	return { map: joinMap(head as MapHead, parts), network: new Uint8Array(partOf(parts, 4)) };
}

type MapHead = Omit<ConceptMap, "positions" | "importance" | "community" | "edges">;

function splitMap({
	positions,
	importance,
	community,
	edges,
	...head
}: ConceptMap): [MapHead, Float32Array, Float32Array, Uint32Array, Uint32Array] {
	return [head, positions, importance, community, edges];
}

function joinMap(head: MapHead, parts: readonly ArrayBuffer[]): ConceptMap {
	return {
		...head,
		positions: new Float32Array(partOf(parts, 0)),
		importance: new Float32Array(partOf(parts, 1)),
		community: new Uint32Array(partOf(parts, 2)),
		edges: new Uint32Array(partOf(parts, 3)),
	};
}

function partOf(parts: readonly ArrayBuffer[], index: number): ArrayBuffer {
	const part = parts[index];
	if (part === undefined) throw new Error("a part is missing");
	return part;
}

type Numbers = Float32Array | Uint32Array | Uint8Array;

/**
 * A value and arrays of numbers as bytes, for the cache:
 *
 *     length of the head (uint32, little-endian) · head · numbers
 *
 * The head is JSON: `{ head, lengths }`, the bytes of each array. They follow, little-endian as all machines are on
 * which V8 runs.
 */
function pack(head: object, parts: readonly Numbers[]): Uint8Array {
	const text = Buffer.from(JSON.stringify({ head, lengths: parts.map(({ byteLength }) => byteLength) }));
	const size = Buffer.alloc(4);
	size.writeUInt32LE(text.length);
	const bytes = parts.map(
		({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
	);
	return Buffer.concat([size, text, ...bytes]);
}

/** Each part is copied: numbers must lie at a multiple of four, and in the entry of a cache they need not. */
function unpack(packed: Uint8Array): { head: object; parts: ArrayBuffer[] } {
	const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
	let at = 4 + bytes.readUInt32LE(0);
	const { head, lengths } = JSON.parse(bytes.toString("utf8", 4, at)) as { head: object; lengths: number[] };
	const parts = lengths.map((length) => {
		const part = new Uint8Array(bytes.subarray(at, at + length)).buffer;
		at += length;
		return part;
	});
	if (at !== bytes.length) throw new Error("the entry has another length than it says");
	return { head, parts };
}
