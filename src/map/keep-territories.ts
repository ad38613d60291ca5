import type { Memory } from "./recall.js";
import type { WeightedGraph } from "./weighted-graph.js";

export interface KeptTerritories {
	/** (order): territory of each node, numbered from the largest. */
	readonly community: Uint32Array;
	/** (territories): which one of the earlier map it is. */
	readonly origins: Uint32Array;
	/** (order): 1 for what was on the earlier map and has not changed its territory. */
	readonly stays: Uint8Array;
}

/**
 * The territories of an earlier map: what was on it stays where it was, unless it is bound to another territory many
 * times more by now, and what is new goes to the territory to which it is bound most.
 */
export function keepTerritories(graph: WeightedGraph, { map, indices }: Memory): KeptTerritories {
	const territories = map.communities.length;
	const home = Int32Array.from(indices, (old) => (old < 0 ? -1 : map.community[old]!));
	const before = home.slice();
	const bonds = new Float64Array(territories);
	for (let round = 0; round < mostRounds; round++) {
		let moved = false;
		for (let u = 0; u < graph.order; u++) {
			const best = mostBound(graph, u, home, bonds);
			const own = home[u]! < 0 ? 0 : bonds[home[u]!]!;
			if (best === home[u] || bonds[best]! <= stubbornness * own) continue;
			home[u] = best;
			moved = true;
		}
		if (!moved) break;
	}
	// What is bound to nothing here lies at the edge, with the smallest.
	const numbered = numberBySize(
		home.map((c) => (c < 0 ? territories - 1 : c)),
		territories,
	);
	return { ...numbered, stays: Uint8Array.from(home, (c, u) => (c >= 0 && c === before[u] ? 1 : 0)) };
}

const stubbornness = 8;
const mostRounds = 12;

/** Fills `bonds` with the weight from u to each territory. */
function mostBound(
	{ offsets, targets, weights }: WeightedGraph,
	u: number,
	home: Int32Array,
	bonds: Float64Array,
): number {
	bonds.fill(0);
	for (let k = offsets[u]!; k < offsets[u + 1]!; k++) {
		const c = home[targets[k]!]!;
		if (c >= 0) bonds[c]! += weights[k]!;
	}
	let best = 0;
	for (let c = 1; c < bonds.length; c++) if (bonds[c]! > bonds[best]!) best = c;
	return best;
}

function numberBySize(home: Int32Array, territories: number) {
	const sizes = new Uint32Array(territories);
	for (const c of home) sizes[c]!++;
	const origins = Uint32Array.from([...sizes.keys()].filter((c) => sizes[c]! > 0)).sort(
		(a, b) => sizes[b]! - sizes[a]! || a - b,
	);
	const number = new Uint32Array(territories);
	origins.forEach((c, i) => {
		number[c] = i;
	});
	return { community: Uint32Array.from(home, (c) => number[c]!), origins };
}
