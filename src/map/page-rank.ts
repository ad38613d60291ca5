import type { EdgeList } from "./weighted-graph.js";

/**
 * PageRank (Page, Brin, Motwani, Winograd 1999) by power iteration: where a reader is who follows links, and every
 * now and then opens any concept at all. Concepts without links send their readers anywhere.
 *
 * @returns (order), sums to 1
 */
export function pageRank(order: number, { sources, targets, weights }: EdgeList): Float64Array {
	const out = new Float64Array(order);
	for (let e = 0; e < sources.length; e++) out[sources[e]!]! += weights[e]!;
	let rank = new Float64Array(order).fill(1 / order);
	let next = new Float64Array(order);
	for (let round = 0; round < rounds; round++) {
		let stuck = 0;
		for (let u = 0; u < order; u++) if (out[u] === 0) stuck += rank[u]!;
		next.fill((1 - damping + damping * stuck) / order);
		for (let e = 0; e < sources.length; e++) {
			const u = sources[e]!;
			next[targets[e]!]! += (damping * rank[u]! * weights[e]!) / out[u]!;
		}
		let change = 0;
		for (let u = 0; u < order; u++) change += Math.abs(next[u]! - rank[u]!);
		[rank, next] = [next, rank];
		if (change < 1e-9) break;
	}
	return rank;
}

const damping = 0.85;
const rounds = 60;

/** Ranks on a scale from 0 to 1 on which one hub does not make dots of all others: by square root, from least to most. */
export function toImportance(rank: Float64Array): Float32Array {
	let least = Infinity;
	let most = 0;
	for (const r of rank) {
		if (r < least) least = r;
		if (r > most) most = r;
	}
	const from = Math.sqrt(least);
	const span = Math.sqrt(most) - from;
	return Float32Array.from(rank, (r) => (span > 0 ? (Math.sqrt(r) - from) / span : 0.5));
}
