import type { TextBasis } from "./text/lsa.js";
import { termSpace } from "./text/scan-terms.js";
import type { NetworkShape, Weights } from "./train/link-network.js";
import type { LinkModel } from "./train/train-links.js";

/** What is learned from a vault, and stays while it changes little. */
export interface Model {
	/** How much each term tells, by its number. */
	readonly idf: Float32Array;
	readonly basis: TextBasis;
	/** What the links taught. */
	readonly links: LinkModel;
	readonly vectors: VectorBasis;
	/** What it was learned from: a hash of each note, and of each link, sorted. */
	readonly seen: { readonly notes: Uint32Array; readonly links: Uint32Array };
	/** With what it was learned. */
	readonly settings: ModelSettings;
}

export interface ModelSettings {
	readonly method: "network" | "diffusion";
	readonly cell: string;
	readonly seed: number;
	readonly dimension: number;
	readonly epochs: number;
}

/** From what to vectors: what all notes say, and the directions in which they differ most beyond it. */
export interface VectorBasis {
	/** Numbers in what the network says of a node. */
	readonly width: number;
	readonly dimension: number;
	/** (width) */
	readonly mean: Float32Array;
	/** (width, dimension) */
	readonly axes: Float32Array;
}

/**
 *     length of the head (uint32) · head (JSON) · each array at a multiple of 8
 *
 * Little-endian, as all machines are on which V8 runs. Of the idf only the terms that differ from the usual are kept:
 * most terms never occurred.
 */
export function packModel({ idf, basis, links, vectors, seen, settings }: Model): Uint8Array {
	const usual = idf.reduce((most, value) => Math.max(most, value), 0);
	const known = unusual(idf, usual);
	const parts: Numbers[] = [
		...[known, Float32Array.from(known, (term) => idf[term]!)],
		...[basis.terms, basis.directions.codes, basis.directions.scales],
		...[vectors.mean, vectors.axes, seen.notes, seen.links, links.ranker.weights],
		...links.networks.flatMap((weights) => Object.values(weights)),
	];
	const head: Head = {
		...{ version, usual, rank: basis.rank, settings, shape: links.shape },
		...{ width: vectors.width, dimension: vectors.dimension },
		networks: links.networks.map((weights) => Object.keys(weights)),
		bytes: parts.map(({ byteLength }) => byteLength),
		...(links.training && { training: links.training }),
	};
	return joinParts(new TextEncoder().encode(JSON.stringify(head)), parts);
}

/** The terms, ascending, that do not tell the usual. */
function unusual(idf: Float32Array, usual: number): Uint32Array {
	const terms: number[] = [];
	for (let term = 0; term < idf.length; term++) if (idf[term] !== usual) terms.push(term);
	return Uint32Array.from(terms);
}

/** Nothing when these are not the bytes of a model. */
export function unpackModel(packed: Uint8Array): Model | undefined {
	try {
		return readModel(packed.slice());
	} catch {
		return undefined;
	}
}

const version = 5;

type Numbers = Uint32Array | Float32Array | Float64Array | Int8Array;

interface Head {
	readonly version: number;
	readonly usual: number;
	readonly rank: number;
	readonly width: number;
	readonly dimension: number;
	readonly settings: ModelSettings;
	readonly shape: NetworkShape;
	readonly training?: NonNullable<LinkModel["training"]>;
	/** The names of the weights of each network. */
	readonly networks: readonly (readonly string[])[];
	/** Of each part. */
	readonly bytes: readonly number[];
}

function joinParts(head: Uint8Array, parts: readonly Numbers[]): Uint8Array {
	const size = parts.reduce((sum, part) => aligned(sum) + part.byteLength, 4 + head.length);
	const packed = new Uint8Array(size);
	new DataView(packed.buffer).setUint32(0, head.length, true);
	packed.set(head, 4);
	let at = 4 + head.length;
	for (const part of parts) {
		at = aligned(at);
		packed.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
		at += part.byteLength;
	}
	return packed;
}

function readModel({ buffer }: Uint8Array): Model | undefined {
	const length = new DataView(buffer).getUint32(0, true);
	const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))) as Head;
	if (head.version !== version) return undefined;
	let end = 4 + length;
	const places = head.bytes.map((bytes): [start: number, bytes: number] => {
		const start = aligned(end);
		end = start + bytes;
		return [start, bytes];
	});
	if (end !== buffer.byteLength) return undefined;
	let part = 0;
	const words = () => sliceOf(buffer, places[part++]!, Uint32Array);
	const floats = () => sliceOf(buffer, places[part++]!, Float32Array);
	const idf = idfOf(head.usual, words(), floats());
	const terms = words();
	const directions = { codes: sliceOf(buffer, places[part++]!, Int8Array), scales: floats() };
	const [mean, axes] = [floats(), floats()];
	const seen = { notes: words(), links: words() };
	const ranker = { weights: sliceOf(buffer, places[part++]!, Float64Array) };
	const networks = head.networks.map(
		(names): Weights => Object.fromEntries(names.map((name) => [name, floats()])),
	);
	return {
		idf,
		basis: { rank: head.rank, terms, directions },
		links: { shape: head.shape, networks, ranker, ...(head.training && { training: head.training }) },
		vectors: { width: head.width, dimension: head.dimension, mean, axes },
		...{ seen, settings: head.settings },
	};
}

function sliceOf<T>(
	buffer: ArrayBufferLike,
	[start, bytes]: [start: number, bytes: number],
	of: { new (buffer: ArrayBufferLike, start: number, length: number): T; BYTES_PER_ELEMENT: number },
): T {
	return new of(buffer, start, bytes / of.BYTES_PER_ELEMENT);
}

function idfOf(usual: number, terms: Uint32Array, values: Float32Array): Float32Array {
	const idf = new Float32Array(termSpace).fill(usual);
	terms.forEach((term, i) => {
		idf[term] = values[i]!;
	});
	return idf;
}

function aligned(at: number): number {
	return (at + 7) & ~7;
}
