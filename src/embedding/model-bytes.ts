import type { TextBasis } from "./text/lsa.js";
import { termSpace } from "./text/scan-terms.js";

/** What is learned from a vault, and stays while it changes little. */
export interface Model {
	/** How much each term tells, by its number. */
	readonly idf: Float32Array;
	readonly basis: TextBasis;
	/** (basis.rank, dimension): from the texts' directions to the space of the vectors. */
	readonly toVectors: Float32Array;
	readonly dimension: number;
	/** What it was learned from: a hash of each note, and of each link, sorted. */
	readonly seen: { readonly notes: Uint32Array; readonly links: Uint32Array };
	/** What training made, as it packs it; empty for the diffusion. */
	readonly network: Uint8Array;
}

/**
 *     head (JSON) · each array at a multiple of 8
 *
 * before which stands the head's length (uint32). Little-endian, as all machines are on which V8 runs. Of the idf only
 * the terms that differ from the usual are kept: most terms never occurred.
 */
export function packModel({ idf, basis, toVectors, dimension, seen, network }: Model): Uint8Array {
	const usual = idf.reduce((most, value) => Math.max(most, value), 0);
	const known = Uint32Array.from(idf.keys()).filter((term) => idf[term] !== usual);
	const values = Float32Array.from(known, (term) => idf[term]!);
	const { codes, scales } = basis.directions;
	const parts = [known, values, basis.terms, codes, scales, toVectors, seen.notes, seen.links, network];
	const head = new TextEncoder().encode(
		JSON.stringify({
			version,
			usual,
			dimension,
			rank: basis.rank,
			bytes: parts.map((part) => part.byteLength),
		}),
	);
	const size = parts.reduce((sum, part) => aligned(sum) + part.byteLength, aligned(4 + head.length));
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

/** Nothing when these are not the bytes of a model. */
export function unpackModel(packed: Uint8Array): Model | undefined {
	try {
		return readModel(packed.slice());
	} catch {
		return undefined;
	}
}

interface Head {
	readonly version: number;
	readonly usual: number;
	readonly dimension: number;
	readonly rank: number;
	readonly bytes: readonly number[];
}

const version = 1;

function readModel({ buffer }: Uint8Array): Model | undefined {
	const length = new DataView(buffer).getUint32(0, true);
	const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))) as Head;
	if (head.version !== version) return undefined;
	let at = 4 + length;
	const parts = head.bytes.map((bytes) => {
		const start = aligned(at);
		at = start + bytes;
		return [start, bytes] as const;
	});
	if (at !== buffer.byteLength) return undefined;
	const words = (part: number) => new Uint32Array(buffer, parts[part]![0], parts[part]![1] / 4);
	const floats = (part: number) => new Float32Array(buffer, parts[part]![0], parts[part]![1] / 4);
	const idf = new Float32Array(termSpace).fill(head.usual);
	words(0).forEach((term, i) => {
		idf[term] = floats(1)[i]!;
	});
	return {
		idf,
		basis: {
			rank: head.rank,
			terms: words(2),
			directions: { codes: new Int8Array(buffer, ...parts[3]!), scales: floats(4) },
		},
		toVectors: floats(5),
		dimension: head.dimension,
		seen: { notes: words(6), links: words(7) },
		network: new Uint8Array(buffer, ...parts[8]!),
	};
}

function aligned(at: number): number {
	return (at + 7) & ~7;
}
