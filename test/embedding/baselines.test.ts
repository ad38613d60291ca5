import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adamicAdar } from "../../src/embedding/baselines/adamic-adar.js";
import { textCosine } from "../../src/embedding/baselines/cosine.js";
import { textDiffusion } from "../../src/embedding/baselines/diffusion.js";
import { baselines } from "../../src/embedding/baselines/index.js";
import { personalizedPageRank } from "../../src/embedding/baselines/page-rank.js";
import { popularity } from "../../src/embedding/baselines/popularity.js";
import type { Scorer } from "../../src/embedding/baselines/scorer.js";
import { kernels, numberLines } from "./support.js";

async function scoresOf(scorer: Scorer, lines: readonly string[], item: number): Promise<number[]> {
	const { graph } = numberLines(...lines);
	const scores = new Float64Array(graph.items);
	(await scorer.fit(graph, { kernels, seed: 0 }))(item, scores);
	return [...scores];
}

//     b
//   / | \
//  a  |  d — e
//   \ | /
//     c
const kite = ["a: [[b]] [[c]]", "b: [[c]] [[d]]", "c: [[d]]", "d: [[e]]", "e:"];

describe("baselines on a kite", () => {
	it("popularity is the number of neighbours", async () => {
		const scores = await scoresOf(popularity, kite, 0);
		expect(scores).toEqual([2, 3, 3, 3, 1].map((degree) => expect.closeTo(Math.log(1 + degree), 12)));
	});

	it("Adamic and Adar count shared neighbours by 1 / ln degree", async () => {
		const scores = await scoresOf(adamicAdar, kite, 0);
		expect(scores[3]).toBeCloseTo(2 / Math.log(3), 12);
		expect(scores[4]).toBe(0);
	});

	it("a walk that returns obeys its equation", async () => {
		const next = [[1, 2], [0, 2, 3], [0, 1, 3], [1, 2, 4], [3]];
		const p = await scoresOf(personalizedPageRank, kite, 0);
		expect(p.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
		p.forEach((share, node) => {
			const heard = next[node]!.reduce((sum, other) => sum + p[other]! / next[other]!.length, 0);
			expect(Math.abs(share - (0.15 * (node === 0 ? 1 : 0) + 0.85 * heard))).toBeLessThan(0.05);
		});
	});
});

describe("baselines on texts", () => {
	const lines = ["a: red green", "b: green blue", "c: yellow", "d: yellow [[a]]"];

	it("the cosine of texts is that of shared words", async () => {
		const scores = await scoresOf(textCosine, lines, 0);
		expect(scores[1]).toBeGreaterThan(0.2);
		expect([scores[2], scores[3]]).toEqual([0, 0]);
	});

	it("diffusion brings in what neighbours say", async () => {
		const scores = await scoresOf(textDiffusion, lines, 0);
		expect(scores[3]).toBeGreaterThan(0.5);
		expect(scores[2]).toBeGreaterThan(0.2);
	});
});

it.each(
	baselines.map((scorer) => [scorer.name, scorer] as const),
)("%s: finite for any graph, and the order of links does not matter", async (_, scorer) => {
	const names = ["a", "b", "c", "d"];
	const link = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names));
	await fc.assert(
		fc.asyncProperty(fc.array(link, { maxLength: 8 }), async (links) => {
			const vault = (list: typeof links) =>
				names.map(
					(name) => `${name}: word ${list.filter(([from]) => from === name).map(([, to]) => `[[${to}]]`)}`,
				);
			const scores = await scoresOf(scorer, vault(links), 0);
			expect(scores.every(Number.isFinite)).toBe(true);
			expect(await scoresOf(scorer, vault(links.toReversed()), 0)).toEqual(scores);
		}),
		{ numRuns: 15 },
	);
});
