import { count, leiden, renumber } from "./leiden.js";
import type { WeightedGraph } from "./weighted-graph.js";

/**
 * Divides the concepts into as many territories as a map can name: communities by Leiden at the resolution that finds
 * about the right number, the smallest then joined to the neighbor they are bound to most. Each is connected, apart from
 * scattered islands too small for a name, which share one.
 *
 * @returns (order) community of each node, numbered from the largest
 */
export function findTerritories(graph: WeightedGraph, seed: number): Uint32Array {
	const wanted = wantedTerritories(graph.order);
	let best: Uint32Array = new Uint32Array(graph.order);
	for (const resolution of resolutions) {
		const found = leiden(graph, { seed, resolution });
		const joined = joinSmall(graph, found, wanted);
		if (resolution === resolutions[0] || effectiveNumber(joined) > effectiveNumber(best)) best = joined;
		if (effectiveNumber(best) >= wanted.effective) break;
	}
	return bySize(best);
}

/** A territory holds `size` concepts at least; there are not more than `most`, as even in size as `effective` ones. */
interface Wanted {
	readonly effective: number;
	readonly most: number;
	readonly size: number;
}

const resolutions = [0.7, 1, 1.4, 2, 2.8];

/** Up to so many concepts, a map has one territory, two, three, …; beyond the last, the most that it ever has. */
const steps = [6, 11, 22, 40, 60, 85, 115, 150, 200, 300, 600, 1200, 3000];

function wantedTerritories(order: number): Wanted {
	const most = 1 + steps.filter((step) => order > step).length;
	return { effective: 0.72 * most, most, size: Math.max(2, Math.ceil(order / (most * 5))) };
}

/** How many territories of equal size would be as uneven: 1 / Σ share² (Simpson). */
function effectiveNumber(groups: Uint32Array): number {
	let squares = 0;
	for (const size of sizesOf(groups)) squares += (size / groups.length) * (size / groups.length);
	return squares > 0 ? 1 / squares : 0;
}

function joinSmall(graph: WeightedGraph, groups: Uint32Array, { most, size }: Wanted): Uint32Array {
	const parent = Uint32Array.from({ length: count(groups) }, (_, c) => c);
	const sizes = sizesOf(groups);
	const bonds = bondsBetween(graph, groups, parent.length);
	const degrees = new Float64Array(parent.length);
	for (let u = 0; u < graph.order; u++) degrees[groups[u]!]! += graph.degrees[u]!;

	const islands: number[] = [];
	const waiting = createBuckets(graph.order, sizes);
	for (let left = parent.length; left > 1; left--) {
		const smallest = waiting.takeSmallest();
		if (sizes[smallest]! >= size && left + (islands.length > 0 ? 1 : 0) <= most) break;
		const host = mostBound(bonds[smallest]!, degrees);
		if (host < 0) {
			islands.push(smallest);
			continue;
		}
		parent[smallest] = host;
		sizes[host]! += sizes[smallest]!;
		waiting.add(host);
		degrees[host]! += degrees[smallest]!;
		for (const [other, weight] of bonds[smallest]!) {
			bonds[other]!.delete(smallest);
			if (other === host) continue;
			bonds[other]!.set(host, (bonds[other]!.get(host) ?? 0) + weight);
			bonds[host]!.set(other, (bonds[host]!.get(other) ?? 0) + weight);
		}
	}
	for (const island of islands) parent[island] = islands[0]!;
	const root = (c: number): number => {
		let at = c;
		while (parent[at] !== at) at = parent[at]!;
		return at;
	};
	return renumber(groups.map(root));
}

function bondsBetween({ order, offsets, targets, weights }: WeightedGraph, groups: Uint32Array, n: number) {
	const bonds = Array.from({ length: n }, () => new Map<number, number>());
	for (let u = 0; u < order; u++) {
		for (let k = offsets[u]!; k < offsets[u + 1]!; k++) {
			const c = groups[targets[k]!]!;
			if (c === groups[u]) continue;
			const row = bonds[groups[u]!]!;
			row.set(c, (row.get(c) ?? 0) + weights[k]!);
		}
	}
	return bonds;
}

/** Groups by size, smallest first. One that has grown is added again; where it stood before, it is passed over. */
function createBuckets(most: number, sizes: Uint32Array) {
	const buckets: number[][] = Array.from({ length: most + 1 }, () => []);
	sizes.forEach((size, c) => {
		buckets[size]!.push(c);
	});
	const next = new Uint32Array(most + 1);
	let size = 0;
	return {
		add(c: number) {
			buckets[sizes[c]!]!.push(c);
		},
		takeSmallest() {
			for (;;) {
				while (next[size]! >= buckets[size]!.length) size++;
				const c = buckets[size]![next[size]!++]!;
				if (sizes[c] === size) return c;
			}
		},
	};
}

/** By weight for its size: the largest is everybody's neighbor. */
function mostBound(bonds: ReadonlyMap<number, number>, degrees: Float64Array): number {
	let best = -1;
	let most = 0;
	for (const [c, weight] of bonds) {
		const bond = weight / degrees[c]!;
		if (bond > most || (bond === most && c < best)) {
			best = c;
			most = bond;
		}
	}
	return best;
}

function sizesOf(groups: Uint32Array): Uint32Array {
	const sizes = new Uint32Array(count(groups));
	for (const group of groups) sizes[group]!++;
	return sizes;
}

function bySize(groups: Uint32Array): Uint32Array {
	const sizes = sizesOf(groups);
	const order = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || a - b);
	const rank = new Uint32Array(order.length);
	order.forEach((c, i) => {
		rank[c] = i;
	});
	return groups.map((c) => rank[c]!);
}
