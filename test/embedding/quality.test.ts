import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hideLinks } from "../../bench/quality/hide-links.js";
import { measureQuality, rankOf, separation } from "../../bench/quality/measure.js";
import { undirected } from "../../src/embedding/graph/adjacency.js";
import { numberLines } from "./support.js";

const { graph } = numberLines(
	"a: [[b]] [[c]] [[d]]",
	"b: [[a]] [[c]] [[e]]",
	"c: [[d]] [[f]]",
	"d: [[e]]",
	"e: [[f]]",
	"f:",
	"g:",
);

describe("hiding links", () => {
	it("hides pairs in both directions, and nothing else", () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(0.1, 0.3, 0.5), (seed, share) => {
				const { train, hidden, unlinked } = hideLinks(graph, share, seed);
				const linked = pairsOf(graph.links);
				const seen = pairsOf(train.links);
				const gone = pairsOf(hidden);
				expect(hidden.length / 2).toBe(Math.round(share * new Set(linked).size));
				expect(gone.every((pair) => linked.includes(pair) && !seen.includes(pair))).toBe(true);
				expect([...new Set([...seen, ...gone])].sort()).toEqual([...new Set(linked)].sort());
				expect(pairsOf(unlinked).some((pair) => linked.includes(pair))).toBe(false);
				expect(unlinked).toHaveLength(hidden.length);
				expect(hideLinks(graph, share, seed)).toEqual(hideLinks(graph, share, seed));
			}),
		);
	});
});

describe("measures", () => {
	it("who knows all is right every time", () => {
		const task = hideLinks(graph, 0.3, 1);
		const known = new Set(pairsOf(graph.links));
		const quality = measureQuality(task, (item, out) => {
			for (let i = 0; i < out.length; i++) out[i] = known.has(keyOf(item, i)) ? 1 : 0;
		});
		expect(quality).toEqual({ auc: 1, ap: 1, mrr: 1, hits: 1 });
	});

	it("who knows nothing is in the middle", () => {
		const { auc, ap, mrr } = measureQuality(hideLinks(graph, 0.3, 1), (_, out) => out.fill(0));
		expect(auc).toBe(0.5);
		expect(ap).toBe(0.5);
		expect(mrr).toBeLessThan(0.5);
	});

	it("leaves known links and the item itself out of a rank", () => {
		const links = undirected(Uint32Array.from([0, 1]), 5);
		const scores = Float64Array.from([9, 8, 3, 5, 3]);
		expect(rankOf(0, 3, scores, links)).toBe(1);
		expect(rankOf(0, 2, scores, links)).toBe(2.5);
	});

	it("the area under the curve is the share of pairs in the right order", () => {
		const list = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(list, list, (linked, unlinked) => {
				let wins = 0;
				for (const a of linked) for (const b of unlinked) wins += a > b ? 1 : a === b ? 0.5 : 0;
				expect(separation(linked, unlinked).auc).toBeCloseTo(wins / (linked.length * unlinked.length), 12);
			}),
		);
	});

	it("average precision of a list by hand", () => {
		expect(separation([4, 2], [3, 1]).ap).toBeCloseTo((1 + 2 / 3) / 2, 12);
	});
});

function pairsOf(pairs: Uint32Array): string[] {
	return Array.from({ length: pairs.length / 2 }, (_, i) => keyOf(pairs[2 * i]!, pairs[2 * i + 1]!));
}

function keyOf(a: number, b: number): string {
	return `${Math.min(a, b)}-${Math.max(a, b)}`;
}
