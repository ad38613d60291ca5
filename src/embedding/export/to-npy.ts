import type { Embedding } from "../../model/index.js";

/**
 * The vectors as NumPy reads them (NEP 1, version 1.0), float32, (concepts, dimension):
 *
 *     \x93NUMPY 1 0 · length of the head (uint16) · head, a Python dict, blanks and a newline · numbers
 *
 * so that the numbers start at a multiple of 64.
 */
export function toNpy({ vectors, concepts, dimension }: Embedding): Uint8Array {
	const about = `{'descr': '<f4', 'fortran_order': False, 'shape': (${concepts.length}, ${dimension}), }`;
	const start = Math.ceil((prefix + about.length + 1) / 64) * 64;
	const head = `${about.padEnd(start - prefix - 1)}\n`;
	const bytes = new Uint8Array(start + 4 * concepts.length * dimension);
	bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, head.length & 0xff, head.length >> 8]);
	bytes.set(new TextEncoder().encode(head), prefix);
	const view = new DataView(bytes.buffer, start);
	for (let i = 0; i < concepts.length * dimension; i++) view.setFloat32(4 * i, vectors[i]!, true);
	return bytes;
}

/** Bytes before the head. */
const prefix = 10;
