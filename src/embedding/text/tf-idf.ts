import { type Csr, elementary } from "../../kernels/index.js";
import type { TermCounts } from "./count-terms.js";
import { termSpace } from "./scan-terms.js";

/**
 * How much each term tells, by its number: ln((1 + n) / (1 + df)), so nothing for a term that all items have, and most
 * for one that none of them had.
 */
export function inverseFrequencies(items: readonly TermCounts[]): Float32Array {
	const frequency = new Uint32Array(termSpace);
	for (const { terms } of items) for (const term of terms) frequency[term] = frequency[term]! + 1;
	const byFrequency = Float32Array.from({ length: items.length + 1 }, (_, df) =>
		elementary.log((1 + items.length) / (1 + df)),
	);
	const idf = new Float32Array(termSpace);
	for (let term = 0; term < termSpace; term++) idf[term] = byFrequency[frequency[term]!]!;
	return idf;
}

/** items × terms: (1 + ln tf) · idf, rows of length 1; all 0 for an item of which nothing is known. */
export function weighTerms(items: readonly TermCounts[], idf: Float32Array): Csr {
	const offsets = new Uint32Array(items.length + 1);
	items.forEach(({ terms }, i) => {
		offsets[i + 1] = offsets[i]! + terms.length;
	});
	const columns = new Uint32Array(offsets[items.length]!);
	const weights = new Float32Array(columns.length);
	items.forEach(({ terms, counts }, i) => {
		columns.set(terms, offsets[i]);
		weighRow(weights.subarray(offsets[i], offsets[i + 1]), terms, counts, idf);
	});
	return { rows: items.length, width: termSpace, offsets, columns, weights };
}

function weighRow(row: Float32Array, terms: Uint32Array, counts: Float32Array, idf: Float32Array): void {
	let square = 0;
	for (let k = 0; k < row.length; k++) {
		const weight = (1 + logOfCount(counts[k]!)) * idf[terms[k]!]!;
		row[k] = weight;
		square += weight * weight;
	}
	const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
	for (let k = 0; k < row.length; k++) row[k] = row[k]! * scale;
}

function logOfCount(count: number): number {
	return logs[count] ?? elementary.log(count);
}

/** Nearly all counts are small. */
const logs = Array.from({ length: 256 }, (_, count) => elementary.log(Math.max(1, count)));
