import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRng } from "../../src/kernels/index.js";
import { count, leiden, modularity } from "../../src/map/leiden.js";
import { findTerritories } from "../../src/map/territories.js";
import { buildWeightedGraph, components, type WeightedGraph } from "../../src/map/weighted-graph.js";

/** "0-1 1-2": an edge of weight 1 for each pair. */
function graphOf(order: number, edges: string): WeightedGraph {
	const pairs = edges.split(" ").map((pair) => pair.split("-").map(Number) as [number, number]);
	return fromPairs(order, pairs);
}

function fromPairs(order: number, pairs: readonly (readonly [number, number])[]): WeightedGraph {
	return buildWeightedGraph(order, {
		sources: Uint32Array.from(pairs, ([u]) => u),
		targets: Uint32Array.from(pairs, ([, v]) => v),
		weights: new Float64Array(pairs.length).fill(1),
	});
}

/** Zachary 1977: who met whom outside of the karate club. */
const karate = graphOf(
	34,
	"0-1 0-2 0-3 0-4 0-5 0-6 0-7 0-8 0-10 0-11 0-12 0-13 0-17 0-19 0-21 0-31 1-2 1-3 1-7 1-13 1-17 1-19 1-21 1-30 " +
		"2-3 2-7 2-8 2-9 2-13 2-27 2-28 2-32 3-7 3-12 3-13 4-6 4-10 5-6 5-10 5-16 6-16 8-30 8-32 8-33 9-33 13-33 14-32 " +
		"14-33 15-32 15-33 18-32 18-33 19-33 20-32 20-33 22-32 22-33 23-25 23-27 23-29 23-32 23-33 24-25 24-27 24-31 " +
		"25-31 26-29 26-33 27-33 28-31 28-33 29-32 29-33 30-32 30-33 31-32 31-33 32-33",
);

/** Cliques of `size` nodes in a ring, each joined to the next by one edge. */
function ringOfCliques(cliques: number, size: number): WeightedGraph {
	const pairs: [number, number][] = [];
	for (let c = 0; c < cliques; c++) {
		for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) pairs.push([c * size + i, c * size + j]);
		pairs.push([c * size, ((c + 1) % cliques) * size + 1]);
	}
	return fromPairs(cliques * size, pairs);
}

/** `groups` planted groups; an edge stays inside with probability `inside`. */
function planted(order: number, size: number, groups: number, inside: number, seed: number) {
	const rng = createRng(seed);
	const pairs: [number, number][] = [];
	while (pairs.length < size) {
		const u = rng.integer(order);
		const v =
			rng.uniform() < inside ? rng.integer(order / groups) * groups + (u % groups) : rng.integer(order);
		if (u !== v) pairs.push([u, v]);
	}
	return { graph: fromPairs(order, pairs), truth: Uint32Array.from({ length: order }, (_, u) => u % groups) };
}

const randomGraph = fc.integer({ min: 1, max: 40 }).chain((order) =>
	fc.record({
		order: fc.constant(order),
		pairs: fc.array(fc.tuple(fc.nat(order - 1), fc.nat(order - 1)), { maxLength: 120 }),
	}),
);

describe("Leiden", () => {
	it("finds the best division of the karate club that is known (Q = 0.4198), from any seed", () => {
		for (let seed = 0; seed < 20; seed++) {
			const community = leiden(karate, { seed, resolution: 1 });
			expect(modularity(karate, community, 1)).toBeCloseTo(0.4198, 4);
			expect(count(community)).toBe(4);
		}
	});

	it("takes each clique of a ring for a community where the resolution tells them apart", () => {
		const ring = ringOfCliques(30, 5);
		const community = leiden(ring, { seed: 1, resolution: 2 });
		expect(count(community)).toBe(30);
		expect(modularity(ring, community, 1)).toBeCloseTo(300 / 330 - 1 / 30, 9);
	});

	it("joins neighboring cliques where it does not: the limit of modularity, and better than the cliques", () => {
		const ring = ringOfCliques(30, 5);
		expect(modularity(ring, leiden(ring, { seed: 1, resolution: 1 }), 1)).toBeGreaterThan(300 / 330 - 1 / 30);
	});

	it("is as good as the planted truth on a large graph", () => {
		const { graph, truth } = planted(4000, 20_000, 20, 0.75, 3);
		const community = leiden(graph, { seed: 1, resolution: 1 });
		expect(modularity(graph, community, 1)).toBeGreaterThanOrEqual(modularity(graph, truth, 1) - 1e-3);
	});

	it("gives connected communities, no worse than each alone", () => {
		fc.assert(
			fc.property(
				randomGraph,
				fc.nat(),
				fc.double({ min: 0.2, max: 4, noNaN: true }),
				({ order, pairs }, seed, resolution) => {
					const graph = fromPairs(order, pairs);
					const community = leiden(graph, { seed, resolution });
					expect(count(components(graph, community))).toBe(count(community));
					const quality = modularity(graph, community, resolution);
					const alone = Uint32Array.from({ length: order }, (_, u) => u);
					expect(quality).toBeGreaterThanOrEqual(modularity(graph, alone, resolution) - 1e-9);
				},
			),
		);
	});

	it("finds the same again", () => {
		const { graph } = planted(400, 2000, 8, 0.8, 5);
		const community = leiden(graph, { seed: 4, resolution: 1 });
		expect(leiden(graph, { seed: 4, resolution: 1 })).toEqual(community);
	});

	it("agrees with a modularity that is written down pair by pair", () => {
		fc.assert(
			fc.property(randomGraph, ({ order, pairs }) => {
				const graph = fromPairs(order, pairs);
				const community = leiden(graph, { seed: 1, resolution: 1 });
				const adjacency = Array.from({ length: order }, () => new Float64Array(order));
				for (const [u, v] of pairs) {
					adjacency[u]![v]! += 1;
					adjacency[v]![u]! += 1;
				}
				const degrees = adjacency.map((row) => row.reduce((sum, x) => sum + x, 0));
				const total = degrees.reduce((sum, x) => sum + x, 0);
				let quality = 0;
				for (let u = 0; u < order; u++) {
					for (let v = 0; v < order; v++) {
						if (community[u] !== community[v]) continue;
						quality += (adjacency[u]![v]! - (degrees[u]! * degrees[v]!) / total) / total;
					}
				}
				expect(modularity(graph, community, 1)).toBeCloseTo(total === 0 ? 0 : quality, 9);
			}),
		);
	});
});

describe("territories", () => {
	it("are as many as a map of the size can name, the largest first", () => {
		for (const [order, groups] of [
			[30, 3],
			[200, 8],
			[3000, 60],
		] as const) {
			const { graph } = planted(order, order * 5, groups, 0.9, 2);
			const territory = findTerritories(graph, 1);
			const sizes = Array.from(
				{ length: count(territory) },
				(_, c) => territory.filter((other) => other === c).length,
			);
			expect(sizes.length).toBeGreaterThanOrEqual(order < 100 ? 2 : 5);
			expect(sizes.length).toBeLessThanOrEqual(order < 100 ? 4 : 14);
			expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
		}
	});

	it("hang together if the graph does", () => {
		const { graph } = planted(600, 4000, 12, 0.85, 7);
		expect(count(components(graph))).toBe(1);
		const territory = findTerritories(graph, 1);
		expect(count(components(graph, territory))).toBe(count(territory));
	});

	it("of thousands of islands are still few", () => {
		const pairs = Array.from({ length: 1500 }, (_, i) => [2 * i, 2 * i + 1] as const);
		expect(count(findTerritories(fromPairs(3000, pairs), 1))).toBeLessThanOrEqual(14);
	});
});
